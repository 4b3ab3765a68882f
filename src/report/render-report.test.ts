import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { leakedKeyCase } from '../../test/report/leaked-key-case.ts';
import { renderReport, reportEndingOf, reportFormats } from './render-report.ts';

test('every format file is registered', () => {
  const files = readdirSync(import.meta.dirname, { recursive: true }).map(String);
  const formats = files.flatMap((file) => /([a-z]+)-format\.ts$/.exec(file)?.[1] ?? []).filter((name) => name !== 'report');
  expect(formats).toHaveLength(reportFormats.length);
});

test('the ending of a file says how the report is written', () => {
  expect(reportEndingOf('out/case.html')).toBe('html');
  expect(reportEndingOf('CASE.MD')).toBe('md');
});

test('an ending without a format names those that have one', () => {
  expect(() => reportEndingOf('case.docx')).toThrow(
    expect.objectContaining({
      code: 'KT_USAGE',
      message: '"case.docx" does not say by its ending how the report is to be written.',
      hint: 'Give a file that ends in .html or .md.',
    }),
  );
});

test('each format renders a case', () => {
  expect(renderReport(leakedKeyCase, 'html')).toMatch(/^<!DOCTYPE html>/);
  expect(renderReport(leakedKeyCase, 'md')).toMatch(/^# /);
});
