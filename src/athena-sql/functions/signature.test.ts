import { expect, test } from 'vitest';
import { simple } from '../type.ts';
import { signatureOf } from './signature.ts';

const type = (kind: Parameters<typeof simple>[0]) => ({ kind: 'type', type: simple(kind) });
const variable = (name: string) => ({ kind: 'variable', name });

test('a signature is read as the manual writes it', () => {
  expect(signatureOf('now() -> timestamp with time zone')).toEqual({
    name: 'now',
    parameters: [],
    variadic: false,
    result: type('timestamp with time zone'),
  });
  expect(signatureOf('concat(varchar, varchar...) -> varchar')).toEqual({
    name: 'concat',
    parameters: [type('varchar'), type('varchar')],
    variadic: true,
    result: type('varchar'),
  });
  expect(signatureOf('reduce(array(T), S, (S, T) => S) -> map(K, array(V))')).toEqual({
    name: 'reduce',
    parameters: [
      { kind: 'array', element: variable('T') },
      variable('S'),
      { kind: 'lambda', parameters: [variable('S'), variable('T')], result: variable('S') },
    ],
    variadic: false,
    result: { kind: 'map', key: variable('K'), value: { kind: 'array', element: variable('V') } },
  });
});

test('what is no signature is a mistake of the table', () => {
  expect(() => signatureOf('lower varchar')).toThrow('not a signature');
});
