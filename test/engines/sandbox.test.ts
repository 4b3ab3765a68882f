import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SqlEngine } from '../../src/engine/sql-engine.ts';
import type { Lake } from '../../src/lake/open-lake.ts';
import { doing, reaching } from './sandbox-attacks.ts';
import { bombs, shapes } from './sandbox-bombs.ts';
import { secretLake } from './sandbox-evidence.ts';
import { unmasking } from './sandbox-secrets.ts';
import { disguises, extremes } from './sandbox-tricks.ts';
import { withstand } from './withstand.ts';

let lake: Lake;
let engine: SqlEngine;
beforeAll(async () => {
  lake = await secretLake();
  engine = lake.sandbox({ seconds: 60 });
});
afterAll(() => lake.close());

describe('nothing beside the table is reached:', () => {
  test.each(reaching)('%s', (...attack) => withstand(engine, attack));
});

describe('nothing is changed or run:', () => {
  test.each(doing)('%s', (...attack) => withstand(engine, attack));
});

describe('a text is what it is:', () => {
  test.each(disguises)('%s', (...attack) => withstand(engine, attack));
});

describe('beyond what there is lies an error, or the right answer:', () => {
  test.each(extremes)('%s', (...attack) => withstand(engine, attack));
});

describe('no secret comes back by', () => {
  test.each(unmasking)('%s', (...attack) => withstand(engine, attack));
});

describe('a large statement is answered or refused:', () => {
  test.each(shapes)('%s', (...attack) => withstand(engine, attack));
});

test('there are more than a hundred attacks, and no two are the same', () => {
  const all = [...reaching, ...doing, ...disguises, ...extremes, ...unmasking, ...shapes, ...bombs];
  expect(all.length).toBeGreaterThan(100);
  expect(new Set(all.map(([, sql]) => sql)).size).toBe(all.length);
});
