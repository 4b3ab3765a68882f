/** Where the table stands: the names of AWS's workshop, so that its queries run unchanged. */
export const DATABASE = 'irworkshopgluedatabase';
export const TABLE = 'irworkshopgluetablecloudtrail';
export const WORKGROUP = 'IRWorkshopAthenaWorkGroup';

/** An Athena type: text, or a structure. Structure members are spelled as in the record; SQL knows them in any letter case. */
export type ColumnType = 'string' | StructType | ArrayType;
export interface StructType {
  readonly struct: Readonly<Record<string, ColumnType>>;
}
export interface ArrayType {
  readonly array: ColumnType;
}

/** A column, with the member of a record that fills it. `json` columns hold that member's JSON text. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** Member of the record, in CloudTrail's spelling. */
  readonly member: string;
  readonly json?: true;
}

const text = (member: string): Column => ({ name: member.toLowerCase(), type: 'string', member });
const json = (member: string): Column => ({ name: member.toLowerCase(), type: 'string', member, json: true });
const strings = (...names: readonly string[]): StructType['struct'] => Object.fromEntries(names.map((name) => [name, 'string' as const]));

const userIdentity: ColumnType = {
  struct: {
    ...strings('type', 'principalId', 'arn', 'accountId', 'invokedBy', 'accessKeyId', 'userName'),
    sessionContext: {
      struct: {
        attributes: { struct: strings('mfaAuthenticated', 'creationDate') },
        sessionIssuer: { struct: strings('type', 'principalId', 'arn', 'accountId', 'userName') },
        ...strings('sourceIdentity', 'ec2RoleDelivery', 'assumedRoot', 'webIdFederationData'),
      },
    },
    ...strings('identityProvider', 'credentialId', 'onBehalfOf', 'inScopeOf'),
  },
};

/**
 * The table of contracts.md, section 2: the workshop's 22 columns with their names, order and types, then what CloudTrail has added since.
 * A `string` member of a structure that is an object in the record (`onBehalfOf`, `webIdFederationData`...) holds its JSON text.
 */
export const columns: readonly Column[] = [
  text('eventVersion'),
  { name: 'useridentity', type: userIdentity, member: 'userIdentity' },
  text('eventTime'),
  text('eventSource'),
  text('eventName'),
  text('awsRegion'),
  text('sourceIPAddress'),
  text('userAgent'),
  text('errorCode'),
  text('errorMessage'),
  json('requestParameters'),
  json('responseElements'),
  json('additionalEventData'),
  text('eventID'),
  { name: 'resources', type: { array: { struct: strings('ARN', 'accountId', 'type') } }, member: 'resources' },
  text('eventType'),
  text('apiVersion'),
  text('readOnly'),
  text('recipientAccountId'),
  json('serviceEventDetails'),
  text('sharedEventID'),
  text('vpcEndpointId'),
  text('requestID'),
  text('eventCategory'),
  text('managementEvent'),
  { name: 'tlsdetails', type: { struct: strings('tlsVersion', 'cipherSuite', 'clientProvidedHostHeader') }, member: 'tlsDetails' },
  text('sessionCredentialFromConsole'),
  json('edgeDeviceDetails'),
  json('addendum'),
  text('vpcEndpointAccountId'),
  json('eventContext'),
];

/** Partition keys: day of delivery `yyyy/MM/dd`, region and account of the file's key (of the record where the file has no such key). */
export const partitionKeys = ['date_partition', 'region_partition', 'account_partition'] as const;

/** Hive's spelling of a type, as Glue and `DESCRIBE` print it. */
export function hiveType(type: ColumnType): string {
  if (type === 'string') return 'string';
  if ('array' in type) return `array<${hiveType(type.array)}>`;
  return `struct<${Object.entries(type.struct)
    .map(([name, member]) => `${name.toLowerCase()}:${hiveType(member)}`)
    .join(',')}>`;
}
