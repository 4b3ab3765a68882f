import { quoteName } from '../athena-sql/duckdb-text.ts';
import { indexedColumns, ROW_GROUP_COLUMN } from '../core/indexed-columns.ts';
import type { TrustedSql } from '../engine/duckdb/open-trusted-sql.ts';
import { rowGroupBlock } from '../engine/duckdb/row-group-index.ts';
import { textHash } from '../engine/duckdb/text-hash.ts';
import { indexedLeaf } from './parquet/indexed-leaf.ts';
import { StagedFile } from './staged-file.ts';
import { parquet } from './table-layout.ts';

/** Writes the index of the row groups of a Parquet file that DuckDB has written: of what stands in it, and of nothing that stood there before. */
export async function writeIndex(sql: TrustedSql, events: string, target: string): Promise<void> {
  const index = new StagedFile(target);
  try {
    for (const [number, column] of indexedColumns.entries()) {
      const { rows } = await sql.run(
        `SELECT ${ROW_GROUP_COLUMN}, list(DISTINCT ${quoteName(indexedLeaf(column))}) FROM ${parquet([events])} GROUP BY 1 ORDER BY 1`,
      );
      for (const [rowGroup, texts] of rows) {
        const known = Array.isArray(texts) ? texts.filter((text): text is string => typeof text === 'string') : [];
        index.append(
          rowGroupBlock(
            Number(rowGroup),
            number,
            known.map((text) => textHash(Buffer.from(text))),
          ),
        );
      }
    }
  } finally {
    index.finish();
  }
}
