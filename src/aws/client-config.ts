import { setMaxListeners } from 'node:events';
import type { AwsAccess } from '../core/aws-access.ts';

// The versions of the SDK that keytrail is published with run on Node 20: the warning that later ones will not is for us, not for the user.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

/** Throttling and failures of the network are repeated so often before they count, the pauses growing to 20 seconds. */
const ATTEMPTS = 8;

/** What every client of the SDK is made with. Profile, region and credentials that are not given are looked up as the AWS CLI does. */
export const clientConfig = ({ profile, region, endpointUrl }: AwsAccess) => ({
  ...(profile === undefined ? {} : { profile }),
  ...(region === undefined ? {} : { region }),
  ...(endpointUrl === undefined ? {} : { endpoint: endpointUrl }),
  maxAttempts: ATTEMPTS,
  retryMode: 'adaptive',
  // Milliseconds: a connection that is not made, and an answer of which nothing comes any more.
  requestHandler: { connectionTimeout: 5_000, socketTimeout: 60_000 },
});

/** Options of calls that end with the signal. Many calls listen to it at a time; Node takes more than ten for a leak, and says so to the user. */
export function endingWith(signal: AbortSignal | undefined): { readonly abortSignal?: AbortSignal } {
  if (signal === undefined) return {};
  setMaxListeners(0, signal);
  return { abortSignal: signal };
}
