import type { Call } from './call.ts';

/** What the AWS CLI calls a call: `iam.create-user`. */
export const cliCommand = (call: Pick<Call, 'service' | 'name'>): string =>
  `${call.service}.${call.name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()}`;
