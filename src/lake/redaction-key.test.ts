import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { redactionKey } from './redaction-key.ts';

let lake: string;
beforeEach(() => {
  lake = mkdtempSync(join(tmpdir(), 'keytrail-redaction-key-'));
});
afterEach(() => rmSync(lake, { recursive: true, force: true }));

test('a lake has one key, also when two ask for it at once; another lake has another', async () => {
  const [first, second] = await Promise.all([redactionKey(lake), redactionKey(lake)]);
  expect(second).toEqual(first);
  expect(await redactionKey(lake)).toEqual(first);
  expect(statSync(join(lake, 'redaction.key')).mode & 0o777).toBe(0o600);
  const elsewhere = mkdtempSync(join(lake, 'other-'));
  expect(await redactionKey(elsewhere)).not.toEqual(first);
});

test('a folder that is not there is no lake', async () => {
  await expect(redactionKey(join(lake, 'none'))).rejects.toMatchObject({ code: 'KT_LAKE_MISSING' });
});

test.each(['', 'abc', `${'0'.repeat(62)}\n`])('a file that holds %j is no key', async (text) => {
  writeFileSync(join(lake, 'redaction.key'), text);
  await expect(redactionKey(lake)).rejects.toMatchObject({ code: 'KT_LAKE_DAMAGED' });
});
