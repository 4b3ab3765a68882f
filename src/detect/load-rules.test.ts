import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { builtinRulesPath, loadRules } from './load-rules.ts';

const rule = (id: string): string => `title: T\nid: ${id}\ndetection: {s: {eventName: X}, condition: s}\n`;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keytrail-rules-'));
});
const write = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};

describe('loadRules', () => {
  test('reads folders in folders, and leaves out what is no rule file', () => {
    mkdirSync(join(folder, 'iam'));
    write('iam/b.yml', rule('b'));
    write('a.yaml', rule('a'));
    write('README.md', 'about');
    expect(loadRules([folder]).rules.map(({ id, source }) => [id, source])).toEqual([
      ['a', join(folder, 'a.yaml')],
      ['b', join(folder, 'iam/b.yml')],
    ]);
  });

  test('sets a bad rule aside with the reason and loads the others', () => {
    const bad = write('bad.yml', 'title: [');
    write('good.yml', rule('good'));
    const { rules, refused } = loadRules([folder]);
    expect(rules.map(({ id }) => id)).toEqual(['good']);
    expect(refused).toEqual([{ file: bad, error: expect.objectContaining({ code: 'KT_RULE_INVALID', fault: 'bad-yaml' }) }]);
  });

  test('sets the second rule of an id aside, and reads a file that is named twice once', () => {
    const first = write('1.yml', rule('same'));
    write('2.yml', rule('same'));
    const { rules, refused } = loadRules([folder, first]);
    expect(rules.map(({ source }) => source)).toEqual([first]);
    expect(refused.map(({ error }) => error.message)).toEqual([`${join(folder, '2.yml')}, field "id": same is the id of ${first} too.`]);
  });

  test('a path that does not exist, and a folder without rules, are errors', () => {
    expect(() => loadRules([join(folder, 'nothing')])).toThrow(expect.objectContaining({ code: 'KT_INPUT_MISSING' }));
    expect(() => loadRules([folder])).toThrow(expect.objectContaining({ code: 'KT_INPUT_MISSING' }));
  });

  test('finds the built-in rules', () => {
    expect(loadRules([builtinRulesPath()]).refused).toEqual([]);
  });
});
