import type { AccountStatement } from '../../../core/case.ts';
import { badge, events, lines, text, time, value } from '../cell.ts';
import { counted } from '../counts.ts';
import { type Block, plainRow, type Section, tableOr } from '../section.ts';

/** What was looked at, what could not be, and so what nobody knows. */
export const coverage: Section = {
  id: 'coverage',
  title: 'Coverage and unknowns',
  blocks: ({ case: { coverage: seen, unknowns, accountSays } }) => [
    unknowns.length === 0 ? { kind: 'paragraph', text: 'No gap is known.' } : { kind: 'list', items: unknowns },
    {
      kind: 'facts',
      facts: [
        { term: 'Events', cell: text(counted(seen.events, 'event')) },
        { term: 'From', cell: time(seen.from) },
        { term: 'To', cell: time(seen.to) },
        { term: 'Accounts', cell: lines(...seen.accounts.map((account) => value(account))) },
        { term: 'Regions', cell: lines(...seen.regions.map((region) => value(region))) },
        { term: 'Data events', cell: text(seen.dataEvents) },
        { term: 'Digest chain', cell: text(seen.digests) },
      ],
    },
    gaps(seen.gaps),
    ...(accountSays.length === 0 ? [] : [accountsWord(accountSays)]),
    unreadable(seen.unreadable),
  ],
};

const accountsWord = (statements: readonly AccountStatement[]): Block =>
  tableOr('', {
    caption: 'What the account itself says',
    columns: [
      { title: 'Source', share: 18 },
      { title: 'Beside the logs', share: 14 },
      { title: 'Statement', share: 50 },
      { title: 'Events', share: 18 },
    ],
    rows: statements.map(({ source, agrees, text: statement, eventIds }) =>
      plainRow(text(source), agrees ? badge('agrees', 'calm') : badge('differs', 'warning'), text(statement), events(eventIds)),
    ),
  });

const gaps = (found: readonly { from: string; to: string; why: string }[]): Block =>
  tableOr(
    'No stretch without any event was found at hours that are busy on other days. The days on which one account or region has none are listed by: keytrail lake',
    {
      caption: 'Gaps in the logs',
      columns: [
        { title: 'From (UTC)', share: 25 },
        { title: 'To (UTC)', share: 25 },
        { title: 'Why', share: 50 },
      ],
      rows: found.map((gap) => plainRow(time(gap.from), time(gap.to), text(gap.why))),
    },
  );

const unreadable = (files: readonly { file: string; why: string }[]): Block =>
  tableOr('Every file was read.', {
    caption: 'Files set aside',
    columns: [
      { title: 'File', share: 55 },
      { title: 'Why', share: 45 },
    ],
    rows: files.map((one) => plainRow(value(one.file), text(one.why))),
  });
