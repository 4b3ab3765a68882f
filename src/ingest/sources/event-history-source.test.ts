import { expect, test } from 'vitest';
import { discover } from '../discover.ts';
import type { EventHistory } from '../event-history.ts';
import type { KeyFilter } from '../key-filter.ts';
import { readLog } from '../read-log.ts';

const OPENED = Date.parse('2026-01-08T00:30:00Z');
const folder = (region: string, day: string) => `event-history:/AWSLogs/111122223333/CloudTrail/${region}/${day}/LookupEvents.json`;

function historyOf(pages: readonly (readonly string[])[] = []) {
  const asked: string[] = [];
  const history: EventHistory = {
    account: '111122223333',
    region: 'eu-west-1',
    openedAt: OPENED,
    async *pages(region, from, to) {
      asked.push(`${region} ${new Date(from).toISOString()} ${new Date(to).toISOString()}`);
      yield* pages;
    },
  };
  const find = (source: string, filter?: KeyFilter) => discover([source], null, { eventHistory: async () => history, ...(filter ? { filter } : {}) });
  return { asked, find };
}

test('a day is a file in the place that a trail would give it; only a day that is over for an hour keeps its version', async () => {
  const { files } = await historyOf().find('event-history:');
  expect(files).toHaveLength(91);
  expect(files[0]?.path).toBe(folder('eu-west-1', '2025/10/10'));
  expect(files.slice(-3).map(({ path, version }) => [path, version])).toEqual([
    [folder('eu-west-1', '2026/01/06'), 'whole'],
    [folder('eu-west-1', '2026/01/07'), 'until 2026-01-08T00:30:00.000Z'],
    [folder('eu-west-1', '2026/01/08'), 'until 2026-01-08T00:30:00.000Z'],
  ]);
});

test('regions are those that are named, and the filter leaves out days and regions', async () => {
  const { files, pruned } = await historyOf().find('event-history:us-east-1,eu-west-1,us-east-1', {
    accounts: ['111122223333'],
    regions: ['us-east-1'],
    since: '2026-01-07',
  });
  expect(files.map(({ path }) => path)).toEqual(['2026/01/06', '2026/01/07', '2026/01/08'].map((day) => folder('us-east-1', day)));
  expect(pruned).toEqual({ folders: 0, files: 91 * 2 - 3, unplaced: 0 });
});

test('a day reads as a log: every page, the records as they came, and those that are none are given up', async () => {
  const record = (id: string) => `{"eventID":"${id}", "eventTime":"2026-01-07T02:25:18Z","requestParameters":{"a":1E5}}`;
  const { asked, find } = historyOf([[record('a'), record('b')], ['{"eventID":', record('c')], []]);
  const { files } = await find('event-history:');
  const text = async (at: number) => Buffer.from((await files.at(at)?.read?.()) ?? []).toString();
  const raw: string[] = [];
  const reading = readLog(await text(-2), files.at(-2)?.path ?? '', (row) => raw.push(row.raw));
  expect(raw).toEqual(['a', 'b', 'c'].map(record));
  expect(reading).toMatchObject({ kind: 'log', events: 3, givenUp: new Map([['a message that is not JSON', 1]]) });
  await text(-1);
  // The last second of a day is asked for with it; of today what has been.
  expect(asked).toEqual([
    'eu-west-1 2026-01-07T00:00:00.000Z 2026-01-07T23:59:59.000Z',
    'eu-west-1 2026-01-08T00:00:00.000Z 2026-01-08T00:30:00.000Z',
  ]);
});

test('a day without calls is an empty log', async () => {
  const { files } = await historyOf([[]]).find('event-history:');
  const text = Buffer.from((await files[0]?.read?.()) ?? []).toString();
  expect(readLog(text, files[0]?.path ?? '', () => {})).toMatchObject({ kind: 'log', events: 0 });
});

test('what is no region is refused, and so is a run that cannot ask', async () => {
  await expect(historyOf().find('event-history:everywhere')).rejects.toMatchObject({ code: 'KT_USAGE', message: '"everywhere" is no region.' });
  await expect(discover(['event-history:'], null)).rejects.toMatchObject({
    code: 'KT_INPUT_UNREADABLE',
    hint: expect.stringContaining('keytrail collect'),
  });
});
