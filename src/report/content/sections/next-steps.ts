import type { Section } from '../section.ts';

/** What to do, in order. */
export const nextSteps: Section = {
  id: 'next-steps',
  title: 'Next steps',
  blocks: ({ case: document }) => [
    document.nextSteps.length === 0 ? { kind: 'paragraph', text: 'No step is proposed.' } : { kind: 'steps', steps: document.nextSteps },
  ],
};
