import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { groupBy } from '../../src/core/group-by.ts';

/** Digits of accounts and letters of ids that the simulation does not use in these places. A second place tells further companies apart. */
const digits = '345678901';
const letters = 'BCDEFGHJK';

/**
 * Makes more of the logs that a simulation wrote: further companies that do the same at the same time, under accounts, ids, keys and addresses of their own. Nothing of
 * them meets the first company, so that a case in it stays what it was. There is a file for each of its folders, with all records of the day and region.
 *
 * @param logs folder that the simulation wrote its logs into
 * @param companies how many, at most 90
 */
export async function growLogs(logs: string, target: string, companies: number): Promise<void> {
  const names = (await readdir(logs, { recursive: true })).filter((name) => name.endsWith('.json.gz') && name.includes('/CloudTrail/'));
  for (const [folder, files] of groupBy(names, dirname)) {
    const bodies = await Promise.all(files.map(async (name) => recordsIn(await readFile(join(logs, name)))));
    const text = `{"Records":[${bodies.join(',')}]}`;
    for (let company = 0; company < companies; company += 1) {
      const path = join(target, `${company}`, ofCompany(folder, company));
      await mkdir(path, { recursive: true });
      await writeFile(join(path, 'joined.json.gz'), gzipSync(ofCompany(text, company), { level: 1 }));
    }
  }
}

const recordsIn = (file: Uint8Array): string => gunzipSync(file).toString().slice('{"Records":['.length, -']}'.length);

const ofCompany = (text: string, company: number): string => {
  const [one, ten] = [company % digits.length, Math.trunc(company / digits.length)];
  const second = (written: string, signs: string): string => (ten === 0 ? written : (signs[ten - 1] ?? written));
  return text
    .replaceAll(/\b(\d{4})\d(\d)(\d{6})\b/g, (_, head: string, next: string, tail: string) => `${head}${digits[one]}${second(next, digits)}${tail}`)
    .replaceAll(/\b(A(?:KIA|SIA|IDA|ROA|NPA|GPA))I([A-Z])/g, (_, kind: string, next: string) => `${kind}${letters[one]}${second(next, letters)}`)
    .replaceAll(/"(eventID|sharedEventID|requestID)":"([0-9a-f]{2})/g, (_, member: string, byte: string) => `"${member}":"${turned(byte, company)}`)
    .replaceAll(/"sourceIPAddress":"(\d+)\./g, (_, byte: string) => `"sourceIPAddress":"${((Number(byte) + 17 * (company + 1)) % 223) + 1}.`);
};

const turned = (byte: string, company: number): string => ((Number.parseInt(byte, 16) + 23 * (company + 1)) % 256).toString(16).padStart(2, '0');
