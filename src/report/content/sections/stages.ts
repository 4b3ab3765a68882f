import { stageNames } from '../../../core/case.ts';
import { events, text } from '../cell.ts';
import { counted } from '../counts.ts';
import { plainRow, type Section, tableOr } from '../section.ts';
import { stageWords } from '../words.ts';

/** The attack by MITRE ATT&CK tactic. */
export const stages: Section = {
  id: 'stages',
  title: 'Stages of the attack',
  blocks: ({ case: document }) => [
    tableOr('No event belongs to a stage of an attack.', {
      caption: 'Events by MITRE ATT&CK tactic',
      columns: [
        { title: 'Stage', share: 24 },
        { title: 'Count', share: 12 },
        { title: 'Events', share: 64 },
      ],
      rows: stageNames
        .filter((name) => document.stages[name].length > 0)
        .map((name) => {
          const ids = document.stages[name];
          return plainRow(text(`${stageWords[name].code} ${stageWords[name].title}`), text(counted(ids.length, 'event')), events(ids));
        }),
    }),
  ],
};
