import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { commandLine } from './support/command-line.ts';
import { zipOf } from './support/zip-of.ts';

const home = mkdtempSync(join(tmpdir(), 'keytrail-archive-'));
const archive = join(home, 'evidence.zip');
const log = (eventID: string) => gzipSync(JSON.stringify({ Records: [{ eventID, eventTime: '2026-01-07T02:25:18Z', eventName: 'ListUsers' }] }));

async function collect(lake = 'lake', ...more: readonly string[]) {
  const { code, out, err } = await commandLine().keytrail('collect', archive, '--lake', join(home, lake), ...more);
  return { code, report: code === 0 ? JSON.parse(out) : null, err };
}

test('collect loads what an archive holds, once, and again only what is new in it', async () => {
  writeFileSync(
    archive,
    zipOf([
      { name: 'a/1.json.gz', content: log('e-1') },
      { name: '2.json.gz', content: log('e-2'), isEncrypted: true },
    ]),
  );
  const first = await collect();
  expect(first.report).toMatchObject({
    files: 2,
    events: 1,
    setAside: [{ file: `${archive}!2.json.gz`, why: 'encrypted: unpack the archive with its password first' }],
  });
  expect((await collect()).report).toMatchObject({ logs: 0, unchanged: 1 });
  writeFileSync(
    archive,
    zipOf([
      { name: 'a/1.json.gz', content: log('e-1') },
      { name: '2.json.gz', content: log('e-2') },
    ]),
  );
  expect((await collect()).report).toMatchObject({ unchanged: 1, events: 1, copies: 0, setAside: [] });
});

test('the limits of an archive can be set, and are named when they are met', async () => {
  const met = await collect('other', '--max-members', '1', '--max-unpacked', '1');
  expect(met.report).toMatchObject({ events: 1, setAside: [{ file: archive, why: 'it has more members than the limit of 1 (--max-members)' }] });
});
