import { KeytrailError } from '../core/errors.ts';

/** A call, in the words that a refusal is told in. */
export interface AwsCall {
  /** The IAM action: `s3:ListBucket`. */
  readonly action: string;
  /** What it was done to: `s3://BUCKET`. */
  readonly target: string;
}

type Wording = (call: AwsCall, error: AwsError) => KeytrailError;

interface AwsError extends Error {
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
}

const SIGN_IN = 'Sign in (aws sso login, aws configure), or name a profile: --profile NAME.';
const AGAIN = 'Run the same command again; collect goes on where it stopped.';

const refused = (message: string, hint: string, cause: unknown): KeytrailError => new KeytrailError('KT_REMOTE_REFUSED', message, { hint, cause });
const unreachable = (message: string, hint: string, cause: unknown): KeytrailError =>
  new KeytrailError('KT_REMOTE_UNREACHABLE', message, { hint, cause });

/** What AWS and its SDK say, by the name or code of the error, in our words. Their own texts may quote what a stranger wrote. */
const wordings: readonly { readonly names: RegExp; readonly wording: Wording }[] = [
  {
    names: /Expired|^TokenRefreshRequired$/,
    wording: (_, error) => refused('the AWS credentials have expired.', SIGN_IN, error),
  },
  {
    names: /^(CredentialsProviderError|TokenProviderError)$/,
    wording: (_, error) =>
      /expired|refresh/i.test(error.message)
        ? refused('the sign-in to AWS has expired.', SIGN_IN, error)
        : refused('there are no AWS credentials here.', SIGN_IN, error),
  },
  {
    names: /^(InvalidAccessKeyId|InvalidClientTokenId|UnrecognizedClientException|InvalidToken|SignatureDoesNotMatch|AuthFailure)$/,
    wording: (_, error) => refused(`AWS does not accept the credentials (${error.name}).`, SIGN_IN, error),
  },
  {
    names: /^(AccessDenied|AccessDeniedException|Forbidden|403)$/,
    wording: ({ action, target }, error) =>
      refused(`AWS denies ${action} on ${target}.`, `Allow ${action} for the caller, or name another profile: --profile NAME.`, error),
  },
  {
    names: /^NoSuchBucket$/,
    wording: ({ target }, error) =>
      refused(`there is no bucket ${target}.`, 'Check its name; buckets of other partitions need their --region.', error),
  },
  {
    names: /^(PermanentRedirect|AuthorizationHeaderMalformed|IllegalLocationConstraintException|301)$/,
    wording: ({ target }, error) => {
      const region = error.$response?.headers?.['x-amz-bucket-region'];
      return refused(`${target} lies in ${region ?? 'another region'}.`, `Name its region: --region ${region ?? 'REGION'}.`, error);
    },
  },
  {
    names: /^(SlowDown|Throttling|ThrottlingException|TooManyRequestsException|RequestLimitExceeded|ServiceUnavailable|503|429)$/,
    wording: ({ action, target }, error) => unreachable(`AWS keeps throttling ${action} on ${target}.`, AGAIN, error),
  },
];

/**
 * A failed call to AWS as an error that the user can act on.
 *
 * @returns the error itself when it is neither an answer of AWS nor a failure to reach it
 */
export function awsFailure(error: unknown, call: AwsCall): unknown {
  if (!(error instanceof Error)) return error;
  const known = wordings.find(({ names }) => names.test(error.name));
  if (known !== undefined) return known.wording(call, error);
  const { code, message, $metadata } = error as AwsError;
  if (message.startsWith('Region is missing')) return refused('no AWS region is set.', 'Name it: --region REGION.', error);
  if (isNetworkFailure(error))
    return unreachable(`${call.target} cannot be reached (${code ?? error.name}).`, `Check the network and --endpoint-url. ${AGAIN}`, error);
  if ($metadata?.httpStatusCode === undefined) return error;
  return refused(`AWS refuses ${call.action} on ${call.target} (${error.name}, HTTP ${$metadata.httpStatusCode}).`, AGAIN, error);
}

/** Whether a connection was not made, or broke. */
export const isNetworkFailure = (error: Error & { readonly code?: string }): boolean =>
  /^(ECONN|ENOTFOUND|EAI_|EPIPE|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|CERT_|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/.test(error.code ?? '') ||
  error.name === 'TimeoutError' ||
  error.message === 'aborted';
