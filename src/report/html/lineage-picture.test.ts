import { expect, test } from 'vitest';
import { textOf } from '../../../test/report/html-outline.ts';
import { leakedKeyCase } from '../../../test/report/leaked-key-case.ts';
import type { Case } from '../../core/case.ts';
import { viewOf } from '../content/case-view.ts';
import { lineagePicture } from './lineage-picture.ts';

/** A key that opened sessions, all expired but the last one. */
function manySessions(count: number): Case {
  const [key, child] = leakedKeyCase.credentials;
  const [edge] = leakedKeyCase.edges;
  if (key === undefined || child === undefined || edge === undefined) throw new Error('the fixture has a key, a child and an edge');
  const ids = Array.from({ length: count }, (_, index) => `ASIAIAAA${String(index).padStart(5, '0')}EXAMPLE`);
  return {
    ...leakedKeyCase,
    credentials: [
      key,
      ...ids.map((id, index) => ({
        ...child,
        id,
        kind: 'role-session' as const,
        state: index < count - 1 ? ('expired' as const) : ('active' as const),
      })),
    ],
    edges: ids.map((id) => ({ ...edge, from: key.id, to: id, relation: 'assumed' as const })),
  };
}

test('of several hundred credentials the one that still works is in the picture, and it says how many are not', () => {
  const picture = textOf(lineagePicture(viewOf(manySessions(300)))?.toString() ?? '');
  expect(picture).toContain('ASIAIAAA00299EXAMPLE');
  expect(picture).not.toContain('ASIAIAAA00298EXAMPLE');
  expect(picture).toContain('the first 120 boxes of 301: the tables hold all');
});

test('a credential of a few is drawn whatever its state', () => {
  const picture = textOf(lineagePicture(viewOf(manySessions(3)))?.toString() ?? '');
  for (const id of ['ASIAIAAA00000EXAMPLE', 'ASIAIAAA00001EXAMPLE', 'ASIAIAAA00002EXAMPLE']) expect(picture).toContain(id);
  expect(picture).not.toContain('the tables hold all');
});
