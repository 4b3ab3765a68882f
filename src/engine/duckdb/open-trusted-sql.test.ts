import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { openTrustedSql } from './open-trusted-sql.ts';

test('runs statements of its own with values that are never text of the statement', async () => {
  const sql = await openTrustedSql({ temporaryDirectory: tmpdir() });
  expect((await sql.run('SELECT $1, length($2)', ["a' OR true --", 'ü'])).rows).toEqual([["a' OR true --", 1]]);
  sql.close();
});

test.skipIf(!existsSync('/dev/full'))('says that the disk is full', async () => {
  const sql = await openTrustedSql({ temporaryDirectory: tmpdir() });
  await expect(sql.run(`COPY (SELECT 1 AS v) TO '/dev/full' (FORMAT parquet)`)).rejects.toMatchObject({ code: 'KT_DISK_FULL' });
  sql.close();
});
