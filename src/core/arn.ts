/** The parts of an Amazon Resource Name. `resource` is everything after the account, colons and slashes included. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly accountId: string;
  readonly resource: string;
}

/** Reads an ARN; null when the text is none. */
export function parseArn(text: string): Arn | null {
  const match = /^arn:([^:]+):([^:]+):([^:]*):([^:]*):(.+)$/s.exec(text);
  if (!match) return null;
  const [, partition = '', service = '', region = '', accountId = '', resource = ''] = match;
  return { partition, service, region, accountId, resource };
}

/** The last name of an ARN's resource: `nwolf` of `arn:aws:iam::111122223333:user/team/nwolf`. The text itself when it is no ARN. */
export function nameOfArn(text: string): string {
  const resource = parseArn(text)?.resource ?? text;
  return resource.slice(resource.lastIndexOf('/') + 1);
}

export const userArn = (accountId: string, userName: string, partition = 'aws'): string => `arn:${partition}:iam::${accountId}:user/${userName}`;
export const roleArn = (accountId: string, roleName: string, partition = 'aws'): string => `arn:${partition}:iam::${accountId}:role/${roleName}`;

/** How names of regions begin outside the partition `aws`. Source: AWS General Reference, regions and partitions. */
const PARTITIONS = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['us-iso-', 'aws-iso'],
  ['us-isob-', 'aws-iso-b'],
  ['eu-isoe-', 'aws-iso-e'],
  ['us-isof-', 'aws-iso-f'],
  ['eusc-', 'aws-eusc'],
] as const;

export const partitionOfRegion = (region: string): string => PARTITIONS.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws';
