import type { Case } from '../../../core/case.ts';
import { lines, phrase, text, time, value } from '../cell.ts';
import { checksByHand } from '../checks-by-hand.ts';
import { counted } from '../counts.ts';
import type { Block, Section } from '../section.ts';

const REDACTED =
  'This report is redacted. Key ids that go on with RED0, accounts that begin with 0000, and addresses in 240.0.0.0/4 and 100::/64 are pseudonyms; commands that hold them need the real ids.';

/** How this report came about, so that it can be made again and compared. */
export const evidence: Section = {
  id: 'evidence',
  title: 'Evidence',
  blocks: ({ case: document, case: { evidence: source, schema, generatedAt, asOf } }) => [
    {
      kind: 'facts',
      facts: [
        { term: 'Tool', cell: text(`${source.tool} ${source.version}`) },
        { term: 'Case format', cell: value(schema) },
        { term: 'Generated', cell: time(generatedAt) },
        { term: 'Newest event', cell: time(asOf) },
        ...placeFacts(source),
        ...source.inputs.map(({ file, sha256 }) => ({ term: 'Read beside it', cell: lines(value(file), phrase(text('SHA-256 '), value(sha256))) })),
      ],
    },
    ...(source.said === undefined ? [] : [toldBlock(source.said)]),
    ...(source.redacted ? [{ kind: 'paragraph', text: REDACTED } as const] : []),
    { kind: 'paragraph', text: 'Made by this command:' },
    { kind: 'commands', commands: [source.command] },
    ...(isLake(source)
      ? ([
          { kind: 'paragraph', text: 'To check any statement by hand:' },
          { kind: 'steps', steps: checksByHand(document) },
        ] as const)
      : []),
  ],
};

/** A table of another engine has no digest, and its files are not counted. */
const isLake = ({ lakeDigest }: Case['evidence']): boolean => lakeDigest !== '';

const placeFacts = (source: Case['evidence']) =>
  isLake(source)
    ? [
        { term: 'Lake', cell: value(source.lake) },
        { term: 'Lake digest', cell: value(source.lakeDigest) },
        { term: 'Log files', cell: text(counted(source.files, 'file')) },
      ]
    : [{ term: 'Table', cell: value(source.lake) }];

/** What rests on the word of the one who asked, and not on the logs. */
const toldBlock = ({ mine, attackers, calls }: NonNullable<Case['evidence']['said']>): Block => ({
  kind: 'list',
  items: [
    ...mine.map((network) => `Said, not seen: ${network} is the owner's or a responder's.`),
    ...attackers.map((network) => `Said, not seen: ${network} is the attacker's.`),
    ...calls.map(({ eventId, actor }) => `Said, not seen: the call ${eventId} was the ${actor}'s.`),
  ],
});
