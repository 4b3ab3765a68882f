import { expect, test } from 'vitest';
import { briefSentence } from './brief-sentence.ts';

const ids = (count: number): string => Array.from({ length: count }, (_, index) => `ASIAIAAAAAA0${index}EXAMPLE`).join(', ');

test('of a long list of credentials three are named and the rest is counted', () => {
  expect(briefSentence(`26 sessions (${ids(9)}) were minted.`)).toBe(
    '26 sessions (ASIAIAAAAAA00EXAMPLE, ASIAIAAAAAA01EXAMPLE, ASIAIAAAAAA02EXAMPLE and 6 more) were minted.',
  );
});

test('a short list, and brackets that hold something else, stay', () => {
  for (const sentence of [`3 sessions (${ids(3)}) were minted.`, 'It listed much (ListUsers, ListRoles, ListPolicies, ListGroups).']) {
    expect(briefSentence(sentence)).toBe(sentence);
  }
});
