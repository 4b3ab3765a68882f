import { agentFamily } from '../../../core/user-agent.ts';
import { addressCell } from '../address-cell.ts';
import { type Cell, lines, phrase, text, value } from '../cell.ts';
import { counted, tally } from '../counts.ts';
import { type Block, plainRow, type Section } from '../section.ts';

/** The AWS CLI names the command in its user agent: more of them than this are told by the tool. */
const AGENTS_OPEN = 5;

/** What to search for elsewhere. */
export const indicators: Section = {
  id: 'indicators',
  title: 'Indicators',
  blocks: ({ case: document, case: { indicators: found } }) => [
    {
      kind: 'facts',
      facts: [
        { term: 'Source addresses', cell: lines(...found.sourceIPs.map((address) => addressCell(address, document))) },
        { term: 'User agents', cell: found.userAgents.length > AGENTS_OPEN ? families(found.userAgents) : listed(found.userAgents) },
        { term: 'Regions', cell: listed(found.regions) },
        { term: 'Access key ids', cell: listed(found.accessKeyIds) },
        { term: 'Principals', cell: listed(found.principals) },
      ],
    },
    ...(found.userAgents.length > AGENTS_OPEN ? [agents(found.userAgents)] : []),
  ],
};

const listed = (items: readonly string[]): Cell => lines(...items.map((item) => value(item)));

const families = (userAgents: readonly string[]): Cell =>
  lines(...tally(userAgents.map(agentFamily)).map(({ item, count }) => phrase(value(item), text(`, ${counted(count, 'user agent')}`))));

const agents = (userAgents: readonly string[]): Block => ({
  kind: 'folded',
  title: `${counted(userAgents.length, 'user agent')} in full`,
  table: { caption: 'User agents', columns: [{ title: 'User agent', share: 1 }], rows: userAgents.map((agent) => plainRow(value(agent))) },
});
