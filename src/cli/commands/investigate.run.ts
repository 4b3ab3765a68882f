import { dirname, resolve } from 'node:path';
import type { AccountFiles } from '../../app/account-documents.ts';
import { readMarks, saveCase, type Word } from '../../app/case-folder.ts';
import { investigateLake, investigateTable } from '../../app/investigate.ts';
import { writeDocument } from '../../app/write-document.ts';
import type { MarkedActor } from '../../core/case-marks.ts';
import { KeytrailError } from '../../core/errors.ts';
import { renderReport, reportEndingOf } from '../../report/render-report.ts';
import type { CliContext } from '../context.ts';
import { remoteTable, type TableFlags } from '../engine-flags.ts';
import { openOutput } from '../output/output.ts';
import { type RedactFlags, type Redaction, redacting } from '../redaction.ts';
import { remoteEffects } from '../remote-effects.ts';
import { type LakeFlags, lakeDirectory, type SharedFlags } from '../shared-flags.ts';
import { type TimeFlags, windowOf } from '../time-flags.ts';
import { installedVersion } from '../version.ts';
import { caseLines } from '../views/case-lines.ts';
import { changeLines } from '../views/change-lines.ts';

export interface InvestigateFlags extends SharedFlags, LakeFlags, RedactFlags, TimeFlags, AccountFiles, TableFlags {
  readonly report?: readonly string[];
  readonly mine?: readonly string[];
  readonly attacker?: readonly string[];
  readonly mark?: readonly (readonly [eventId: string, actor: MarkedActor])[];
  readonly save?: string;
  readonly geo?: readonly string[];
}

/** `keytrail investigate SUBJECT...` */
export async function run(this: CliContext, flags: InvestigateFlags, ...subjects: string[]): Promise<void> {
  await redacting(flags, this.terminal.env, (redaction) => investigate(this, flags, subjects, redaction));
}

async function investigate(
  { terminal, commandLine, signal }: CliContext,
  flags: InvestigateFlags,
  subjects: readonly string[],
  redaction: Redaction,
): Promise<void> {
  // Endings are looked at first: a case may take minutes.
  const reports = (flags.report ?? []).map((file) => ({ file, ending: reportEndingOf(file) }));
  const [only = '', ...more] = subjects;
  const kept = more.length === 0 ? await readMarks(only) : null;
  const folder = flags.save ?? (kept === null ? null : only);
  const amongKept = folder === null || !flags.redact ? undefined : reports.find(({ file }) => dirname(resolve(file)) === resolve(folder));
  if (amongKept !== undefined && folder !== null) throw redactedAmongReal(amongKept.file, folder);
  const word = wordOf(flags, kept ?? { subjects, mine: [], attackers: [], calls: {} });
  const request = {
    ...word,
    ...accountFilesOf(flags),
    ...(flags.geo === undefined ? {} : { geo: flags.geo }),
    command: commandLine,
    version: installedVersion(),
  };
  const table = remoteTable(flags, { terminal, signal });
  const made =
    table === null
      ? await investigateLake({ ...request, lake: lakeDirectory(flags, terminal.env) }, { now })
      : await investigateTable({ ...request, table }, { now, ...remoteEffects(terminal, true, flags.quiet) });
  const document = redaction.case(made);
  for (const { file, ending } of reports) await writeDocument(file, renderReport(document, ending));
  // What is kept is gone on with, and needs the real ids; what leaves is redacted.
  const changes = folder === null ? null : redaction.value(await saveCase(folder, made, { ...word, subjects: made.subjects.map(({ id }) => id) }));
  const output = openOutput(flags, terminal);
  if (folder !== null && flags.redact)
    output.warn(`"${redaction.text(folder)}" keeps the case with its real ids, for going on with it: pass on the reports alone.`);
  output.print({
    kind: 'document',
    document,
    lines: function* (width) {
      if (changes !== null) yield* changeLines(changes, width);
      yield* caseLines(document, width);
    },
  });
}

const now = (): Date => new Date();

const accountFilesOf = ({ authorizationDetails, credentialReport }: AccountFiles): AccountFiles => ({
  ...(authorizationDetails === undefined ? {} : { authorizationDetails }),
  ...(credentialReport === undefined ? {} : { credentialReport }),
});

const redactedAmongReal = (file: string, folder: string): KeytrailError =>
  new KeytrailError('KT_USAGE', `"${file}" lies in "${folder}", where the case is kept with its real ids: it could be taken for one of them.`, {
    hint: 'Write the redacted report to another folder.',
  });

/** What was said before, and what the flags add to it. */
const wordOf = ({ mine = [], attacker = [], mark = [], ...flags }: InvestigateFlags, before: Word): Word => ({
  ...before,
  mine: [...new Set([...before.mine, ...mine])],
  attackers: [...new Set([...before.attackers, ...attacker])],
  calls: { ...before.calls, ...Object.fromEntries(mark) },
  ...windowOf(flags),
});
