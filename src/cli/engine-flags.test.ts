import { expect, test } from 'vitest';
import { type EngineFlags, remoteEngine } from './engine-flags.ts';

test('the lake answers when no other engine is named', () => {
  expect(remoteEngine({ engine: 'duckdb' }, {})).toBeNull();
});

test('a Trino is asked with what the environment knows, and Athena up to 100 GiB', () => {
  const trino: EngineFlags = { engine: 'trino', server: 'https://trino', user: 'ana', catalog: 'hive' };
  expect(remoteEngine(trino, { TRINO_PASSWORD: 'secret' })).toEqual({
    engine: 'trino',
    server: { url: 'https://trino', user: 'ana', catalog: 'hive', password: 'secret' },
  });
  expect(remoteEngine({ engine: 'athena', region: 'eu-west-1', database: 'logs' }, {})).toEqual({
    engine: 'athena',
    aws: { region: 'eu-west-1' },
    place: { database: 'logs' },
    maxScan: 107_374_182_400,
  });
});

test.each<[flags: EngineFlags, env: Record<string, string>, message: RegExp]>([
  [{ engine: 'trino' }, {}, /needs an address/],
  [{ engine: 'trino', server: 'https://t' }, { TRINO_PASSWORD: 'a', TRINO_ACCESS_TOKEN: 'b' }, /both set/],
  [{ engine: 'duckdb', outputLocation: 's3://b/' }, {}, /^--output-location is for --engine athena\.$/],
  [{ engine: 'trino', server: 'https://t', region: 'eu-west-1' }, {}, /--region is for --engine athena/],
  [{ engine: 'duckdb', catalog: 'hive' }, {}, /--catalog is for --engine trino or athena/],
])('%j is refused', (flags, env, message) => {
  expect(() => remoteEngine(flags, env)).toThrow(message);
});
