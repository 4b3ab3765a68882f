import { expect, test } from 'vitest';
import { leakedKeyCase } from '../../../test/report/leaked-key-case.ts';
import { events, phrase, text } from './cell.ts';
import { citeEvents } from './citations.ts';
import { citedSentence } from './cited-sentence.ts';

const citations = citeEvents(leakedKeyCase);
const known = leakedKeyCase.timeline[3]?.eventId ?? '';

test('an event that the case cites can be followed from within a sentence', () => {
  expect(citedSentence(`It was minted (event ${known}), and used.`, citations)).toEqual(
    phrase(text('It was minted (event '), events([known]), text('), and used.')),
  );
});

test('what only looks like an event of the case stays as it is', () => {
  const stranger = 'ffffffff-0000-4000-8000-00000000000f';
  expect(citedSentence(`The role ${stranger} was assumed.`, citations)).toEqual(text(`The role ${stranger} was assumed.`));
  expect(citedSentence(`x${known}`, citations)).toEqual(text(`x${known}`));
});
