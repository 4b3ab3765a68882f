import { outsidersOf } from '../../core/delegation/trust.ts';
import { type CloudTrailEvent, plainEventName } from '../../core/event.ts';
import { isJsonObject, type JsonValue, textAt, valueAt } from '../../core/json.ts';
import { accountOf } from '../../lineage/links.ts';

/** Whom a call lets in: accounts, identity providers, `*` and `all` for everybody. */
type Readers = readonly string[];

/** Members of a list as EC2 and RDS write it. */
function itemsOf(value: JsonValue | undefined): readonly JsonValue[] {
  const items = isJsonObject(value) ? value['items'] : value;
  return Array.isArray(items) ? items : [];
}

const added = (event: CloudTrailEvent, permission: string): Readers =>
  itemsOf(valueAt(event, `requestParameters.${permission}.add`)).flatMap((item) => textAt(item, 'userId') ?? textAt(item, 'group') ?? []);
const valuesAdded = (event: CloudTrailEvent): Readers =>
  itemsOf(valueAt(event, 'requestParameters.valuesToAdd')).filter((value) => typeof value === 'string');
const ofPolicy = (event: CloudTrailEvent, path: string): Readers => outsidersOf(textAt(event, path) ?? JSON.stringify(valueAt(event, path) ?? null));
const PUBLIC_ACL = /public-read|AllUsers|AuthenticatedUsers/;

/** Calls that can let others in, and where their records say whom. Source: API references; records of real trails. */
const calls: Readonly<Record<string, (event: CloudTrailEvent) => Readers>> = {
  ModifySnapshotAttribute: (event) => added(event, 'createVolumePermission'),
  ModifyImageAttribute: (event) => added(event, 'launchPermission'),
  ModifyDBSnapshotAttribute: valuesAdded,
  ModifyDBClusterSnapshotAttribute: valuesAdded,
  PutBucketPolicy: (event) => ofPolicy(event, 'requestParameters.bucketPolicy'),
  PutBucketAcl: ({ requestParameters }) => (PUBLIC_ACL.test(JSON.stringify(requestParameters)) ? ['*'] : []),
  UpdateAssumeRolePolicy: (event) => ofPolicy(event, 'requestParameters.policyDocument'),
  PutResourcePolicy: (event) => [...ofPolicy(event, 'requestParameters.resourcePolicy'), ...ofPolicy(event, 'requestParameters.policy')],
  AddPermission: (event) => {
    const principal = textAt(event, 'requestParameters.principal') ?? '';
    return /\.amazonaws\.com(\.cn)?$/.test(principal) ? [] : [/\d{12}/.exec(principal)?.[0] ?? principal];
  },
  CreateFunctionUrlConfig: (event) => (textAt(event, 'requestParameters.authType') === 'NONE' ? ['*'] : []),
};

/**
 * Whom a call gave access to what the account has: not the account itself, nor services.
 *
 * @returns null for calls that cannot share anything; empty for those that let no one else in, or took access back
 */
export function sharedWith(event: CloudTrailEvent): Readers | null {
  const readers = calls[plainEventName(event.eventName)]?.(event);
  return readers === undefined ? null : [...new Set(readers)].filter((one) => one !== '' && one !== accountOf(event));
}
