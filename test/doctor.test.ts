import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandLine } from './support/command-line.ts';

const folder = mkdtempSync(join(tmpdir(), 'keytrail-doctor-'));

const doctor = (...argv: readonly string[]) => commandLine().keytrail('doctor', ...argv);

test('one line a check; nothing is made', async () => {
  const lake = join(folder, 'new', 'lake');
  const { code, out } = await doctor('--lake', lake, '--format', 'table');
  expect(code).toBe(0);
  expect(out.split('\n').map((line) => line.slice(0, 10))).toEqual(['ok    node', expect.stringMatching(/^(ok {2}|warn) {2}disk/), 'ok    lake', '']);
  expect(JSON.parse((await doctor('--lake', lake, '--format', 'json')).out).checks).toHaveLength(3);
});

test('what fails makes exit code 4 and says the next step', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const { code, out, err } = await doctor('--lake', file, '--format', 'table');
  expect(code).toBe(4);
  expect(out).toContain('fail  disk  ');
  expect(out).toContain('-> Choose another place with --lake DIR.');
  expect(err).toContain('1 check failed');
});

test('a lake of another version is told as opening it tells it', async () => {
  writeFileSync(join(folder, 'catalogue.json'), '{"schema":"keytrail.lake/999"}');
  const { code, out } = await doctor('--lake', folder, '--format', 'json');
  expect(code).toBe(4);
  expect(JSON.parse(out).checks[2]).toMatchObject({ check: 'lake', state: 'fail', finding: expect.stringContaining('keytrail.lake/999') });
});
