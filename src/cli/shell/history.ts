import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivateFolder } from '../../lake/private-folder.ts';

/** The lines typed in earlier sessions, newest first, as readline keeps them. */
export interface History {
  load(): string[];
  save(lines: readonly string[]): void;
}

/**
 * History in a file of a private folder: queries name the keys and people of a case.
 *
 * @param folder `.keytrail`; made when it is not there
 */
export function historyFile(folder: string): History {
  const file = join(folder, 'sql-history');
  return {
    load() {
      try {
        return readFileSync(file, 'utf8').split('\n').filter(Boolean).reverse();
      } catch {
        return [];
      }
    },
    save(lines) {
      try {
        makePrivateFolder(folder);
        writeFileSync(file, `${lines.toReversed().join('\n')}\n`, { mode: 0o600 });
      } catch {
        // A folder that cannot be written (evidence mounted read-only) costs the history, not the session.
      }
    },
  };
}
