import { appendFile, mkdir, mkdtemp, readdir, readFile, realpath, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from 'vitest';
import { collect } from './collect.ts';
import { openLake } from './open-lake.ts';

let home: string;
let logs: string;
let lake: string;

beforeEach(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), 'keytrail-')));
  logs = join(home, 'logs');
  lake = join(home, 'lake');
  await mkdir(logs);
});

const record = (eventID: string, more: Record<string, unknown> = {}) => ({
  eventVersion: '1.08',
  eventTime: '2026-01-07T02:25:18Z',
  eventSource: 'sts.amazonaws.com',
  eventName: 'GetCallerIdentity',
  awsRegion: 'us-east-1',
  recipientAccountId: '111122223333',
  requestParameters: null,
  eventCategory: 'Management',
  eventID,
  ...more,
});

async function log(name: string, ...records: readonly object[]): Promise<string> {
  const path = join(logs, name);
  await writeFile(path, gzipSync(JSON.stringify({ Records: records })));
  return path;
}

async function inLake<T>(use: (lake: Awaited<ReturnType<typeof openLake>>) => Promise<T>): Promise<T> {
  const opened = await openLake(lake);
  try {
    return await use(opened);
  } finally {
    await opened.close();
  }
}

const eventIds = () =>
  inLake(async (opened) => {
    const { rows } = await (await opened.engine()).query('SELECT eventid FROM irworkshopgluetablecloudtrail ORDER BY eventid');
    return rows.map(([id]) => id);
  });

describe('collect', () => {
  test('loads what it finds and reports what it did', async () => {
    await log('1.json.gz', record('a'), record('b'));
    await log('2.json.gz', record('c'), record('a'), 'nothing' as unknown as object);
    await writeFile(join(logs, 'broken.json'), '{"Records":[');
    await writeFile(join(logs, 'digest.json'), '{"digestStartTime":"2026-01-07T02:00:00Z","logFiles":[]}');
    await writeFile(join(logs, 'notes.txt'), 'hello');
    const progress: number[] = [];
    const report = await collect(lake, [logs], { onProgress: ({ filesDone }) => progress.push(filesDone) });
    expect(report).toEqual({
      files: 5,
      logs: 2,
      unchanged: 0,
      events: 3,
      copies: 1,
      setAside: [{ file: join(logs, 'broken.json'), why: expect.stringMatching(/^not JSON/) }],
      recordsGivenUp: [{ file: join(logs, '2.json.gz'), count: 1, why: 'not an object' }],
      recognised: [
        { kind: 'digest', count: 1 },
        { kind: 'other', count: 1 },
      ],
      accountMismatches: [],
      pruned: null,
    });
    expect(progress).toEqual([1, 2, 3, 4]);
    expect(await eventIds()).toEqual(['a', 'b', 'c']);
  });

  test('again and again adds nothing twice, and only what is new', async () => {
    await log('1.json.gz', record('a'));
    await collect(lake, [logs]);
    expect(await collect(lake, [logs])).toMatchObject({ logs: 0, unchanged: 1, events: 0, copies: 0 });
    await log('2.json.gz', record('b'), record('a'));
    expect(await collect(lake, [logs])).toMatchObject({ logs: 1, unchanged: 1, events: 1, copies: 1 });
    expect(await eventIds()).toEqual(['a', 'b']);
  });

  test('of two copies the first stays', async () => {
    await log('1.json.gz', record('a', { eventName: 'First' }), record('a', { eventName: 'Second' }));
    await log('2.json.gz', record('a', { eventName: 'Third' }));
    await collect(lake, [join(logs, '1.json.gz')]);
    await collect(lake, [logs]);
    expect(await inLake((opened) => opened.rawRecord('a'))).toContain('"First"');
  });

  test('knows a file again that was moved or only touched', async () => {
    const path = await log('1.json.gz', record('a'));
    await collect(lake, [logs]);
    await utimes(path, 1, 1);
    expect(await collect(lake, [logs])).toMatchObject({ logs: 0, unchanged: 1 });
    await rename(path, join(logs, 'moved.json.gz'));
    expect(await collect(lake, [logs])).toMatchObject({ logs: 0, unchanged: 1, copies: 0 });
  });

  test('reads a file again that has grown, and one that was set aside and is whole now', async () => {
    const lines = join(logs, 'a.jsonl');
    await writeFile(lines, `${JSON.stringify(record('a'))}\n`);
    await writeFile(join(logs, 'b.json'), '{"Records":[');
    expect((await collect(lake, [logs])).setAside).toHaveLength(1);
    await appendFile(lines, `${JSON.stringify(record('c'))}\n`);
    await writeFile(join(logs, 'b.json'), JSON.stringify([record('b')]));
    expect(await collect(lake, [logs])).toMatchObject({ logs: 2, events: 2, copies: 1, setAside: [] });
    expect(await eventIds()).toEqual(['a', 'b', 'c']);
    expect((await inLake((opened) => opened.coverage())).unreadable).toEqual([]);
  });

  test('counts the events of another account than the path says', async () => {
    await log('444455556666_CloudTrail_us-east-1_20260107T0230Z_abc.json.gz', record('a'));
    expect((await collect(lake, [logs])).accountMismatches).toEqual([
      { file: join(logs, '444455556666_CloudTrail_us-east-1_20260107T0230Z_abc.json.gz'), count: 1 },
    ]);
  });

  test('does not read the lake that lies in the folder, nor what keytrail wrote', async () => {
    await log('1.json.gz', record('a'));
    await writeFile(join(home, 'truth.json'), '{"schema":"keytrail.truth/1"}');
    await collect(lake, [home]);
    expect(await collect(lake, [home])).toMatchObject({ files: 2, unchanged: 1, setAside: [], recognised: [{ kind: 'answer-key', count: 1 }] });
  });

  test('says what it found where there is no log', async () => {
    await writeFile(join(logs, 'a.json'), 'nonsense');
    await expect(collect(lake, [logs])).rejects.toMatchObject({
      code: 'KT_NOTHING_COLLECTED',
      message: `no CloudTrail log in "${logs}" (1 set aside). "${join(logs, 'a.json')}": not JSON.`,
    });
    await expect(collect(lake, [join(logs, 'nowhere')])).rejects.toMatchObject({ code: 'KT_INPUT_MISSING' });
  });

  test('keeps the house closed: folders for the owner alone, nothing for git', async () => {
    await log('1.json.gz', record('a'));
    lake = join(home, '.keytrail', 'lake');
    await collect(lake, [logs]);
    const mode = async (...path: readonly string[]) => (await stat(join(home, '.keytrail', ...path))).mode & 0o777;
    expect([await mode(), await mode('lake'), await mode('lake', 'events')]).toEqual([0o700, 0o700, 0o700]);
    expect([await mode('lake', 'catalogue.json'), await mode('lake', 'events', '000001.parquet')]).toEqual([0o600, 0o600]);
    expect([await mode('lake', 'raw', '000001.raw'), await mode('lake', 'ids', '000001.ids')]).toEqual([0o600, 0o600]);
    expect(await readFile(join(home, '.keytrail', '.gitignore'), 'utf8')).toBe('*\n');
    expect((await readdir(lake)).sort()).toEqual(['catalogue.json', 'events', 'ids', 'index', 'raw']);
  });

  test('interrupted, it throws the reason, and leaves neither a lock nor half a batch', async () => {
    await log('1.json.gz', record('a'));
    await log('2.json.gz', record('b'));
    const abort = new AbortController();
    const interrupted = collect(lake, [logs], { signal: abort.signal, onProgress: () => abort.abort(new Error('Ctrl-C')) });
    await expect(interrupted).rejects.toThrow('Ctrl-C');
    expect((await readdir(lake)).sort()).toEqual(['catalogue.json', 'events', 'ids', 'index', 'raw']);
    expect(await readdir(join(lake, 'events'))).toEqual([]);
    expect(await collect(lake, [logs])).toMatchObject({ logs: 2, events: 2 });
  });

  test('leaves a folder alone that holds something else, whatever it is called', async () => {
    await log('a.json.gz', record('event-1'));
    await mkdir(join(lake, 'work'), { recursive: true });
    await writeFile(join(lake, 'work', 'thesis.txt'), 'years of work');
    await expect(collect(lake, [logs])).rejects.toMatchObject({ code: 'KT_OUTPUT_UNWRITABLE' });
    expect(await readFile(join(lake, 'work', 'thesis.txt'), 'utf8')).toBe('years of work');
  });

  test('takes away files that the catalogue does not name', async () => {
    await log('1.json.gz', record('a'));
    await collect(lake, [logs]);
    for (const [folder, file] of [
      ['events', '000009.parquet'],
      ['ids', '000009.ids'],
      ['index', '000009.index'],
      ['raw', '000009.raw'],
    ] as const) {
      await writeFile(join(lake, folder, file), 'half');
    }
    await collect(lake, [logs]);
    expect(await Promise.all(['events', 'ids', 'index', 'raw'].map((folder) => readdir(join(lake, folder))))).toEqual([
      ['000001.parquet'],
      ['000001.ids'],
      ['000001.index'],
      ['000001.raw'],
    ]);
  });
});

describe('the lake', () => {
  test('covers what was loaded', async () => {
    await log(
      '1.json.gz',
      record('a'),
      record('b', { eventTime: '2026-01-08T00:00:00Z', awsRegion: 'eu-west-1', recipientAccountId: '000000000001' }),
    );
    await writeFile(join(logs, 'broken.json'), 'x');
    await writeFile(join(logs, 'digest.json'), '{"digestStartTime":"2026-01-07T02:00:00Z","logFiles":[]}');
    await collect(lake, [logs]);
    expect(await inLake((opened) => opened.coverage())).toEqual({
      events: 2,
      from: '2026-01-07T02:25:18Z',
      to: '2026-01-08T00:00:00Z',
      accounts: ['000000000001', '111122223333'],
      regions: ['eu-west-1', 'us-east-1'],
      files: 1,
      unreadable: [{ file: join(logs, 'broken.json'), why: 'not JSON' }],
      dataEvents: 'none',
      digestFiles: 1,
      validation: null,
    });
    await log('2.json.gz', record('c', { eventCategory: 'Data' }));
    await collect(lake, [logs]);
    expect(await inLake((opened) => opened.coverage())).toMatchObject({ events: 3, dataEvents: 'some' });
  });

  test('answers Athena SQL with the bytes of the record, but for secrets; these come back raw', async () => {
    const text = String.raw`{"eventID":"a","eventTime":"2026-01-07T02:25:18Z","requestParameters": {"x":"\u003cé\/","n":1E5,"password":"hunter2"} }`;
    await writeFile(join(logs, 'a.json'), `[ ${text} ]`);
    await collect(lake, [logs]);
    const rows = await inLake(async (opened) => (await (await opened.engine()).query('SELECT * FROM irworkshopgluetablecloudtrail')).rows);
    expect(rows[0]).toContain(String.raw`{"x":"\u003cé\/","n":1E5,"password":"***"}`);
    expect(JSON.stringify(rows)).not.toContain('hunter2');
    expect(await inLake((opened) => opened.rawRecord('a'))).toBe(text);
    expect(await inLake((opened) => opened.rawRecord('A'))).toBe(text);
    await expect(inLake((opened) => opened.rawRecord("b' OR true"))).rejects.toMatchObject({ code: 'KT_EVENT_UNKNOWN' });
    await expect(inLake(async (opened) => (await opened.engine()).query('SELECT _raw FROM irworkshopgluetablecloudtrail'))).rejects.toMatchObject({
      code: 'KT_QUERY_INVALID',
    });
  });

  test('with logs that hold no event is empty, not broken', async () => {
    await log('1.json.gz');
    await collect(lake, [logs]);
    expect(await eventIds()).toEqual([]);
    expect(await inLake((opened) => opened.coverage())).toMatchObject({ events: 0, from: null, accounts: [], files: 1 });
  });

  test('has one identity for one content, whatever names, order and time', async () => {
    const [first, second] = [await log('1.json.gz', record('a')), await log('2.json.gz', record('b'))];
    await collect(lake, [first]);
    const half = await inLake(async (opened) => opened.digest);
    await collect(lake, [second]);
    const whole = await inLake(async (opened) => opened.digest);
    expect(whole).not.toBe(half);
    await rename(first, join(logs, '3.json.gz'));
    lake = join(home, 'other');
    await collect(lake, [second, logs]);
    expect(await inLake(async (opened) => opened.digest)).toBe(whole);
  });

  test('that is not there, of another version, or damaged, is named as such', async () => {
    await expect(openLake(lake)).rejects.toMatchObject({
      code: 'KT_LAKE_MISSING',
      message: `no lake in "${lake}"`,
      hint: 'Load logs first: keytrail collect FOLDER',
    });
    await log('1.json.gz', record('a'));
    await collect(lake, [logs]);
    const parquet = join(lake, 'events', '000001.parquet');
    await appendFile(parquet, 'x');
    await expect(openLake(lake)).rejects.toMatchObject({ code: 'KT_LAKE_DAMAGED' });
    await rm(parquet);
    await expect(openLake(lake)).rejects.toMatchObject({ code: 'KT_LAKE_DAMAGED', message: expect.stringContaining('000001.parquet is missing') });
    const catalogue = join(lake, 'catalogue.json');
    for (const version of [1, 9]) {
      await writeFile(catalogue, `{"schema":"keytrail.lake/${version}"}`);
      await expect(openLake(lake)).rejects.toMatchObject({ code: 'KT_LAKE_VERSION', hint: expect.stringContaining('--lake') });
    }
    await writeFile(catalogue, '{"schema":"keytrail.lake/5","parquet":[{"name":"../../x.parquet","events":1,"bytes":1,"raw":[]}],"sources":[]}');
    await expect(openLake(lake)).rejects.toMatchObject({ code: 'KT_LAKE_DAMAGED' });
    await writeFile(catalogue, '{');
    await expect(openLake(lake)).rejects.toMatchObject({ code: 'KT_LAKE_DAMAGED' });
  });
});
