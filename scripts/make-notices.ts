import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, writeOrCheck } from './generated-file.ts';

/*
 * Writes THIRD_PARTY_NOTICES: the licences of what is installed with the package or lies in it.
 *
 *   npx tsx scripts/make-notices.ts           writes the file
 *   npx tsx scripts/make-notices.ts --check   fails when the file is not what the installed packages give
 */

interface Work {
  /** Folder of the package, from the root. */
  readonly path: string;
  readonly note?: string;
}

/** Development packages from which something is bundled into src. */
const bundled: readonly Work[] = [
  {
    path: 'node_modules/dt-sql-parser',
    note: 'Bundled in src/athena-sql/vendor. Its Trino grammar is an adaptation of that of Trino (Apache License 2.0, see LICENSE).',
  },
  { path: 'node_modules/antlr4ng', note: 'Bundled in src/athena-sql/vendor.' },
];

const attack = `MITRE ATT&CK

Names and identifiers of ATT&CK techniques and tactics stand in detection rules and in reports.

(c) The MITRE Corporation. This work is reproduced and distributed with the permission of The MITRE Corporation.
MITRE ATT&CK and ATT&CK are registered trademarks of The MITRE Corporation.
Terms: https://attack.mitre.org/resources/legal-and-branding/terms-of-use/
`;

const read = (path: string): string => readFileSync(join(root, path), 'utf8').replaceAll('\r\n', '\n').trim();
const readJson = <T>(path: string): T => JSON.parse(read(path)) as T;

/** Packages with `os` are the compiled halves of others, one for each platform, under their licence: which are installed depends on the machine. */
function productionPackages(): Work[] {
  const { packages } = readJson<{ packages: Readonly<Record<string, { dev?: true; os?: string[] }>> }>('package-lock.json');
  return Object.entries(packages)
    .filter(([path, entry]) => path !== '' && entry.dev !== true && entry.os === undefined)
    .map(([path]) => ({ path }));
}

function notice({ path, note }: Work): string {
  const { name, version, license, homepage } = readJson<Readonly<Record<string, string>>>(join(path, 'package.json'));
  if (typeof license !== 'string') throw new Error(`${name} does not name its licence in package.json`);
  const title = [`${name} ${version} (${license})`, homepage, note].filter((line) => line !== undefined);
  return `${title.join('\n')}\n\n${licenceText(path) ?? `The package carries no text of its licence, ${license}.`}\n`;
}

function licenceText(path: string): string | null {
  const file = readdirSync(join(root, path)).find((name) => /^licen[cs]e(\.(md|txt))?$/i.test(name));
  return file === undefined ? null : read(join(path, file));
}

const RULE = `\n${'='.repeat(78)}\n\n`;
const introduction = 'keytrail is licensed under the Apache License 2.0 (LICENSE). It is installed with, or holds parts of, the following works.\n';
writeOrCheck('THIRD_PARTY_NOTICES', [introduction, ...[...productionPackages(), ...bundled].map(notice), attack].join(RULE), 'make-notices.ts');
