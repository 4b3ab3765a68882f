import { DATA, FEDERATED, LEO, NEW, OLD, OPS, SLEEPER } from './query-evidence.ts';

/** What a named query must answer over the small incident: the values it is asked with, and the telling columns of every row, in order. */
export interface QueryAnswer {
  readonly values?: Readonly<Record<string, string>>;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

const user = (name: string): string => `arn:aws:iam::111122223333:user/${name}`;
const role = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;
const session = (name: string): string => `arn:aws:sts::111122223333:assumed-role/${name}/work`;
const ids = (...eventids: readonly string[]) => eventids.map((eventid) => ({ eventid }));
const THIEF = '203.0.113.77';
const OFFICE = '192.0.2.10';

/** Read off `query-evidence.ts` by hand. */
export const queryAnswers: Readonly<Record<string, QueryAnswer>> = {
  'address-users': {
    values: { address: THIEF },
    rows: [
      { accesskeyid: LEO, first_time: '2026-01-07T02:00:00Z', last_time: '2026-01-07T02:20:00Z', calls: 8, first_event: 'who' },
      { accesskeyid: OPS, calls: 14, first_event: 'new-user' },
      { accesskeyid: DATA, calls: 4, first_event: 'secret' },
      { accesskeyid: NEW, calls: 1, first_event: 'new-thief' },
    ],
  },
  'bulk-reads': {
    values: { objects: '2' },
    rows: [{ hour: '2026-01-07T02', accesskeyid: DATA, bucket: 'reports', objects: 2, reads: 2, first_event: 'object-a' }],
  },
  'console-logins': {
    rows: [
      { eventid: 'ana-office', outcome: 'Success', mfa: 'Yes', sourceipaddress: OFFICE },
      { eventid: 'ana-guess', outcome: 'Failure', mfa: 'No' },
      { eventid: 'ana-away', outcome: 'Success', mfa: 'No' },
      { eventid: 'root-login', type: 'Root' },
    ],
  },
  coverage: {
    rows: [
      { awsregion: 'ap-south-1', events: 2, days: 1 },
      { awsregion: 'eu-west-1', events: 4, days: 1 },
      { awsregion: 'us-east-1', events: 30, days: 8, first_time: '2025-09-01T08:00:00Z', last_time: '2026-01-11T03:00:00Z' },
      { recipientaccountid: '111122223333', awsregion: 'us-west-2', events: 1 },
    ],
  },
  'cross-account-roles': {
    rows: [{ from_account: '444455556666', to_account: '111122223333', role: role('partner'), times: 1, first_event: 'partner' }],
  },
  deletions: {
    rows: [
      { eventname: 'DeleteDetector', first_event: 'no-alarm' },
      { eventname: 'DeleteUser', first_event: 'user-gone', arn: session('ops') },
      { eventname: 'DeleteLogGroup', first_event: 'log-gone', times: 1 },
    ],
  },
  'denial-bursts': {
    values: { refusals: '3' },
    rows: [{ accesskeyid: LEO, from_minute: '2026-01-07T02:00', refusals: 3, kinds: 3, first_event: 'no-secrets' }],
  },
  'detectors-disabled': { rows: ids('no-alarm') },
  enumeration: {
    values: { kinds: '5' },
    rows: [{ accesskeyid: LEO, from_minute: '2026-01-07T02:00', kinds: 5, calls: 5, errors: 2, first_event: 'who' }],
  },
  event: {
    values: { id: 'secret' },
    rows: [{ eventname: 'GetSecretValue', requestparameters: '{"secretId":"orders/database"}', eventid: 'secret' }],
  },
  'failed-logins': {
    rows: [{ sourceipaddress: '198.51.100.9', name: 'ana', failures: 1, last_outcome: 'Success', first_event: 'ana-guess' }],
  },
  'federated-sessions': { rows: [{ who: 'leo', got: 'reporting', session_key: FEDERATED, eventid: 'token' }] },
  'first-use': { values: { key: LEO }, rows: [{ eventtime: '2026-01-05T09:00:00Z', eventname: 'ListBuckets', eventid: 'leo-1' }] },
  'functions-changed': { rows: [{ function_name: 'order-intake', done_by: session('ops'), eventid: 'code' }] },
  'instances-started': {
    rows: [{ awsregion: 'ap-south-1', instance_type: 'p4d.24xlarge', at_most: '8', errorcode: 'Client.InstanceLimitExceeded', eventid: 'machines' }],
  },
  'key-activity': {
    values: { key: DATA },
    rows: [
      { eventname: 'GetObject', calls: 2, errors: 0, first_event: 'object-a' },
      { eventname: 'ModifySnapshotAttribute', calls: 1 },
      { eventname: 'GetSecretValue', calls: 1 },
    ],
  },
  'key-addresses': {
    values: { key: LEO },
    rows: [
      { sourceipaddress: OFFICE, first_time: '2026-01-05T09:00:00Z', last_time: '2026-01-10T09:00:00Z', calls: 3, agents: 1 },
      { sourceipaddress: THIEF, calls: 8, first_event: 'who' },
    ],
  },
  'key-agents': {
    values: { key: LEO },
    rows: [
      { useragent: 'Boto3/1.34', calls: 3 },
      { useragent: 'aws-cli/2.15.30', calls: 8, first_event: 'who' },
    ],
  },
  'key-changes': { values: { key: DATA }, rows: ids('share') },
  'key-days': {
    values: { key: LEO },
    rows: [
      { day: '2026-01-05', calls: 1 },
      { day: '2026-01-06', calls: 1 },
      { day: '2026-01-07', calls: 8, kinds: 8, addresses: 1, first_event: 'who' },
      { day: '2026-01-10', calls: 1 },
    ],
  },
  'key-denials': { values: { key: LEO }, rows: ids('no-secrets', 'no-machines', 'no-stop') },
  'key-owner': { values: { key: LEO }, rows: [{ type: 'IAMUser', username: 'leo', arn: user('leo'), accountid: '111122223333', calls: 11 }] },
  'key-switches': { rows: [{ which_key: OLD, of_user: 'svc-old', status: 'Active', eventid: 'key-on' }] },
  'key-timeline': { values: { key: DATA }, rows: ids('secret', 'object-a', 'object-b', 'share') },
  'keys-created': {
    rows: [
      { new_key: SLEEPER, for_user: 'backup-agent', with_key: OPS, eventid: 'new-key' },
      { new_key: NEW, for_user: 'svc-new', made_by: user('leo'), with_key: LEO, eventid: 'leo-new-key' },
    ],
  },
  // From 1 September to 11 January are 131 days and 19 hours.
  'keys-unused': { values: { days: '131' }, rows: [{ accesskeyid: OLD, owner: user('svc-old'), last_event: 'old-use' }] },
  'logging-changes': {
    rows: [
      { eventname: 'StopLogging', errorcode: 'AccessDenied', eventid: 'no-stop' },
      { eventname: 'DeleteLogGroup', errorcode: null, eventid: 'log-gone' },
    ],
  },
  'logins-from-new-addresses': { rows: [{ arn: user('ana'), sourceipaddress: '198.51.100.9', first_event: 'ana-away' }] },
  'logins-without-mfa': { rows: ids('ana-away', 'root-login') },
  'mfa-changes': { rows: [{ eventname: 'DeactivateMFADevice', of_user: 'ana', eventid: 'no-mfa' }] },
  'model-use': { rows: [{ accesskeyid: OPS, awsregion: 'us-west-2', model: 'some.model-v1', calls: 1, first_event: 'model' }] },
  'network-users': {
    values: { network: '198.51.100.0/24' },
    rows: [
      { sourceipaddress: '198.51.100.9', arn: user('ana'), calls: 2, first_event: 'ana-guess' },
      { sourceipaddress: '198.51.100.200', calls: 1 },
    ],
  },
  'passwords-set': { rows: [{ for_user: 'backup-agent', with_key: OPS, eventid: 'password' }] },
  'policy-changes': { rows: [{ changed: 'backup-agent', policy: 'arn:aws:iam::aws:policy/AdministratorAccess', eventid: 'admin' }] },
  'region-sprawl': {
    rows: [
      { who: role('ops'), regions: 4, names: 'ap-south-1 eu-west-1 us-east-1 us-west-2' },
      { who: role('data'), regions: 3, names: 'ap-south-1 eu-west-1 us-east-1', first_event: 'secret' },
    ],
  },
  'role-chains': { rows: [{ from_role: role('ops'), from_session: OPS, to_role: role('data'), to_session: DATA, eventid: 'to-data' }] },
  'root-use': { rows: ids('root-login') },
  'secrets-read': { rows: [{ secret: 'orders/database', with_key: DATA, eventid: 'secret' }] },
  'sessions-opened': {
    values: { key: LEO },
    rows: [
      { session_key: OPS, for_whom: role('ops'), eventid: 'to-ops' },
      { session_key: FEDERATED, for_whom: 'reporting', eventid: 'token' },
    ],
  },
  'shared-resources': { rows: [{ eventname: 'ModifySnapshotAttribute', done_by: session('data'), eventid: 'share' }] },
  'sleeper-keys': { rows: [{ new_key: SLEEPER, for_user: 'backup-agent', with_key: OPS, eventid: 'new-key' }] },
  'trust-changes': { rows: [{ role: 'ops', trust_policy: '{"Statement":[]}', eventid: 'trust' }] },
  'user-timeline': { values: { user: 'ana' }, rows: ids('ana-office', 'ana-guess', 'ana-away') },
  'users-created': { rows: [{ new_user: 'backup-agent', with_key: OPS, eventid: 'new-user' }] },
  'users-deleted': { rows: [{ deleted_user: 'mia', done_by: session('ops'), eventid: 'user-gone' }] },
  'who-am-i': {
    rows: [
      { sourceipaddress: THIEF, keys: 2, calls: 2, key_ids: `${LEO} ${NEW}`, first_event: 'who' },
      { sourceipaddress: OFFICE, keys: 1, key_ids: NEW },
    ],
  },
};
