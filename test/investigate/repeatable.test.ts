import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runLab } from '../../src/app/lab.ts';
import type { Case } from '../../src/core/case.ts';
import { checksByHand } from '../../src/report/content/checks-by-hand.ts';
import { commandLine } from '../support/command-line.ts';

/** The lake's name needs care in a shell. */
const directory = mkdtempSync(join(tmpdir(), "keytrail who's there "));
const lake = join(directory, 'lab', 'lake');
const KEY = 'AKIAIAAAAAAAAEXAMPLE';
let document: Case;

/** The words of a printed line as a shell reads them. */
const words = (line: string): string[] =>
  execFileSync('sh', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);

/** What the printed command of a check says. */
async function saidBy(action: string, eventId = ''): Promise<string> {
  const command = checksByHand(document).find((check) => check.action === action)?.command ?? '';
  const [program, ...argv] = words(command.replace('EVENT_ID', eventId));
  expect(program).toBe('keytrail');
  return (await commandLine().keytrail(...argv)).out;
}

beforeAll(async () => {
  await runLab(
    { directory: join(directory, 'lab'), scenario: 'iam-credential-exposure', seed: 1, events: 400, command: 'test', version: '0' },
    { now: () => new Date('2026-01-11T00:00:00Z'), during: (_, work) => work(() => {}) },
  );
  document = JSON.parse((await commandLine().keytrail('investigate', KEY, '--lake', lake)).out);
}, 60_000);
afterAll(() => rmSync(directory, { recursive: true, force: true }));

test('the lake says the digest that the report names', async () => {
  expect(JSON.parse(await saidBy('The lake is the one of this report')).digest).toBe(document.evidence.lakeDigest);
});

test('the event behind a link of the lineage says what the link says', async () => {
  const link = document.edges.find(({ relation }) => relation === 'minted');
  const record = JSON.parse(await saidBy('What a cited event says', link?.eventId));
  expect(record).toMatchObject({
    eventName: link?.eventName,
    userIdentity: { accessKeyId: link?.from },
    responseElements: { accessKey: { accessKeyId: link?.to } },
  });
});

test('the calls of the key are as many, and as many failed, as the report counts', async () => {
  const rows: { readonly errorcode: string | null }[] = JSON.parse(await saidBy('What a credential did'));
  expect(rows).toHaveLength(document.calls);
  expect(rows.filter(({ errorcode }) => errorcode !== null)).toHaveLength(document.errors);
});

test('nobody but the one whose key leaked calls from the attacker’s address', async () => {
  const rows: { readonly arn: string; readonly calls: number }[] = JSON.parse(await saidBy('Who calls from an address'));
  expect(rows).toMatchObject([{ arn: document.identity.arn, calls: 17 }]);
});
