import { type JsonObject, textAt } from './json.ts';

/** Who made a call. Which members are there depends on `type`; service events may have none of them. */
export interface UserIdentity {
  readonly type?: string;
  readonly principalId?: string;
  readonly arn?: string;
  readonly accountId?: string;
  readonly accessKeyId?: string;
  readonly userName?: string;
  readonly invokedBy?: string;
  readonly identityProvider?: string;
  readonly sessionContext?: SessionContext;
  readonly onBehalfOf?: JsonObject;
  readonly inScopeOf?: JsonObject;
  readonly credentialId?: string;
}

/** What a temporary credential says of itself. */
export interface SessionContext {
  readonly attributes?: { readonly creationDate?: string; readonly mfaAuthenticated?: string };
  readonly sessionIssuer?: {
    readonly type?: string;
    readonly principalId?: string;
    readonly arn?: string;
    readonly accountId?: string;
    readonly userName?: string;
  };
  readonly webIdFederationData?: JsonObject;
  readonly sourceIdentity?: string;
  readonly ec2RoleDelivery?: string;
  readonly assumedRoot?: string;
}

export interface EventResource {
  readonly ARN?: string;
  readonly accountId?: string;
  readonly type?: string;
}

/** A CloudTrail record with CloudTrail's own member names. Source: CloudTrail User Guide, record contents. */
export interface CloudTrailEvent {
  readonly eventVersion: string;
  readonly userIdentity?: UserIdentity;
  /** ISO 8601, UTC, whole seconds: when the call completed. */
  readonly eventTime: string;
  readonly eventSource: string;
  readonly eventName: string;
  readonly awsRegion: string;
  /** An address, a service's name, or `AWS Internal`. */
  readonly sourceIPAddress: string;
  readonly userAgent: string | null;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly requestParameters: JsonObject | null;
  readonly responseElements: JsonObject | null;
  readonly additionalEventData?: JsonObject;
  readonly requestID?: string;
  /** The identity of the event: two records with one eventID are copies. */
  readonly eventID: string;
  readonly readOnly?: boolean;
  readonly resources?: readonly EventResource[];
  readonly eventType: string;
  readonly apiVersion?: string;
  readonly managementEvent?: boolean;
  readonly recipientAccountId?: string;
  readonly sharedEventID?: string;
  readonly vpcEndpointId?: string;
  readonly serviceEventDetails?: JsonObject;
  readonly eventCategory?: string;
  readonly sessionCredentialFromConsole?: string;
  readonly tlsDetails?: { readonly tlsVersion?: string; readonly cipherSuite?: string; readonly clientProvidedHostHeader?: string };
}

/** The access key id of the caller, or null: sign-in events carry `""`, services and other accounts none. */
export const callerKeyId = (event: CloudTrailEvent): string | null => event.userIdentity?.accessKeyId || null;

/** Name of the user who calls; null for roles, services and other accounts. A federated user's own name is none of IAM's. */
export const callerUserName = ({ userIdentity }: CloudTrailEvent): string | null =>
  userIdentity?.type === 'IAMUser' ? (userIdentity.userName ?? null) : null;

/** Whether the call did what it asked for. A refused ConsoleLogin has no errorCode. */
export const succeeded = (event: CloudTrailEvent): boolean =>
  event.errorCode === undefined && textAt(event.responseElements, 'ConsoleLogin') !== 'Failure';

const DENIED = /AccessDenied|Unauthorized|AuthFailure|NotAuthorized|Forbidden|AuthorizationError/i;

/** Whether an error code says that permissions refused the call; services spell it differently. */
export const isDenial = (errorCode: string | null | undefined): boolean => errorCode != null && DENIED.test(errorCode);

/** Whether permissions refused the call. */
export const wasDenied = ({ errorCode }: CloudTrailEvent): boolean => isDenial(errorCode);

/** `CreateFunction` of `CreateFunction20150331v2`: some services put the API version into the name. */
export const plainEventName = (eventName: string): string => eventName.replace(/20\d{2}_?\d{2}_?\d{2}(v\d+)?$/, '').replace(/_$/, '');

/** The user or role behind a call, as an ARN: of a role's session the role, of a federation session the federated user. Null where the record has none. */
export function principalArn(identity: UserIdentity | undefined): string | null {
  if (identity === undefined) return null;
  if (identity.type === 'AssumedRole') return identity.sessionContext?.sessionIssuer?.arn ?? identity.arn ?? null;
  return identity.arn ?? null;
}

/** The order of every timeline: eventTime has whole seconds, so eventID breaks ties and output stays stable. */
export const byTime = (a: Pick<CloudTrailEvent, 'eventTime' | 'eventID'>, b: Pick<CloudTrailEvent, 'eventTime' | 'eventID'>): number =>
  compareText(a.eventTime, b.eventTime) || compareText(a.eventID, b.eventID);

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
