import { isAccessKeyId } from '../../core/access-key-id.ts';
import { isJsonObject, type JsonObject, textAt } from '../../core/json.ts';

/**
 * Where the documents that people hold name a key: GuardDuty findings and attack sequences as the API and the console give them, Security Hub findings,
 * AWS's own notice of an exposed key, CloudTrail records. Source: API references of GuardDuty, Security Hub and Health.
 */
const KEY_PATHS = [
  'accessKeyDetails.accessKeyId',
  'AccessKeyDetails.AccessKeyId',
  'userIdentity.accessKeyId',
  'Details.AwsIamAccessKey.AccessKeyId',
  'User.CredentialUid',
  'user.credentialUid',
  'entityValue',
];
/** Where they name the user or role beside the key: a sign-in to the console has no key. */
const HOLDER_PATHS = ['accessKeyDetails', 'AccessKeyDetails'];
const WRAPPERS = [
  ...['detail', 'resource', 'Resource', 'Resources', 'Findings', 'findings', 'Records', 'Events', 'affectedEntities'],
  ...['Service', 'service', 'Detection', 'detection', 'Sequence', 'sequence', 'Actors', 'actors'],
];
/** An attack sequence lies deepest: a list in EventBridge's envelope, the finding's service, detection, sequence, and its list of actors. */
const DEPTH = 8;

/**
 * The subjects that a document names: of a finding the access key, or else the user, role or instance; of a CloudTrail record its eventID. Envelopes and lists
 * are entered.
 *
 * @returns texts for `parseSubject`, each once; empty when the document names none
 */
export function subjectsOfEvidence(document: unknown): string[] {
  const found = new Set<string>();
  const visit = (value: unknown, depth: number): void => {
    if (depth > DEPTH) return;
    if (Array.isArray(value)) for (const element of value) visit(element, depth + 1);
    if (!isJsonObject(value)) return;
    const subject = subjectOf(value);
    if (subject !== null) found.add(subject);
    else for (const name of WRAPPERS) visit(value[name], depth + 1);
  };
  visit(document, 0);
  return [...found];
}

function subjectOf(value: JsonObject): string | null {
  const eventId = textAt(value, 'eventID');
  if (eventId !== null) return eventId;
  const key = KEY_PATHS.map((path) => textAt(value, path)).find((id) => id !== null && isAccessKeyId(id));
  const holder = HOLDER_PATHS.map((path) => holderOf(value[path])).find((one) => one !== null);
  return key ?? holder ?? textAt(value, 'instanceDetails.instanceId') ?? textAt(value, 'InstanceDetails.InstanceId');
}

/** `user/NAME` or `role/NAME`, by the type of the caller as CloudTrail has it. */
function holderOf(details: unknown): string | null {
  const name = textAt(details, 'userName') ?? textAt(details, 'UserName');
  const type = textAt(details, 'userType') ?? textAt(details, 'UserType');
  if (name === null) return null;
  return type === 'IAMUser' ? `user/${name}` : type === 'AssumedRole' || type === 'Role' ? `role/${name}` : null;
}
