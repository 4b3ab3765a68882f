import type { Call } from './call.ts';

/** How a service says no. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  /** Whether the record keeps the parameters of the call. IAM, STS and many others drop them from denials; EC2, S3 and Cost Explorer keep them. */
  readonly keepsRequest: boolean;
}

/** Services whose denials carry `AccessDeniedException`, as services with JSON protocols do. */
const jsonServices = new Set(['secretsmanager', 'kms', 'lambda', 'logs', 'ssm', 'dynamodb', 'ecr', 'states', 'athena']);

/**
 * A denial by missing permissions, in the words of the service.
 *
 * @param callerArn ARN of the caller as the service names it (of a session: the session).
 * @param resource what the text names besides; left out for actions that know no resources.
 */
export function denial(call: Call, callerArn: string, resource?: string): Refusal {
  const action = `${call.service}:${actionOf(call.name)}`;
  const because = `because no identity-based policy allows the ${action} action`;
  if (call.service === 'ec2') {
    const message = `You are not authorized to perform this operation. User: ${callerArn} is not authorized to perform: ${action} ${because}`;
    return { code: 'Client.UnauthorizedOperation', message, keepsRequest: true };
  }
  if (call.service === 's3') {
    return {
      code: 'AccessDenied',
      message: `User: ${callerArn} is not authorized to perform: ${s3Action(call.name)} ${because}`,
      keepsRequest: true,
    };
  }
  const onResource = resource === undefined ? '' : ` on resource: ${resource}`;
  return {
    code: jsonServices.has(call.service) ? 'AccessDeniedException' : 'AccessDenied',
    message: `User: ${callerArn} is not authorized to perform: ${action}${onResource} ${because}`,
    keepsRequest: call.service === 'ce',
  };
}

/** Too many calls: not a denial. */
export const throttled: Refusal = { code: 'ThrottlingException', message: 'Rate exceeded', keepsRequest: false };

/** A thing that is not there. */
export const notFound = (code: string, message: string): Refusal => ({ code, message, keepsRequest: true });

const actionOf = (name: string): string => name.replace(/20\d{6}(v\d+)?$/, '');
const s3Action = (name: string): string => (name === 'ListBuckets' ? 's3:ListAllMyBuckets' : `s3:${name}`);
