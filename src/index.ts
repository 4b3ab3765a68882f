/**
 * keytrail as a library.
 *
 * @example
 * ```ts
 * import { collect, investigateLake, renderReport } from 'keytrail';
 *
 * await collect('.keytrail/lake', ['./logs']);
 * const found = await investigateLake(
 *   { lake: '.keytrail/lake', subject: 'AKIAIOSFODNN7EXAMPLE', command: 'my script', version: '1' },
 *   { now: () => new Date() },
 * );
 * console.log(renderReport(found, 'md'));
 * ```
 */
export { type InvestigationRequest, investigateLake } from './app/investigate.ts';
export { planContainment } from './contain/plan.ts';
export { type Plan, planSchema } from './contain/plan-schema.ts';
export { accountOfId, parseAccessKeyId } from './core/access-key-id.ts';
export { type Case, caseSchema } from './core/case.ts';
export { type ErrorCode, KeytrailError } from './core/errors.ts';
export type { CloudTrailEvent } from './core/event.ts';
export { type Finding, findingSchema } from './core/finding.ts';
export { type Truth, truthSchema } from './core/truth.ts';
export type { QueryOptions, ResultTable, SqlEngine, SqlValue } from './engine/sql-engine.ts';
export { collect } from './lake/collect.ts';
export type { CollectReport } from './lake/collect-report.ts';
export { type Lake, openLake } from './lake/open-lake.ts';
export { renderReport } from './report/render-report.ts';
export { type SimulationReport, simulate } from './simulate/simulate.ts';
export { type Verification, verify } from './verify/verify.ts';
