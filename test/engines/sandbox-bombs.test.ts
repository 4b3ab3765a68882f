import { afterAll, beforeAll, describe, test } from 'vitest';
import type { SqlEngine } from '../../src/engine/sql-engine.ts';
import type { Lake } from '../../src/lake/open-lake.ts';
import { bombs } from './sandbox-bombs.ts';
import { secretLake } from './sandbox-evidence.ts';
import { withstand } from './withstand.ts';

let lake: Lake;
let engine: SqlEngine;
beforeAll(async () => {
  lake = await secretLake();
  engine = lake.sandbox({ seconds: 0.5, memory: 256, rows: 20_000, size: 4 });
});
afterAll(() => lake.close());

describe('a bomb ends within the limits, and the next query works:', () => {
  test.each(bombs)('%s', { timeout: 120_000 }, (...attack) => withstand(engine, attack));
});
