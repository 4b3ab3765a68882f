import { KeytrailError } from '../../core/errors.ts';
import type { EventHistory } from '../event-history.ts';
import type { Findings } from '../findings.ts';
import { FileUnreadable } from '../found-file.ts';
import { isRegion } from '../key-place.ts';
import { isLargerThan } from '../limits.ts';
import type { LogSource } from './log-source.ts';

const FORM = /^event-history:(.*)$/s;
const DAY_MS = 24 * 60 * 60 * 1000;
/** Source: CloudTrail User Guide, "Working with CloudTrail Event history". */
const DAYS = 90;
/** An event shows within minutes of the call; after this, a day does not change any more. */
const SETTLED_MS = 60 * 60 * 1000;

/**
 * `event-history:` and `event-history:REGION,REGION`: the calls of the account without a trail. Each day of each region is a file, named as a trail would
 * name its folder, and read when it is its turn. A day that was over when it was read is not asked for again.
 */
export const eventHistorySource: LogSource = {
  recognises: (argument) => FORM.test(argument),
  find: async (argument, findings, { eventHistory, limits }) => {
    const named =
      FORM.exec(argument)?.[1]
        ?.split(',')
        .filter((region) => region !== '') ?? [];
    const wrong = named.find((region) => !isRegion(region));
    if (wrong !== undefined)
      throw new KeytrailError('KT_USAGE', `"${wrong}" is no region.`, { hint: 'Write it like event-history:us-east-1,eu-west-1.' });
    if (eventHistory === undefined) throw new KeytrailError('KT_INPUT_UNREADABLE', 'this command does not read the Event History.', { hint: HINT });
    const history = await eventHistory(named[0] ?? null);
    for (const region of named.length > 0 ? new Set(named) : [history.region])
      addDays(region, { history, mostCharacters: limits.fileBytes }, findings);
  },
};

const HINT = 'Load it into a lake first: keytrail collect event-history:';

interface Days {
  readonly history: EventHistory;
  /** The longest day. */
  readonly mostCharacters: number;
}

function addDays(region: string, days: Days, findings: Findings): void {
  const { history } = days;
  const today = history.openedAt - (history.openedAt % DAY_MS);
  for (let day = today - DAYS * DAY_MS; day <= today; day += DAY_MS) {
    const isSettled = day + DAY_MS + SETTLED_MS <= history.openedAt;
    findings.add({
      path: `event-history:/AWSLogs/${history.account}/CloudTrail/${region}/${new Date(day).toISOString().slice(0, 10).replaceAll('-', '/')}/LookupEvents.json`,
      // How many events there are shows in reading them.
      size: 0,
      mtimeMs: day,
      version: isSettled ? 'whole' : `until ${new Date(history.openedAt).toISOString()}`,
      read: () => readDay(region, day, days),
    });
  }
}

/** The events of a day in the form of LookupEvents' answer. */
async function readDay(region: string, day: number, { history, mostCharacters }: Days): Promise<Buffer> {
  const events: string[] = [];
  let characters = 0;
  for await (const page of history.pages(region, day, Math.min(day + DAY_MS - 1000, history.openedAt))) {
    for (const record of page) {
      const event = JSON.stringify({ CloudTrailEvent: record });
      characters += event.length;
      if (characters > mostCharacters) throw new FileUnreadable(isLargerThan('the day', mostCharacters));
      events.push(event);
    }
  }
  return Buffer.from(`{"Events":[${events.join(',')}]}`);
}
