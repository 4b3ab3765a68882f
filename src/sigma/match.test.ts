import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../core/json.ts';
import { compileRule } from './compile-rules.ts';
import { matches } from './match.ts';

const ruleOf = (detection: object) => compileRule(JSON.stringify({ title: 'T', detection }), 'r.yml');
const found = (selection: object, event: JsonObject): boolean => matches(ruleOf({ s: selection, condition: 's' }), event);

describe('matches', () => {
  test('a member whose name holds the dots goes before a nested one', () => {
    expect(found({ 'a.b': 'flat' }, { 'a.b': 'flat', a: { b: 'nested' } })).toBe(true);
    expect(found({ 'a.b': 'nested' }, { 'a.b': 'flat', a: { b: 'nested' } })).toBe(false);
    expect(found({ 'a.b.c': 'x' }, { a: { 'b.c': 'x' } })).toBe(true);
  });

  test('all may be satisfied by different elements of an array', () => {
    const event = { r: [{ arn: 'one' }, { arn: 'two' }] };
    expect(found({ 'r.arn|contains|all': ['one', 'two'] }, event)).toBe(true);
    expect(found({ 'r.arn|contains|all': ['one', 'three'] }, event)).toBe(false);
  });

  test('a number is equal as number or as text', () => {
    expect(found({ port: 443 }, { port: '443.0' })).toBe(true);
    expect(found({ port: 443 }, { port: '0x1BB' })).toBe(false);
    expect(found({ port: 443 }, { port: '' })).toBe(false);
  });

  test('an object is searched as JSON and as decoded text', () => {
    const event = { requestParameters: { policyDocument: '{"Action":"s3:GetObject"}' } };
    expect(found({ 'requestParameters|contains': '"Action":"s3:GetObject"' }, event)).toBe(true);
    expect(found({ 'requestParameters|contains': '"policyDocument"' }, event)).toBe(true);
  });

  test('a null inside an array is null, an empty array is not', () => {
    expect(found({ f: null }, { f: ['x', null] })).toBe(true);
    expect(found({ f: null }, { f: [] })).toBe(false);
    expect(found({ 'f|exists': true }, { f: [] })).toBe(true);
  });

  test('a forged record that nests without end is searched like any other', () => {
    const deep = (open: string, close: string): JsonObject => JSON.parse(`{"a": ${open.repeat(50_000)}"evil"${close.repeat(50_000)}}`);
    expect(found({ a: 'evil' }, deep('[', ']'))).toBe(true);
    expect(found({ 'a|contains': 'evil' }, deep('{"x":', '}'))).toBe(true);
    expect(found({ 'a.x': 'y' }, deep('[', ']'))).toBe(false);
    expect(matches(ruleOf({ words: ['evil'], condition: 'words' }), deep('[', ']'))).toBe(true);
  });

  test('names of the prototype are ordinary names', () => {
    expect(found({ 'constructor.name|exists': true }, {})).toBe(false);
    expect(found({ '__proto__.x': 'y' }, JSON.parse('{"__proto__": {"x": "y"}}'))).toBe(true);
  });

  test('a condition means what its tree means', () => {
    type Tree = { readonly text: string; readonly value: (event: JsonObject) => boolean };
    const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom('a', 'b', 'c').map((name): Tree => ({ text: name, value: (event) => event[name] === 1 })),
        tie('tree').map(({ text, value }): Tree => ({ text: `not (${text})`, value: (event) => !value(event) })),
        fc
          .tuple(tie('tree'), tie('tree'))
          .map(([x, y]): Tree => ({ text: `(${x.text}) and (${y.text})`, value: (event) => x.value(event) && y.value(event) })),
        fc
          .tuple(tie('tree'), tie('tree'))
          .map(([x, y]): Tree => ({ text: `(${x.text}) or (${y.text})`, value: (event) => x.value(event) || y.value(event) })),
      ),
    }));
    const event = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom(0, 1));
    fc.assert(
      fc.property(tree, event, ({ text, value }, one) => {
        expect(matches(ruleOf({ a: { a: 1 }, b: { b: 1 }, c: { c: 1 }, condition: text }), one)).toBe(value(one));
      }),
    );
  });
});
