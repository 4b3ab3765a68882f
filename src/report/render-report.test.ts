import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { leakedKeyCase } from '../../test/report/leaked-key-case.ts';
import { findingFormats } from './findings/render-findings.ts';
import { renderReport, reportEndingOf, reportFormats } from './render-report.ts';

test('every format file is registered', async () => {
  const files = readdirSync(import.meta.dirname, { recursive: true }).map(String);
  const formatFiles = files.filter((file) => /(?<!report)-format\.ts$/.test(file));
  const load = async (url: string): Promise<object[]> => Object.values(await import(url));
  const exported = await Promise.all(formatFiles.map((file) => load(new URL(file, import.meta.url).href)));
  const registered: readonly unknown[] = [...reportFormats, ...findingFormats];
  expect(formatFiles.length).toBeGreaterThan(7);
  expect(exported.flat(2).filter((format) => !registered.includes(format))).toEqual([]);
});

test('no two formats have the same ending', () => {
  const endings = reportFormats.map(({ ending }) => ending);
  expect(new Set(endings).size).toBe(endings.length);
});

test('the ending of a file says how the report is written', () => {
  expect(reportEndingOf('out/case.html')).toBe('html');
  expect(reportEndingOf('CASE.MD')).toBe('md');
  expect(reportEndingOf('case.json')).toBe('json');
  expect(reportEndingOf('case.csv')).toBe('csv');
});

test('of several endings the longest counts', () => {
  expect(reportEndingOf('case.stix.json')).toBe('stix.json');
  expect(reportEndingOf('case.credentials.csv')).toBe('credentials.csv');
  expect(reportEndingOf('my.timeline.csv')).toBe('csv');
});

test('an ending without a format names those that have one', () => {
  expect(() => reportEndingOf('case.docx')).toThrow(
    expect.objectContaining({
      code: 'KT_USAGE',
      message: '"case.docx" does not say by its ending how the report is to be written.',
      hint: expect.stringMatching(/^Give a file that ends in \.html, \.md, .* or \.timesketch\.jsonl\.$/),
    }),
  );
});

test('each format renders a case', () => {
  expect(renderReport(leakedKeyCase, 'html')).toMatch(/^<!DOCTYPE html>/);
  expect(renderReport(leakedKeyCase, 'md')).toMatch(/^# /);
});
