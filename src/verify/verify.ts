import type { Case } from '../core/case.ts';
import type { Truth } from '../core/truth.ts';
import { statementsOf, toldByCase, toldByTruth } from './statements.ts';

/** A statement on which case and answer key differ; null where one of them does not make it. */
export interface Discrepancy {
  readonly field: string;
  readonly expected: string | null;
  readonly found: string | null;
}

export interface Verification {
  /** Statements of the answer key. */
  readonly statements: number;
  readonly agreeing: number;
  readonly discrepancies: readonly Discrepancy[];
}

/** Compares a case with an answer key, statement by statement, both ways: what the case lacks, and what it says too much. */
export function verify(document: Case, truth: Truth): Verification {
  const expected = statementsOf(toldByTruth(truth));
  const found = statementsOf(toldByCase(document));
  const missing = without(expected, found);
  const surplus = without(found, expected);
  const discrepancies: Discrepancy[] = [];
  for (const { field, value } of missing) {
    const at = surplus.findIndex((statement) => statement.field === field);
    const [other] = at < 0 ? [] : surplus.splice(at, 1);
    discrepancies.push({ field, expected: value, found: other?.value ?? null });
  }
  for (const { field, value } of surplus) discrepancies.push({ field, expected: null, found: value });
  return { statements: expected.length, agreeing: expected.length - missing.length, discrepancies };
}

type Statements = ReturnType<typeof statementsOf>;

function without(statements: Statements, others: Statements): Statements {
  const known = new Set(others.map(keyOf));
  return statements.filter((statement) => !known.has(keyOf(statement)));
}

const keyOf = ({ field, value }: Statements[number]): string => `${field}\u0000${value}`;
