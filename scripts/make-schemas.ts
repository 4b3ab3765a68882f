import { z } from 'zod';
import { PLAN_SCHEMA, planSchema } from '../src/contain/plan-schema.ts';
import { CASE_SCHEMA, caseSchema } from '../src/core/case.ts';
import { TRUTH_SCHEMA, truthSchema } from '../src/core/truth.ts';
import { LOG_VALIDATION_SCHEMA, logValidationSchema } from '../src/trail/validation/log-validation.ts';
import { formatted, writeOrCheck } from './generated-file.ts';

/*
 * Writes the published JSON Schemas of the documents that other programs read.
 *
 *   npx tsx scripts/make-schemas.ts           writes docs/schemas/*.schema.json
 *   npx tsx scripts/make-schemas.ts --check   fails when they are not what the code gives
 */
const documents = [
  { name: 'case', title: CASE_SCHEMA, schema: caseSchema },
  { name: 'truth', title: TRUTH_SCHEMA, schema: truthSchema },
  { name: 'plan', title: PLAN_SCHEMA, schema: planSchema },
  { name: 'log-validation', title: LOG_VALIDATION_SCHEMA, schema: logValidationSchema },
];

for (const { name, title, schema } of documents) {
  const path = `docs/schemas/${name}.schema.json`;
  const { $schema, ...rest } = z.toJSONSchema(schema);
  writeOrCheck(path, formatted(path, JSON.stringify({ $schema, title, ...rest }, null, 2)), 'make-schemas.ts');
}
