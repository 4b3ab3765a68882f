/**
 * The tool behind a user agent, without its version: `aws-cli`, `Boto3`, `Terraform`, `aws-sdk-go-v2`, `browser`... S3 wraps the text in brackets.
 *
 * @returns `unknown` where the record has none
 */
export function agentFamily(userAgent: string | null): string {
  const text = (userAgent ?? '').replace(/^\[|\]$/g, '').trim();
  if (text === '') return 'unknown';
  const terraform = /terraform/i.exec(text);
  if (terraform) return 'Terraform';
  if (text.startsWith('Mozilla/')) return 'browser';
  // Stratus Red Team gives each run a name of its own.
  return (/^[^\s/]+/.exec(text)?.[0] ?? 'unknown').replace(/_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, '');
}

/** What SDKs and the AWS CLI write anew for each call: the command, the service's client, the features in use. */
const PER_CALL = /^(?:md\/command#|command\/|md\/prompt#|prompt\/|api\/|m\/|cfg\/|ft\/)/;

/**
 * The tool behind a user agent, with its version and where it runs, and without what changes from call to call: two calls of one program on one
 * machine give the same text. Source: user agents of AWS CLI 2, Boto3 and Terraform in public CloudTrail logs.
 */
export const agentBuild = (userAgent: string | null): string =>
  (userAgent ?? '')
    .replace(/^\[|\]$/g, '')
    .split(' ')
    .filter((part) => part !== '' && !PER_CALL.test(part))
    .join(' ');
