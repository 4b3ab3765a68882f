import { execFile, spawn, spawnSync } from 'node:child_process';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { DATABASE } from '../../../src/core/cloudtrail-table.ts';

/** What Trino answers: rows, or the name of its error. */
export type TrinoAnswer =
  | { readonly columns: readonly { readonly name: string; readonly type: string }[]; readonly rows: readonly (readonly unknown[])[] }
  | { readonly error: string; readonly message: string };

/** A Trino with one empty schema. */
export interface Trino {
  /** Asks one statement, and gets an answer whatever the statement is. */
  readonly ask: (sql: string) => Promise<TrinoAnswer>;
  /** Asks a statement of the tests themselves, which must not fail. */
  readonly required: (sql: string) => Promise<void>;
  readonly stop: () => void;
}

const here = fileURLToPath(new URL('.', import.meta.url));
/** The last Trino that runs on Java 17; the version stands in pom.xml too. */
const jars = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'keytrail', 'trino-435');

/** What is missing on this machine to run Trino, or null. */
export function missingForTrino(): string | null {
  const [, version = '0'] = /version "(\d+)/.exec(spawnSync('java', ['-version'], { encoding: 'utf8' }).stderr ?? '') ?? [];
  if (Number(version) < 17) return 'a JDK of version 17 or newer';
  return spawnSync('mvn', ['--version']).status === 0 ? null : 'Maven';
}

/** A Java program of this folder, among the classes of Trino, and the lines that it prints. */
export async function runJava(program: string, ...words: readonly string[]) {
  await fetchJars();
  // Short-lived: the first compiler is enough, and two cores are shared with others.
  const options = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xmx2g', '-cp', join(jars, '*')];
  const { stdin, stdout } = spawn('java', [...options, join(here, program), ...words], { stdio: ['pipe', 'pipe', 'ignore'] });
  return { stdin, lines: createInterface({ input: stdout })[Symbol.asyncIterator]() };
}

/** Starts Trino within a Java program that is given statements and prints answers, a line each. */
export async function startTrino(): Promise<Trino> {
  const { stdin, lines: answers } = await runJava('TrinoAnswers.java', 'awsdatacatalog', DATABASE);
  const ask = async (sql: string): Promise<TrinoAnswer> => {
    stdin.write(`${JSON.stringify({ sql })}\n`);
    const { value, done } = await answers.next();
    if (done) throw new Error(`Trino stopped at: ${sql.slice(0, 500)}`);
    return JSON.parse(value) as TrinoAnswer;
  };
  return {
    ask,
    required: async (sql) => {
      const answer = await ask(sql);
      if ('error' in answer) throw new Error(`Trino: ${answer.message}\n${sql.slice(0, 500)}`);
    },
    stop: () => stdin.end(),
  };
}

/** Maven fetches Trino once; the folder appears whole or not at all. */
async function fetchJars(): Promise<void> {
  if (await stat(jars).catch(() => null)) return;
  const partial = `${jars}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  const options = ['--batch-mode', '--quiet', '-f', join(here, 'pom.xml'), 'dependency:copy-dependencies', `-DoutputDirectory=${partial}`];
  await promisify(execFile)('mvn', options, { maxBuffer: 16_000_000 });
  await rename(partial, jars);
}
