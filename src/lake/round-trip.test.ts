import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { collect } from './collect.ts';
import { openLake } from './open-lake.ts';

/** JSON text with whatever strings JSON can hold: controls, halves of surrogate pairs, quotes, brackets. */
const json = fc.json({ stringUnit: 'binary', maxDepth: 3 });
const string = fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text));
const unicode = (literal: string): string => Buffer.from(JSON.parse(literal), 'utf8').toString('utf8');

test('whatever stands in the records, no other record suffers, and all comes back as it was', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'keytrail-'));
  let run = 0;
  const records = fc.array(fc.record({ parameters: json, agent: string, name: string }), { minLength: 20, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(records, async (drawn) => {
      run += 1;
      const file = join(folder, `${run}.jsonl`);
      const texts = drawn.map(
        ({ parameters, agent, name }, at) =>
          `{"eventID":"${String(at).padStart(3, '0')}","eventTime":"2026-01-07T02:25:18Z","requestParameters":${parameters},"userAgent":${agent},` +
          `"awsRegion":${name},"recipientAccountId":${name},"userIdentity":{"userName":${name},"onBehalfOf":${parameters}}}`,
      );
      await writeFile(file, texts.join('\n'));
      const directory = join(folder, `lake-${run}`);
      expect(await collect(directory, [file])).toMatchObject({ events: texts.length, copies: 0, recordsGivenUp: [] });
      const lake = await openLake(directory);
      const engine = await lake.engine();
      const { rows } = await engine.query(
        'SELECT requestparameters, useragent, useridentity.username, region_partition FROM irworkshopgluetablecloudtrail ORDER BY eventid',
      );
      expect(rows).toEqual(
        drawn.map(({ parameters, agent, name }) => [parameters === 'null' ? null : parameters, unicode(agent), unicode(name), unicode(name)]),
      );
      expect(await lake.rawRecord('007')).toBe(texts[7]);
      await lake.close();
    }),
    { numRuns: 15 },
  );
});
