import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Case } from '../../src/core/case.ts';
import { findingFormatOf } from '../../src/report/findings/render-findings.ts';
import { type ReportEnding, renderReport } from '../../src/report/render-report.ts';
import { hostileCase } from '../report/hostile-case.ts';
import { leakedKeyCase } from '../report/leaked-key-case.ts';
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
