import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { printableJson } from '../../report/printable-json.ts';
import type { Answer, Format } from './answer.ts';
import { answerLines } from './answer-lines.ts';
import { displayWidth } from './display-width.ts';

const rows = (columns: readonly string[], ...rows: Extract<Answer, { kind: 'rows' }>['rows'][number][]): Answer => ({ kind: 'rows', columns, rows });
const lines = (answer: Answer, format: Format, width = 80): string[] => [...answerLines(answer, format, width)];

describe('json', () => {
  test('an array of row objects; numbers that JSON cannot hold exactly leave as text', () => {
    const answer = rows(['a', 'b', 'c'], [null, 9007199254740993n, 12n], [true, Number.NaN, [1, { x: 'y' }]]);
    expect(lines(answer, 'json')).toEqual(['[', '{"a":null,"b":"9007199254740993","c":12},', '{"a":true,"b":"NaN","c":[1,{"x":"y"}]}', ']']);
    expect(lines(answer, 'jsonl')).toEqual(['{"a":null,"b":"9007199254740993","c":12}', '{"a":true,"b":"NaN","c":[1,{"x":"y"}]}']);
  });

  test('no row is an empty array', () => {
    expect(JSON.parse(lines(rows(['a']), 'json').join('\n'))).toEqual([]);
    expect(lines(rows(['a']), 'jsonl')).toEqual([]);
  });

  test('a column named __proto__ is a member like others', () => {
    expect(lines(rows(['__proto__'], ['x']), 'jsonl')).toEqual(['{"__proto__":"x"}']);
  });

  test('what a terminal obeys is written as an escape', () => {
    expect(lines(rows(['a'], ['\u001b[31m\u009b2J\u202e\ufeff']), 'jsonl')).toEqual(['{"a":"\\u001b[31m\\u009b2J\\u202e\\ufeff"}']);
  });

  test('any text comes back the same, and holds no raw control character', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (texts) => {
        const json = lines(rows(['a'], ...texts.map((text) => [text])), 'json').join('\n');
        expect(json).not.toMatch(/[^\P{C}\n]/u);
        expect(JSON.parse(json)).toEqual(texts.map((a) => ({ a })));
      }),
    );
  });

  test('a document is indented, and one line as jsonl', () => {
    const answer: Answer = { kind: 'document', document: { a: [1] }, lines: () => ['text'] };
    expect(lines(answer, 'json')).toEqual(['{', '  "a": [', '    1', '  ]', '}']);
    expect(lines(answer, 'jsonl')).toEqual(['{"a":[1]}']);
    expect(lines(answer, 'table')).toEqual(['text']);
    expect(lines({ ...answer, items: [{ b: 2 }, { b: 3 }] }, 'jsonl')).toEqual(['{"b":2}', '{"b":3}']);
  });

  test('a document goes out in pieces that read as JSON.stringify writes it', () => {
    const document = fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.array(fc.jsonValue()), fc.constant({ a: undefined, b: [undefined] }));
    fc.assert(
      fc.property(document, (value) => {
        const answer: Answer = { kind: 'document', document: value, lines: () => [] };
        expect(JSON.parse(lines(answer, 'json').join('\n'))).toEqual(JSON.parse(JSON.stringify(value)));
        expect(lines(answer, 'json').join('\n')).toBe(printableJson(JSON.stringify(value, null, 2)));
      }),
    );
  });
});

describe('csv', () => {
  test('null is an empty field, an empty text is quoted, and quotes, commas and line breaks are kept', () => {
    expect(lines(rows(['a', 'b'], [null, ''], ['x,"y"', 'one\ntwo']), 'csv')).toEqual(['a,b', ',""', '"x,""y""","one\ntwo"']);
  });

  test('a text that a spreadsheet would run gets an apostrophe; a negative number does not', () => {
    expect(lines(rows(['=a'], ['=HYPERLINK("x")'], ['+1'], ['-1'], ['@x'], ['\tx'], [-1]), 'csv')).toEqual([
      "'=a",
      `"'=HYPERLINK(""x"")"`,
      "'+1",
      "'-1",
      "'@x",
      "'\tx",
      '-1',
    ]);
  });

  test('structures are written as Athena prints them', () => {
    expect(lines(rows(['a'], [{ type: 'IAMUser', tags: ['x', null] }]), 'csv')).toEqual(['a', '"{type=IAMUser, tags=[x, null]}"']);
  });

  test('a document may have rows for it', () => {
    const answer: Answer = { kind: 'document', document: {}, lines: () => [], rows: { columns: ['a'], rows: [['x']] } };
    expect(lines(answer, 'csv')).toEqual(['a', 'x']);
  });

  test('a document without rows has no such form', () => {
    expect(() => answerLines({ kind: 'document', document: {}, lines: () => [] }, 'csv', 80)).toThrow('documentFlags');
  });
});

describe('table', () => {
  test('columns are as wide as they need to be', () => {
    expect(lines(rows(['eventname', 'n'], ['CreateUser', 12], [null, 7]), 'table')).toEqual([
      'eventname   n',
      '----------  --',
      'CreateUser  12',
      'null        7',
    ]);
  });

  test('the widest column is wrapped where the terminal is too narrow', () => {
    expect(lines(rows(['id', 'text'], ['e1', 'abcdefghijklmnop'], ['e2', 'x']), 'table', 14)).toEqual([
      'id  text',
      '--  ----------',
      'e1  abcdefghij',
      '    klmnop',
      'e2  x',
    ]);
  });

  test('words stay whole where they fit', () => {
    expect(lines(rows(['id', 'text'], ['e1', 'who called from'], ['e2', 'x']), 'table', 14)).toEqual([
      'id  text',
      '--  ----------',
      'e1  who called',
      '     from',
      'e2  x',
    ]);
  });

  test('breaks sentences before ids and times, as far as there is room', () => {
    const answer = rows(['what', 'who', 'when'], ['User created with a key', 'AKIAIAAAAAAAAEXAMPLE', '2026-01-07T02:25:18Z']);
    // 20 columns each for the id and the time, two gaps of 2: 16 are left of 60.
    expect(lines(answer, 'table', 60)).toEqual([
      'what              who                   when',
      '----------------  --------------------  --------------------',
      'User created      AKIAIAAAAAAAAEXAMPLE  2026-01-07T02:25:18Z',
      'with a key',
    ]);
  });

  test('columns that do not fit beside each other stand below each other', () => {
    expect(lines(rows(['eventname', 'sourceipaddress'], ['ConsoleLogin', '203.0.113.77']), 'table', 12)).toEqual([
      '--- row 1',
      'eventname        ConsoleLogin',
      'sourceipaddress  203.0.113.77',
    ]);
  });

  test('escapes and line breaks of a log value are shown, not obeyed', () => {
    expect(lines(rows(['a'], ['\u001b[2J\r\nx\u202ey']), 'table').at(-1)).toBe('\\u001B[2J\\r\\nx\\u202Ey');
  });

  test('wide letters count two columns', () => {
    expect(lines(rows(['a', 'b'], ['日本', 'x'], ['abc', 'y']), 'table').slice(-2)).toEqual(['日本  x', 'abc   y']);
  });

  test('no line is wider than the terminal, and no letter is lost', () => {
    const words = fc.array(fc.string({ unit: fc.constantFrom('a', 'Z', '日', '{', ' ', 'é'), maxLength: 60 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(words, fc.integer({ min: 20, max: 60 }), (texts, width) => {
        const table = lines(rows(['n', 'text'], ...texts.map((text, n) => [n, text])), 'table', width);
        for (const line of table) expect(displayWidth(line)).toBeLessThanOrEqual(width);
        const letters = (text: string): string => text.replaceAll(/[\s\d]/g, '');
        expect(letters(table.slice(2).join(''))).toBe(letters(texts.join('')));
      }),
    );
  });
});
