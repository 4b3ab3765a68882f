import type { CloudTrailEvent } from '../event.ts';
import { textAt } from '../json.ts';
import { type Delegation, type Expectation, openedBy } from './delegation.ts';

const isByLambda = openedBy('lambda.amazonaws.com');

/** A function by its name, its ARN, or its ARN with a version: it opens its sessions under its name. */
const sessionsOf = (named: string, rule: string): Expectation => ({
  certainty: 'indirect',
  rule,
  sessionName: functionNameOf(named),
  admits: isByLambda,
});

const functionNameOf = (named: string): string => named.replace(/^.*:function:/, '').replace(/:.*$/, '');

/**
 * A function runs as its role: with a new role, with new code, with a new layer it does what the caller wants. It opens its sessions under its name;
 * the first, while it is being made, under another.
 */
export const lambdaFunction: Delegation = {
  source: 'lambda.amazonaws.com',
  names: ['CreateFunction', 'UpdateFunctionConfiguration', 'UpdateFunctionCode'],
  expects: (event) => {
    const name = textAt(event, 'requestParameters.functionName');
    const role = textAt(event, 'requestParameters.role');
    const rule = 'session of a function that the caller made or changed';
    const whileMade = (opening: CloudTrailEvent): boolean =>
      isByLambda(opening) && /^awslambda_/.test(textAt(opening, 'requestParameters.roleSessionName') ?? '');
    return [
      ...(name === null ? [] : [sessionsOf(name, rule)]),
      ...(role === null ? [] : [{ certainty: 'indirect' as const, rule, role, admits: whileMade }]),
    ];
  },
};

/**
 * A function that the caller, or whom the caller lets, can now run as often as it pleases, with input of its choice: by an event source, for another
 * account or service, by an address of its own. Whose code it is the record does not say. Source: Lambda API reference.
 */
export const functionTrigger: Delegation = {
  source: 'lambda.amazonaws.com',
  names: ['CreateEventSourceMapping', 'UpdateEventSourceMapping', 'AddPermission', 'CreateFunctionUrlConfig', 'UpdateFunctionUrlConfig'],
  expects: (event) => {
    const name = textAt(event, 'requestParameters.functionName');
    return name === null ? [] : [sessionsOf(name, 'session of a function that the caller made others run')];
  },
};
