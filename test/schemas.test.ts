import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { planFor } from '../src/app/contain-plan.ts';
import { type LabEffects, type LabResult, runLab } from '../src/app/lab.ts';
import { type Validated, validateLogs } from '../src/app/validate-logs.ts';
import type { Plan } from '../src/contain/plan-schema.ts';

/** The errors that another program's validator finds in a document by the published schema; null when there are none. */
function errorsIn(name: 'case' | 'truth' | 'plan' | 'log-validation', document: unknown) {
  const schema = JSON.parse(readFileSync(new URL(`../docs/schemas/${name}.schema.json`, import.meta.url), 'utf8'));
  const validate = new Ajv2020({ allErrors: true }).compile(schema);
  validate(JSON.parse(JSON.stringify(document)));
  return validate.errors ?? null;
}

describe('the published schemas hold what a run writes', () => {
  let lab: LabResult;
  let plan: Plan;
  let validated: Validated;

  beforeAll(async () => {
    const directory = mkdtempSync(join(tmpdir(), 'keytrail-schemas-'));
    const effects: LabEffects = { now: () => new Date('2026-01-10T12:00:00Z'), during: (_, work) => work(() => {}) };
    const origin = { command: 'keytrail lab', version: '0.0.0' };
    lab = await runLab({ directory, scenario: 'iam-credential-exposure', seed: 1, events: 300, ...origin }, effects);
    const subject = join(directory, 'case.json');
    plan = await planFor({ lake: lab.lake, subject, level: 'eradicate', responders: [], ...origin }, effects);
    validated = await validateLogs({ sources: [join(directory, 'logs')], publicKeyFiles: [join(directory, 'public-keys.json')], aws: {} });
  }, 60_000);

  test('the case', () => {
    expect(lab.case.credentials.length).toBeGreaterThan(1);
    expect(errorsIn('case', lab.case)).toBeNull();
  });

  test('the answer key', () => {
    expect(lab.truth.questions.length).toBeGreaterThan(1);
    expect(errorsIn('truth', lab.truth)).toBeNull();
  });

  test('the plan', () => {
    expect(plan.steps.length).toBeGreaterThan(1);
    expect(errorsIn('plan', plan)).toBeNull();
  });

  test('the validation of logs', () => {
    expect(validated.validation.digests.valid).toBe(72);
    expect(errorsIn('log-validation', validated.validation)).toBeNull();
  });

  test('and nothing else', () => {
    expect(errorsIn('case', { ...lab.case, schema: 'keytrail.case/2' })).not.toBeNull();
    expect(errorsIn('plan', { ...plan, surplus: true })).not.toBeNull();
    expect(errorsIn('truth', lab.case)).not.toBeNull();
  });
});
