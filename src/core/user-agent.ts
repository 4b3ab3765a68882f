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
  return /^[^\s/]+/.exec(text)?.[0] ?? 'unknown';
}
