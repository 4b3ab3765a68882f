import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import type { Case } from '../../src/core/case.ts';
import { findingFormatOf } from '../../src/report/findings/render-findings.ts';
import { type ReportEnding, renderReport } from '../../src/report/render-report.ts';
import { hostileCase } from '../report/hostile-case.ts';
import { leakedKeyCase } from '../report/leaked-key-case.ts';
import { npmPackage } from './npm-package.ts';
import { hasPython, pythonTool } from './python-tool.ts';

const cases: readonly (readonly [string, Case])[] = [
  ['the leaked key', leakedKeyCase],
  ['no compromise', { ...leakedKeyCase, compromise: null, findings: [] }],
  ['texts chosen by an attacker', hostileCase('x\' OR "]\\\r\n\u202e\u0000')],
];
const directory = mkdtempSync(join(tmpdir(), 'keytrail-formats-'));

function written(document: Case, ending: ReportEnding): string {
  const file = join(directory, `case.${ending}`);
  writeFileSync(file, renderReport(document, ending));
  return file;
}

function writtenFindings({ findings, generatedAt }: Case, ending: string): string {
  const file = join(directory, `findings.${ending}`);
  writeFileSync(file, findingFormatOf(file).render({ findings, generatedAt, version: '1.0.0' }));
  return file;
}

function run(program: string, args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  return { status, said: stdout + stderr };
}

describe.skipIf(!hasPython('test/foreign/report-formats'))('checkers of others accept', () => {
  test.each(cases)('the STIX bundle of %s', (_, document) => {
    // 3.3.1 comes without the schemas of STIX 2.1.
    const validator = pythonTool('stix2_validator', ['stix2-validator==3.2.0']);
    // 103: ids of version 4, where ours are of version 5 so that the same case gives the same bundle.
    const { status, said } = run(validator, ['--version', '2.1', '--strict', '--disable', '103', written(document, 'stix.json')]);
    expect(said).toContain('STIX JSON: Valid');
    expect(status).toBe(0);
  });

  test.each(cases)('the OCSF incident finding of %s', (_, document) => {
    const python = pythonTool('python', ['pydantic-ocsf==3.0.0']);
    const script = fileURLToPath(new URL('check-ocsf.py', import.meta.url));
    expect(run(python, [script, written(document, 'ocsf.json')])).toEqual({ status: 0, said: '' });
  });

  test.each(cases.filter(([, { findings }]) => findings.length > 0))('the OCSF detection findings of %s', (_, document) => {
    const python = pythonTool('python', ['pydantic-ocsf==3.0.0']);
    const script = fileURLToPath(new URL('check-ocsf.py', import.meta.url));
    expect(run(python, [script, writtenFindings(document, 'ocsf.jsonl')])).toEqual({ status: 0, said: '' });
  });

  test.each(cases)('the SARIF log of the findings of %s', (_, document) => {
    const python = pythonTool('python', ['sarif-pydantic==0.6.2']);
    const script = "import json,sys; from sarif_pydantic import Sarif; Sarif.model_validate(json.load(open(sys.argv[1], encoding='utf-8')))";
    expect(run(python, ['-c', script, writtenFindings(document, 'sarif')])).toEqual({ status: 0, said: '' });
  });

  test.each(cases)('the Navigator layer of the findings of %s', (_, document) => {
    const python = pythonTool('python', ['mitreattack-python==6.3.1']);
    const script = fileURLToPath(new URL('check-layer.py', import.meta.url));
    expect(run(python, [script, writtenFindings(document, 'navigator.json')])).toEqual({ status: 0, said: '' });
  });

  test.each(cases)('the Navigator layer of %s', (_, document) => {
    const python = pythonTool('python', ['mitreattack-python==6.3.1']);
    const script = fileURLToPath(new URL('check-layer.py', import.meta.url));
    expect(run(python, [script, written(document, 'navigator.json')])).toEqual({ status: 0, said: '' });
  });
});

/** The schema of SARIF 2.1.0 (MIT); of draft 4 of JSON Schema, of which it uses nothing that later drafts read in another way but the name of `id`. */
function sarifSchema() {
  const file = join(npmPackage('@microsoft/jest-sarif@1.0.0-beta.0'), 'lib/schemas/sarif-2.1.0-rtm.5.json');
  const { id, $schema, ...schema } = JSON.parse(readFileSync(file, 'utf8'));
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
  const formats = { uri: URL.canParse, 'uri-reference': (text: string) => URL.canParse(text, 'https://example.com'), 'date-time': time };
  return new Ajv({ strict: false, allErrors: true, unicodeRegExp: false, formats }).compile(schema);
}

describe('the schema of SARIF', () => {
  test.each(cases)('accepts the log of the findings of %s', (_, document) => {
    const validate = sarifSchema();
    validate(JSON.parse(readFileSync(writtenFindings(document, 'sarif'), 'utf8')));
    expect(validate.errors ?? []).toEqual([]);
  });

  test('refuses what is wrong', () => {
    const validate = sarifSchema();
    const log = JSON.parse(readFileSync(writtenFindings(leakedKeyCase, 'sarif'), 'utf8'));
    const [run] = log.runs;
    for (const wrong of [{ results: 'none' }, { tool: {} }, { surplus: 1 }, { results: [{ ...run.results[0], level: 'high' }] }]) {
      expect(validate({ ...log, runs: [{ ...run, ...wrong }] })).toBe(false);
    }
  });
});

test('the OCSF checker refuses what is wrong', () => {
  const python = pythonTool('python', ['pydantic-ocsf==3.0.0']);
  const script = fileURLToPath(new URL('check-ocsf.py', import.meta.url));
  const file = join(directory, 'wrong.json');
  const incident = JSON.parse(renderReport(leakedKeyCase, 'ocsf.json'));
  for (const wrong of [{ severity_id: 'high' }, { severity_id: 42 }, { finding_info_list: undefined }, { surplus: 1 }]) {
    writeFileSync(file, JSON.stringify({ ...incident, ...wrong }));
    expect(run(python, [script, file]).status).not.toBe(0);
  }
});
