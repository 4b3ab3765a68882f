import { isoSeconds } from '../../core/aws-time.ts';
import type { CloudTrailEvent, UserIdentity } from '../../core/event.ts';
import { trailRecord } from '../../trail/record.ts';
import { ALPHANUMERIC, type Random } from '../random.ts';
import type { Call } from './call.ts';
import type { Refusal } from './refusal.ts';

/** Who calls, over which network and with which tool. */
export interface Caller {
  readonly identity: UserIdentity;
  /** An address, or the name of a service. */
  readonly sourceIp: string;
  readonly userAgent: string;
  /** Whether the credential was issued by the console. */
  readonly console?: true;
}

/** When (milliseconds) and where a call is made, and how it ends. */
export interface Circumstances {
  readonly at: number;
  readonly region: string;
  readonly refusal?: Refusal;
  /** Account whose trail records it; the caller's own when left out. */
  readonly recipient?: string;
  readonly sharedEventId?: string;
}

/** Services with one endpoint for the world: their records are in us-east-1. */
const globalServices = new Set(['iam', 'route53', 'cloudfront', 'organizations', 'ce', 'support', 'health', 'account']);
const GLOBAL_REGION = 'us-east-1';

/** Most services leave the version of their API out. */
const apiVersions: Readonly<Record<string, string>> = { logs: '20140328', route53: '2013-04-01', elasticloadbalancing: '2015-12-01' };

/** The record that CloudTrail writes of a call. */
export function recordCall(caller: Caller, call: Call, circumstances: Circumstances, random: Random): CloudTrailEvent {
  const { refusal } = circumstances;
  const region = globalServices.has(call.service) ? GLOBAL_REGION : circumstances.region;
  const eventType = call.eventType ?? 'AwsApiCall';
  const recipient = circumstances.recipient ?? caller.identity.accountId;
  if (recipient === undefined) throw new Error(`nobody's trail records ${call.name}`);
  const host = hostOf(call, region);
  return trailRecord({
    userIdentity: caller.identity,
    eventTime: isoSeconds(circumstances.at),
    eventSource: `${call.service}.amazonaws.com`,
    eventName: call.name,
    awsRegion: region,
    sourceIPAddress: caller.sourceIp,
    userAgent: call.service === 's3' ? `[${caller.userAgent}]` : caller.userAgent,
    errorCode: refusal?.code,
    errorMessage: refusal?.message,
    requestParameters: refusal && !refusal.keepsRequest ? null : requestOf(call, host),
    responseElements: refusal ? null : call.response,
    additionalEventData: call.service === 's3' ? s3Details(random) : call.additional,
    requestID: eventType === 'AwsApiCall' ? requestId(call, random) : undefined,
    eventID: random.uuid(),
    readOnly: call.readOnly,
    resources: call.resources ?? bucketOf(call, recipient),
    eventType,
    apiVersion: apiVersions[call.service],
    managementEvent: call.isData !== true,
    recipientAccountId: recipient,
    sharedEventID: circumstances.sharedEventId,
    serviceEventDetails: call.serviceEventDetails,
    eventCategory: call.isData === true ? 'Data' : 'Management',
    tlsDetails: isService(caller) || eventType === 'AwsServiceEvent' ? undefined : { ...TLS, clientProvidedHostHeader: host },
    sessionCredentialFromConsole: caller.console ? 'true' : undefined,
  });
}

const TLS = { tlsVersion: 'TLSv1.3', cipherSuite: 'TLS_AES_128_GCM_SHA256' } as const;

/** Services call each other inside AWS: their records have no TLS details. */
const isService = (caller: Caller): boolean => /^AWS Internal$|\.amazonaws\.com$/.test(caller.sourceIp);

function hostOf(call: Call, region: string): string {
  if (call.service === 'signin') return region === GLOBAL_REGION ? 'us-east-1.signin.aws.amazon.com' : `${region}.signin.aws.amazon.com`;
  if (call.service === 's3') {
    const bucket = call.request?.['bucketName'];
    return typeof bucket === 'string' ? `${bucket}.s3.${region}.amazonaws.com` : `s3.${region}.amazonaws.com`;
  }
  return globalServices.has(call.service) ? `${call.service}.amazonaws.com` : `${call.service}.${region}.amazonaws.com`;
}

/** The bucket that an S3 call is about stands among the resources too. */
function bucketOf(call: Call, accountId: string): Call['resources'] {
  const bucket = call.request?.['bucketName'];
  return call.service === 's3' && typeof bucket === 'string' ? [{ accountId, type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${bucket}` }] : undefined;
}

const requestOf = (call: Call, host: string): Call['request'] => (call.service === 's3' ? { ...call.request, Host: host } : call.request);

const requestId = (call: Call, random: Random): string =>
  call.service === 's3' ? random.text('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 16) : random.uuid();

const s3Details = (random: Random): NonNullable<CloudTrailEvent['additionalEventData']> => ({
  SignatureVersion: 'SigV4',
  CipherSuite: TLS.cipherSuite,
  bytesTransferredIn: 0,
  AuthenticationMethod: 'AuthHeader',
  'x-amz-id-2': `${random.text(ALPHANUMERIC, 75)}=`,
  bytesTransferredOut: random.between(200, 6000),
});

/**
 * A service that acts on in a caller's name, under a key of its own that no event mints. Its creation date is the session's, or of a caller with
 * a long-term key the time of the call.
 */
export function forwarded(caller: Caller, accessKeyId: string, service: string, at: number): Caller {
  const attributes = caller.identity.sessionContext?.attributes ?? { creationDate: isoSeconds(at), mfaAuthenticated: 'false' };
  return {
    identity: { ...caller.identity, accessKeyId, sessionContext: { ...caller.identity.sessionContext, attributes }, invokedBy: service },
    sourceIp: service,
    userAgent: service,
  };
}
