import { addressCell } from '../address-cell.ts';
import { lines, value } from '../cell.ts';
import type { Section } from '../section.ts';

/** What to search for elsewhere. */
export const indicators: Section = {
  id: 'indicators',
  title: 'Indicators',
  blocks: ({ case: document, case: { indicators: found } }) => [
    {
      kind: 'facts',
      facts: [
        { term: 'Source addresses', cell: lines(...found.sourceIPs.map((address) => addressCell(address, document))) },
        { term: 'User agents', cell: listed(found.userAgents) },
        { term: 'Regions', cell: listed(found.regions) },
        { term: 'Access key ids', cell: listed(found.accessKeyIds) },
        { term: 'Principals', cell: listed(found.principals) },
      ],
    },
  ],
};

const listed = (items: readonly string[]) => lines(...items.map((item) => value(item)));
