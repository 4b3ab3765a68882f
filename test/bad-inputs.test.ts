import { mkdirSync, mkdtempSync, realpathSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { collect } from '../src/lake/collect.ts';
import type { CollectReport } from '../src/lake/collect-report.ts';
import { openLake } from '../src/lake/open-lake.ts';
import { archives } from './bad-inputs/archives.ts';
import { bytes } from './bad-inputs/bytes.ts';
import type { Input } from './bad-inputs/input.ts';
import { records } from './bad-inputs/records.ts';
import { texts } from './bad-inputs/texts.ts';
import { wrappers } from './bad-inputs/wrappers.ts';

/*
 * Whatever may lie where logs should be, collected in one run: each is told as what it is, none disturbs another, and nothing is lost without a word.
 */

const tooLarge: Input = {
  name: 'bytes/too-large.json',
  content: '',
  lines: ['set aside: the file is larger than the limit of 256 MiB (--max-file-size)'],
};
const inputs: readonly Input[] = [...bytes, tooLarge, ...texts, ...records, ...wrappers, ...archives];
const home = realpathSync(mkdtempSync(join(tmpdir(), 'keytrail-bad-')));
const logs = join(home, 'logs');
const lake = join(home, 'lake');
let report: CollectReport;
let eventIds: readonly unknown[];

beforeAll(async () => {
  for (const { name, content } of inputs) {
    mkdirSync(dirname(join(logs, name)), { recursive: true });
    writeFileSync(join(logs, name), content);
  }
  truncateSync(join(logs, tooLarge.name), 257 * 1024 * 1024);
  report = await collect(lake, [logs]);
  const opened = await openLake(lake);
  const { rows } = await (await opened.engine()).query('SELECT eventid FROM irworkshopgluetablecloudtrail');
  eventIds = rows.map(([id]) => id);
  await opened.close();
}, 120_000);

/** Where JSON breaks is told as far as the Node that runs knows it. */
const withoutPlace = (why: string): string => why.replace(/ \(at character \d+\)$/, '');

/** Lines of the report that name a file, or a member of it. */
function linesOf(name: string): string[] {
  const path = join(logs, name);
  const of = (file: string): string => (file === path ? '' : `${file.slice(path.length)} `);
  const concerns = ({ file }: { readonly file: string }): boolean => file === path || file.startsWith(`${path}!`);
  return [
    ...report.setAside.filter(concerns).map(({ file, why }) => `${of(file)}set aside: ${withoutPlace(why)}`),
    ...report.recordsGivenUp.filter(concerns).map(({ file, count, why }) => `${of(file)}given up: ${count}, ${why}`),
    ...report.accountMismatches.filter(concerns).map(({ file, count }) => `${of(file)}odd account: ${count}`),
  ];
}

test.each(inputs)('$name', ({ name, lines, events = [] }) => {
  expect(linesOf(name)).toEqual(lines.filter((line) => !line.startsWith('no log: ')));
  for (const id of events) expect(eventIds).toContain(id);
});

test('what is known and no log is counted by its kind', () => {
  const kinds = inputs
    .flatMap(({ lines }) => lines)
    .filter((line) => line.startsWith('no log: '))
    .map((line) => line.slice('no log: '.length));
  const counts = Object.fromEntries([...new Set(kinds)].map((kind) => [kind, kinds.filter((other) => other === kind).length]));
  expect(Object.fromEntries(report.recognised.map(({ kind, count }) => [kind, count]))).toEqual(counts);
});

test('the lake holds what was good, and nothing else', () => {
  expect([...eventIds].sort()).toEqual(inputs.flatMap(({ events = [] }) => events).sort());
});

test('there are enough of them, and no two are one', () => {
  expect(inputs.length).toBeGreaterThan(80);
  expect(new Set(inputs.map(({ name }) => name)).size).toBe(inputs.length);
});
