import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runLab } from '../../src/app/lab.ts';
import type { Case } from '../../src/core/case.ts';
import { commandLine } from '../support/command-line.ts';

/*
 * The workshop's attack: the leaked key is first used at 02:25:18, makes the sleeper's key at 02:34 and the other at 02:35, and ends at 02:41:07
 * (contracts, section 9). What is looked at before 02:30 knows of one key, what is looked at later of three.
 */
const KEY = 'AKIAIAAAAAAAAEXAMPLE';
const directory = mkdtempSync(join(tmpdir(), 'keytrail-folder-'));
const lake = join(directory, 'lab', 'lake');

const investigate = (...argv: readonly string[]) => commandLine({ KEYTRAIL_LAKE: lake }).keytrail('investigate', ...argv);
const caseOf = async (...argv: readonly string[]): Promise<Case> => JSON.parse((await investigate(...argv)).out);
const keptIn = (folder: string): Case => JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8'));

beforeAll(async () => {
  await runLab(
    { directory: join(directory, 'lab'), scenario: 'iam-credential-exposure', seed: 1, events: 400, command: 'test', version: '0' },
    { now: () => new Date('2026-01-11T00:00:00Z'), during: (_, work) => work(() => {}) },
  );
}, 60_000);
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('a window of time', () => {
  test('what came after it is not in the case, and the case says so', async () => {
    const early = await caseOf(KEY, '--until', '2026-01-07T02:30:00Z');
    expect(early.asOf).toBe('2026-01-07T02:30:00Z');
    expect(early.credentials.map(({ id }) => id)).toEqual([KEY]);
    expect(early.timeline.every(({ eventTime }) => eventTime < '2026-01-07T02:30:00Z')).toBe(true);
    expect(early.unknowns[0]).toContain('Only events before 2026-01-07T02:30:00Z were looked at');
  });

  test('what came before it is not in the case either', async () => {
    const late = await caseOf(KEY, '--since', '2026-01-07T02:41:07Z');
    expect(late.timeline.filter(({ credential }) => credential === KEY).map(({ eventTime }) => eventTime)).toEqual(['2026-01-07T02:41:07Z']);
  });

  test('a subject without events in it is not found in it', async () => {
    const { code, err } = await investigate(KEY, '--until', '2025-12-01');
    expect(code).toBe(3);
    expect(err).toContain(`${KEY} does not occur in this lake`);
    expect(err).toContain('before 2025-12-01');
  });
});

describe('a case folder', () => {
  const folder = join(directory, 'case');

  test('holds the case, its reports, what was said of it, and a page for notes, all for its owner alone', async () => {
    const { code, out } = await investigate(KEY, '--until', '2026-01-07T02:30:00Z', '--save', folder);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual(keptIn(folder));
    expect(readdirSync(folder).sort()).toEqual(['case.html', 'case.json', 'case.md', 'earlier', 'marks.json', 'notes.md']);
    expect(statSync(join(folder, 'case.json')).mode & 0o077).toBe(0);
    expect(JSON.parse(readFileSync(join(folder, 'marks.json'), 'utf8'))).toEqual({
      schema: 'keytrail.marks/1',
      subjects: [KEY],
      mine: [],
      attackers: [],
      calls: {},
      until: '2026-01-07T02:30:00Z',
    });
  });

  test('reopened, it keeps the earlier state and the notes, and says what is new', async () => {
    writeFileSync(join(folder, 'notes.md'), 'called the owner at 9');
    const { out } = await investigate(folder, '--until', '2026-01-08', '--format', 'table');
    expect(out.split('\n').slice(0, 3).join('\n')).toMatch(
      /^SINCE THE LAST LOOK {2}\(logs to 2026-01-07T02:30:00Z, now to 2026-01-08T00:00:00Z\)\n {2}- AKIAIAAAAAAABEXAMPLE is new in the lineage: sleeper, minted by\s+event /,
    );
    expect(readFileSync(join(folder, 'notes.md'), 'utf8')).toBe('called the owner at 9');
    expect(readdirSync(join(folder, 'earlier'))).toHaveLength(1);
    const { newCredentials, newEvents, principals } = JSON.parse(readFileSync(join(folder, 'changes.json'), 'utf8'));
    expect(principals.map(({ arn, deed }: { arn: string; deed: string }) => `${arn.split('-').at(-2)} ${deed}`)).toEqual([
      'mmajor created',
      'nwolf created',
      'rroe deleted',
    ]);
    expect(out).toMatch(/tdir-workshop-rroe-dev was deleted\s+\(event /);
    expect(newCredentials).toMatchObject([{ id: 'AKIAIAAAAAAABEXAMPLE' }, { id: 'AKIAIAAAAAAACEXAMPLE' }]);
    expect(newEvents.every(({ eventTime }: { eventTime: string }) => eventTime >= '2026-01-07T02:30:00Z')).toBe(true);
  });

  test('the word on a single call is kept, and stands above all signs', async () => {
    const [first] = keptIn(folder).timeline.filter(({ credential, actor }) => credential === KEY && actor === 'attacker');
    await investigate(folder, '--mark', `${first?.eventId}=owner`);
    await investigate(folder);
    const kept = keptIn(folder);
    expect(kept.timeline.find(({ eventId }) => eventId === first?.eventId)).toMatchObject({
      actor: 'owner',
      why: "you marked this call as the owner's",
    });
    const next = kept.timeline.find(({ credential, actor }) => credential === KEY && actor === 'attacker');
    expect(kept.compromise).toMatchObject({ since: next?.eventTime, eventId: next?.eventId });
  });

  test('what rests on the word of the one who asked is told as such, first of all that is not known, and in the evidence', async () => {
    const { evidence, unknowns } = await caseOf(KEY, '--mine', '203.0.113.77/32');
    expect(evidence.said).toEqual({ mine: ['203.0.113.77/32'], attackers: [], calls: [] });
    expect(unknowns[0]).toMatch(/^That 17 calls are the owner's rests on what you said, not on these logs \(first: event /);
    expect((await caseOf(KEY)).evidence).not.toHaveProperty('said');
  });

  test('a mark with a slip in it is told, not lost', async () => {
    const { unknowns } = await caseOf(KEY, '--mark', '00000000-0000-4000-8000-000000000000=owner');
    expect(unknowns).toContain('You marked event 00000000-0000-4000-8000-000000000000, which is no call of this case.');
  });

  test('what the owner minted, as marked, is not followed', async () => {
    const kept = keptIn(folder);
    const births = [
      kept.credentials.find(({ id }) => id === 'AKIAIAAAAAAACEXAMPLE')?.mintedBy?.eventId,
      kept.principals.find(({ arn }) => arn.endsWith('nwolf-dev'))?.createdBy?.eventId,
    ];
    const marked = await caseOf(KEY, ...births.flatMap((eventId) => ['--mark', `${eventId}=owner`]));
    expect(marked.credentials.map(({ id }) => id)).toEqual([KEY, 'AKIAIAAAAAAABEXAMPLE']);
    expect(marked.unknowns.join('\n')).toContain('AKIAIAAAAAAACEXAMPLE was minted by CreateAccessKey calls held to be the owner');
  });

  test('a folder that keeps something else is neither read nor written', async () => {
    const foreign = join(directory, 'foreign');
    mkdirSync(foreign);
    writeFileSync(join(foreign, 'photo.jpg'), '');
    expect(await investigate(foreign)).toMatchObject({ code: 3, err: expect.stringContaining('is a folder that keeps no case.') });
    expect(await investigate(KEY, '--save', foreign)).toMatchObject({ code: 3, err: expect.stringContaining('they are left alone.') });
    expect(readdirSync(foreign)).toEqual(['photo.jpg']);
  });
});

test('the account itself is heard: a use that no trail saw is unknown to the case, and the document is part of its evidence', async () => {
  const report = join(directory, 'report.csv');
  const made = (await caseOf(KEY)).credentials[0]?.mintedBy?.eventTime;
  writeFileSync(
    report,
    [
      'user,arn,user_creation_time,password_enabled,password_last_used,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service',
      `tdir-workshop-sysdev,arn:aws:iam::111122223333:user/tdir-workshop-sysdev,2025-12-01T00:00:00+00:00,false,N/A,true,${made},2026-01-20T09:00:00+00:00,ap-south-1,bedrock`,
    ].join('\n'),
  );
  const heard = await caseOf(KEY, '--credential-report', report);
  expect(heard.unknowns.join('\n')).toContain('was last used at 2026-01-20T09:00:00Z for bedrock in ap-south-1, says the credential report');
  expect(heard.accountSays.map(({ source, agrees, about }) => [source, agrees, about.split('/').at(-1)])).toEqual([
    ['credential-report', false, 'tdir-workshop-mmajor-dev'],
    ['credential-report', false, 'tdir-workshop-nwolf-dev'],
    ['credential-report', true, 'tdir-workshop-rroe-dev'],
    ['credential-report', false, KEY],
  ]);
  expect(heard.evidence.inputs).toEqual([{ file: report, sha256: createHash('sha256').update(readFileSync(report)).digest('hex') }]);
});
