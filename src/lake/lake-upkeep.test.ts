import { mkdtemp, readdir, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { collect } from './collect.ts';
import { openLake } from './open-lake.ts';

const record = (id: string, day: string, region: string): string =>
  `{"eventID":"${id}","eventTime":"${day}T02:25:18Z","awsRegion":"${region}","recipientAccountId":"111122223333"}`;

const INFINITE = '{"eventID":"b-2","eventTime":"infinity","awsRegion":"eu-west-1","recipientAccountId":"111122223333"}';

test('a lake tells days without an event for each region, what it takes on the disk, and that two small files could be one', async () => {
  const home = await mkdtemp(join(tmpdir(), 'keytrail-'));
  const lake = join(home, 'lake');
  const days = ['2026-02-27', '2026-03-02', '2026-03-03'].map((day, at) => record(`a-${at}`, day, 'us-east-1'));
  await writeFile(join(home, 'a.json'), `[${days.join(',')}]`);
  await collect(lake, [join(home, 'a.json')]);
  await writeFile(join(home, 'b.json'), `[${record('b-0', '2026-02-28', 'eu-west-1')},${record('b-1', 'no day', 'eu-west-1')},${INFINITE}]`);
  await collect(lake, [join(home, 'b.json')]);
  const opened = await openLake(lake);
  const upkeep = await opened.upkeep();
  await opened.close();
  // 2026 is no leap year: after February 27 comes the 28th, then March 1.
  const gaps = [{ account: '111122223333', region: 'us-east-1', from: '2026-02-28', to: '2026-03-01', days: 2 }];
  expect(upkeep).toMatchObject({ days: 4, gaps, parquetFiles: 2, smallParquetFiles: 2 });
  const sizes = await Promise.all(
    ['events', 'raw', 'ids', 'index'].map(async (folder) => {
      const names = await readdir(join(lake, folder));
      const files = await Promise.all(names.map((name) => stat(join(lake, folder, name))));
      return files.reduce((sum, { size }) => sum + size, 0);
    }),
  );
  const [events = 0, raw = 0, ids = 0, index = 0] = sizes;
  expect(upkeep.bytes).toEqual({ events, raw, ids, index, total: events + raw + ids + index });
});
