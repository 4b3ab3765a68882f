import { roleArn, userArn } from '../../src/core/arn.ts';
import { CASE_SCHEMA, type Case, type CaseCredential, type TimelineEntry } from '../../src/core/case.ts';

const ACCOUNT = '111122223333';
const SYSDEV_KEY = 'AKIAIAAAAAAAAEXAMPLE';
const MMAJOR_KEY = 'AKIAIAAAAAAABEXAMPLE';
const NWOLF_KEY = 'AKIAIAAAAAAACEXAMPLE';
const AUDIT_SESSION = 'ASIAIAAAAAAADEXAMPLE';
const user = (name: string): string => userArn(ACCOUNT, `tdir-workshop-${name}`);
const SYSDEV = user('sysdev');
const MMAJOR = user('mmajor-dev');
const NWOLF = user('nwolf-dev');
const RROE = user('rroe-dev');
const AUDIT = roleArn(ACCOUNT, 'tdir-workshop-audit');
const ATTACKER_IP = '203.0.113.77';
const OFFICE_IP = '198.51.100.20';

export const eventId = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

type Call = Pick<TimelineEntry, 'eventTime' | 'credential' | 'principal' | 'eventName' | 'eventSource' | 'stage' | 'summary'> &
  Partial<TimelineEntry>;

function* ownerCalls(): Generator<Call> {
  for (let day = 1; day <= 6; day += 1) {
    for (const [hour, eventName, eventSource] of [
      ['09', 'DescribeInstances', 'ec2.amazonaws.com'],
      ['11', 'ListBuckets', 's3.amazonaws.com'],
      ['15', 'GetRole', 'iam.amazonaws.com'],
    ] as const) {
      yield {
        eventTime: `2026-01-0${day}T${hour}:0${day}:00Z`,
        credential: SYSDEV_KEY,
        principal: SYSDEV,
        eventName,
        eventSource,
        stage: null,
        summary: 'Routine of the developer',
        actor: 'owner',
        sourceIPAddress: OFFICE_IP,
        awsRegion: 'eu-west-1',
        why: 'network and agent known for 6 days',
      };
    }
  }
}

const sysdev = (time: string, eventName: string, stage: TimelineEntry['stage'], summary: string, errorCode: string | null = null): Call => ({
  eventTime: `2026-01-07T${time}Z`,
  credential: SYSDEV_KEY,
  principal: SYSDEV,
  eventName,
  eventSource: eventName === 'GetCallerIdentity' || eventName === 'AssumeRole' ? 'sts.amazonaws.com' : 'iam.amazonaws.com',
  stage,
  summary,
  errorCode,
});
const nwolf = (time: string, eventName: string, stage: TimelineEntry['stage'], summary: string): Call => ({
  ...sysdev(time, eventName, stage, summary),
  credential: NWOLF_KEY,
  principal: NWOLF,
});
const audit = (time: string, eventName: string, stage: TimelineEntry['stage'], summary: string): Call => ({
  ...sysdev(time, eventName, stage, summary),
  credential: AUDIT_SESSION,
  principal: AUDIT,
  eventSource: 's3.amazonaws.com',
});

const attackerCalls: readonly Call[] = [
  sysdev('02:25:18', 'GetCallerIdentity', 'discovery', 'Asked who the key belongs to'),
  sysdev('02:26:02', 'ListUsers', 'discovery', 'Listed the users'),
  sysdev('02:26:40', 'ListRoles', 'discovery', 'Listed the roles'),
  sysdev('02:27:11', 'GetAccountAuthorizationDetails', 'discovery', 'Was refused all identities and policies', 'AccessDenied'),
  sysdev('02:28:30', 'CreateUser', 'persistence', 'Created the user tdir-workshop-mmajor-dev'),
  sysdev('02:29:05', 'CreateAccessKey', 'persistence', 'Created a key for tdir-workshop-mmajor-dev'),
  sysdev('02:29:50', 'AttachUserPolicy', 'privilegeEscalation', 'Attached IAMFullAccess to tdir-workshop-mmajor-dev'),
  sysdev('02:31:00', 'CreateUser', 'persistence', 'Created the user tdir-workshop-nwolf-dev'),
  sysdev('02:31:33', 'CreateAccessKey', 'persistence', 'Created a key for tdir-workshop-nwolf-dev'),
  sysdev('02:32:10', 'AttachUserPolicy', 'privilegeEscalation', 'Was refused AdministratorAccess', 'AccessDenied'),
  sysdev('02:33:00', 'AssumeRole', 'lateralMovement', 'Assumed tdir-workshop-audit'),
  audit('02:33:40', 'ListBuckets', 'discovery', 'Listed the buckets'),
  audit('02:34:10', 'GetBucketPolicy', 'discovery', 'Read the policy of a bucket'),
  nwolf('02:38:51', 'GetCallerIdentity', 'discovery', 'Asked who the key belongs to'),
  nwolf('02:39:10', 'ListUsers', 'discovery', 'Listed the users'),
  nwolf('02:39:31', 'ListAccessKeys', 'discovery', 'Listed the keys of tdir-workshop-rroe-dev'),
  nwolf('02:39:55', 'DeleteAccessKey', 'impact', 'Deleted the key of tdir-workshop-rroe-dev'),
  nwolf('02:40:12', 'DeleteUser', 'impact', 'Deleted the user tdir-workshop-rroe-dev'),
  sysdev('02:41:07', 'StopLogging', 'defenseEvasion', 'Was refused to stop the trail', 'AccessDenied'),
];

const timeline: readonly TimelineEntry[] = [...ownerCalls(), ...attackerCalls].map((call, index) => ({
  eventId: eventId(index + 1),
  awsRegion: 'us-east-1',
  sourceIPAddress: ATTACKER_IP,
  errorCode: null,
  actor: 'attacker',
  why: 'network and agent never seen before 02:25:18',
  ...call,
}));

/** The event of this time, which the story holds once. */
function at(time: string): TimelineEntry {
  const entry = timeline.find((one) => one.eventTime === `2026-01-07T${time}Z`);
  if (!entry) throw new Error(`the story has no event at ${time}`);
  return entry;
}

const deed = (time: string, credential = SYSDEV_KEY) => ({ credential, eventId: at(time).eventId, eventTime: at(time).eventTime });
const mint = (time: string) => ({ ...deed(time), eventName: at(time).eventName });
const responseCall = ({ eventTime, eventId: id, eventName, principal, credential: target }: TimelineEntry) => ({
  eventTime,
  eventId: id,
  eventName,
  principal,
  target,
});
const edge = (time: string, relation: Case['edges'][number]['relation'], to: string, from = SYSDEV_KEY): Case['edges'][number] => ({
  from,
  to,
  relation,
  eventId: at(time).eventId,
  eventName: at(time).eventName,
  eventTime: at(time).eventTime,
  certainty: 'certain',
  rule: 'issued key id',
});
const use = (entry: TimelineEntry | undefined, userAgent: string): Case['firstUse'] => {
  if (!entry) throw new Error('the story is empty');
  const { eventTime, eventName, eventSource, eventId: id, sourceIPAddress, awsRegion, errorCode } = entry;
  return { eventTime, eventName, eventSource, eventId: id, sourceIPAddress, awsRegion, errorCode, userAgent };
};
const idsOf = (stage: TimelineEntry['stage']): string[] => timeline.filter((entry) => entry.stage === stage).map((entry) => entry.eventId);
const credential = (id: string, principal: string, rest: Partial<CaseCredential>): CaseCredential => ({
  id,
  kind: 'access-key',
  principal,
  state: 'active',
  stateEventId: null,
  expiresAt: null,
  mintedBy: null,
  depth: 1,
  firstUsed: null,
  lastUsed: null,
  calls: 0,
  errors: 0,
  sourceIPs: [],
  ...rest,
});

/**
 * The story of the workshop: the key of sysdev leaks; the intruder makes users mmajor and nwolf with a key each, sleeps on the one, uses the other
 * for five calls of which the last deletes rroe, and takes a session of the audit role between. Six days of the owner's calls come before.
 */
export const leakedKeyCase: Case = {
  schema: CASE_SCHEMA,
  subject: { kind: 'access-key', id: SYSDEV_KEY, accountId: ACCOUNT },
  subjects: [{ kind: 'access-key', id: SYSDEV_KEY, accountId: ACCOUNT }],
  generatedAt: '2026-01-08T08:00:00Z',
  asOf: '2026-01-07T23:59:31Z',
  evidence: {
    tool: 'keytrail',
    version: '0.1.0',
    command: `keytrail investigate ${SYSDEV_KEY} --lake .keytrail/lab/lake --report case.html`,
    lake: '.keytrail/lab/lake',
    lakeDigest: 'sha256:9f2c5f5b2f3d9a3f0f4f7c0d2f6c0b1d6a7e8f90112233445566778899aabbcc',
    files: 1318,
    inputs: [],
    redacted: false,
  },
  coverage: {
    events: 20412,
    from: '2025-12-18T00:00:04Z',
    to: '2026-01-07T23:59:31Z',
    accounts: [ACCOUNT, '444455556666'],
    regions: ['eu-west-1', 'us-east-1'],
    dataEvents: 'none',
    gaps: [{ from: '2026-01-03T04:00:00Z', to: '2026-01-03T05:00:00Z', why: 'no file of us-east-1 for an hour that is never empty' }],
    unreadable: [{ file: 'AWSLogs/111122223333/CloudTrail/us-east-1/2026/01/05/broken.json.gz', why: 'the gzip stream ends early' }],
    digests: 'not checked: no digest files were loaded',
  },
  firstUse: use(timeline[0], 'Boto3/1.34.11'),
  lastUse: use(at('02:41:07'), 'aws-cli/2.15.30 Python/3.11.8'),
  calls: 30,
  errors: 3,
  compromise: {
    since: '2026-01-07T02:25:18Z',
    eventId: at('02:25:18').eventId,
    certainty: 'certain',
    reasons: ['new network: 203.0.113.77 was never seen before', 'new agent: aws-cli/2.15.30', 'the first call asked whose key it is'],
  },
  response: {
    firstAttackerCall: responseCall(at('02:25:18')),
    lastAttackerCall: responseCall(at('02:41:07')),
    firstResponderCall: {
      eventTime: '2026-01-07T08:12:00Z',
      eventId: eventId(90),
      eventName: 'LookupEvents',
      principal: roleArn(ACCOUNT, 'responder'),
      target: SYSDEV_KEY,
    },
    firstContainment: null,
    secondsToDetect: 20802,
    secondsToContain: null,
  },
  identity: { type: 'IAMUser', userName: 'tdir-workshop-sysdev', arn: SYSDEV, accountId: ACCOUNT, principalId: 'AIDAIAAAAAAAAEXAMPLE1' },
  credentials: [
    credential(SYSDEV_KEY, SYSDEV, {
      depth: 0,
      firstUsed: '2026-01-01T09:01:00Z',
      lastUsed: '2026-01-07T02:41:07Z',
      calls: 30,
      errors: 3,
      sourceIPs: [OFFICE_IP, ATTACKER_IP],
    }),
    credential(MMAJOR_KEY, MMAJOR, { state: 'sleeper', mintedBy: mint('02:29:05') }),
    credential(NWOLF_KEY, NWOLF, {
      mintedBy: mint('02:31:33'),
      firstUsed: '2026-01-07T02:38:51Z',
      lastUsed: '2026-01-07T02:40:12Z',
      calls: 5,
      sourceIPs: [ATTACKER_IP],
    }),
    credential(AUDIT_SESSION, AUDIT, {
      kind: 'role-session',
      state: 'expired',
      expiresAt: '2026-01-07T03:33:00Z',
      mintedBy: mint('02:33:00'),
      firstUsed: '2026-01-07T02:33:40Z',
      lastUsed: '2026-01-07T02:34:10Z',
      calls: 2,
      sourceIPs: [ATTACKER_IP],
    }),
  ],
  principals: [
    { arn: SYSDEV, kind: 'user', principalId: 'AIDAIAAAAAAAAEXAMPLE1', createdBy: null, deletedBy: null, changedBy: [] },
    { arn: MMAJOR, kind: 'user', principalId: 'AIDAIAAAAAAAAEXAMPLE2', createdBy: deed('02:28:30'), deletedBy: null, changedBy: [deed('02:29:50')] },
    { arn: NWOLF, kind: 'user', principalId: 'AIDAIAAAAAAAAEXAMPLE3', createdBy: deed('02:31:00'), deletedBy: null, changedBy: [] },
    { arn: RROE, kind: 'user', principalId: null, createdBy: null, deletedBy: deed('02:40:12', NWOLF_KEY), changedBy: [deed('02:39:55', NWOLF_KEY)] },
    { arn: AUDIT, kind: 'role', principalId: 'AROAIAAAAAAAAEXAMPLE4', createdBy: null, deletedBy: null, changedBy: [] },
  ],
  edges: [
    edge('02:28:30', 'created', MMAJOR),
    edge('02:29:05', 'minted', MMAJOR_KEY),
    edge('02:29:50', 'escalated', MMAJOR),
    edge('02:31:00', 'created', NWOLF),
    edge('02:31:33', 'minted', NWOLF_KEY),
    edge('02:33:00', 'assumed', AUDIT_SESSION),
    edge('02:40:12', 'deleted', RROE, NWOLF_KEY),
  ],
  timeline: [...timeline],
  stages: {
    initialAccess: [],
    execution: [],
    persistence: idsOf('persistence'),
    privilegeEscalation: idsOf('privilegeEscalation'),
    defenseEvasion: idsOf('defenseEvasion'),
    credentialAccess: [],
    discovery: idsOf('discovery'),
    lateralMovement: idsOf('lateralMovement'),
    collection: [],
    exfiltration: [],
    impact: idsOf('impact'),
  },
  resources: [
    { arn: MMAJOR, name: 'tdir-workshop-mmajor-dev', type: 'user', action: 'created', eventId: at('02:28:30').eventId, credential: SYSDEV_KEY },
    { arn: NWOLF, name: 'tdir-workshop-nwolf-dev', type: 'user', action: 'created', eventId: at('02:31:00').eventId, credential: SYSDEV_KEY },
    { arn: MMAJOR, name: 'tdir-workshop-mmajor-dev', type: 'user', action: 'changed', eventId: at('02:29:50').eventId, credential: SYSDEV_KEY },
    { arn: RROE, name: 'tdir-workshop-rroe-dev', type: 'user', action: 'deleted', eventId: at('02:40:12').eventId, credential: NWOLF_KEY },
  ],
  indicators: {
    sourceIPs: [ATTACKER_IP],
    userAgents: ['aws-cli/2.15.30 Python/3.11.8'],
    regions: ['us-east-1'],
    accessKeyIds: [SYSDEV_KEY, MMAJOR_KEY, NWOLF_KEY, AUDIT_SESSION],
    principals: [SYSDEV, MMAJOR, NWOLF, AUDIT],
  },
  policyChanges: [],
  accountSays: [],
  findings: [
    {
      id: 'finding-1',
      ruleId: '9d2c1f30-0000-4000-8000-0000000000aa',
      title: 'User created and given a key within a minute',
      level: 'high',
      author: 'A. Author',
      link: 'https://example.com/rules/user-and-key',
      licence: 'DRL 1.1',
      techniques: ['T1136.003', 'T1098.001'],
      group: SYSDEV,
      eventIds: [at('02:28:30').eventId, at('02:29:05').eventId, at('02:31:00').eventId, at('02:31:33').eventId],
      firstTime: '2026-01-07T02:28:30Z',
      lastTime: '2026-01-07T02:31:33Z',
      count: 4,
      why: 'CreateUser and CreateAccessKey by one key, 35 and 33 seconds apart',
      explanation: 'A person who onboards a colleague seldom does both by one key in one minute.',
    },
  ],
  unknowns: [
    'S3 object reads: data events are off.',
    'Two regions have no trail: eu-north-1 and ap-southeast-2.',
    'Whether the key of tdir-workshop-mmajor-dev was used after 2026-01-07T23:59:31Z.',
  ],
  nextSteps: [
    {
      action: 'Deny everything to sysdev, mmajor-dev and nwolf-dev',
      why: 'All three hold keys that work; a deny policy stops them within seconds and can be taken back.',
      command: `keytrail contain plan ${SYSDEV_KEY} --level quarantine --out plan.json --lake .keytrail/lab/lake`,
    },
    {
      action: 'Deactivate the sleeper AKIAIAAAAAAABEXAMPLE',
      why: 'It was never used: whoever waits keeps it for later.',
      command: 'aws iam update-access-key --user-name tdir-workshop-mmajor-dev --access-key-id AKIAIAAAAAAABEXAMPLE --status Inactive',
    },
    { action: 'Load the logs after 23:59:31', why: 'The lake ends there.', command: 'keytrail collect s3://acme-org-trail --since 2026-01-07' },
    { action: 'Ask the owner of sysdev where the key lay', why: 'The leak is still open as long as nobody knows it.', command: null },
  ],
};
