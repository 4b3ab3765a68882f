import { KeytrailError } from '../../core/errors.ts';
import { foreseeForgetting, forgetEvents } from '../../lake/forget/forget-events.ts';
import { type Forgetting, forgettingSource } from '../../lake/forget/forgetting.ts';
import { counted } from '../../report/content/counts.ts';
import { canAsk, typedWord } from '../ask/typed-word.ts';
import type { CliContext } from '../context.ts';
import { openOutput } from '../output/output.ts';
import { type LakeFlags, lakeDirectory, type SharedFlags } from '../shared-flags.ts';
import { forgettingLines } from '../views/forgetting-lines.ts';

export interface LakeForgetFlags extends SharedFlags, LakeFlags {
  readonly before?: string;
  readonly account?: string;
  readonly source?: string;
  readonly all: boolean;
  readonly yes: boolean;
}

const WORD = 'forget';

/** `keytrail lake forget` */
export async function run(this: CliContext, flags: LakeForgetFlags): Promise<void> {
  const forgetting = await forgettingOf(flags);
  const output = openOutput(flags, this.terminal);
  const lake = lakeDirectory(flags, this.terminal.env);
  if (!flags.yes) {
    const foreseen = await foreseeForgetting(lake, forgetting);
    for (const line of forgettingLines(forgetting, foreseen)) this.terminal.stderr.write(`${line}\n`);
    if (foreseen.events + foreseen.files === 0) throw refused('there is nothing of it in the lake', 'See what there is: keytrail lake');
    if (!canAsk(this.terminal)) throw refused('there is no terminal to ask for the word', 'Add --yes to go on without the word.');
    if (!(await typedWord(WORD, this.terminal, this.signal))) throw refused('the word was not typed', `Type ${WORD} when you are asked.`);
  }
  const summary = ({ events }: { readonly events: number }): string => `${counted(events, 'event')} forgotten`;
  const report = await output.progress.during('forget', () => forgetEvents(lake, forgetting), summary);
  output.print({ kind: 'document', document: { forgotten: forgetting, ...report }, lines: () => [...forgettingLines(forgetting, report)] });
}

const refused = (why: string, hint: string): KeytrailError => new KeytrailError('KT_USAGE', `nothing was forgotten: ${why}.`, { hint });

async function forgettingOf({ before, account, source, all }: LakeForgetFlags): Promise<Forgetting> {
  const given: Forgetting[] = [
    ...(before === undefined ? [] : [{ kind: 'before', time: before } as const]),
    ...(account === undefined ? [] : [{ kind: 'account', account } as const]),
    ...(source === undefined ? [] : [await forgettingSource(source)]),
    ...(all ? [{ kind: 'all' } as const] : []),
  ];
  const [first] = given;
  if (first !== undefined && given.length === 1) return first;
  const number = first === undefined ? 'nothing says which events' : 'one of them at a time';
  throw new KeytrailError('KT_USAGE', `lake forget takes --before, --account, --source or --all: ${number}.`, {
    hint: 'For example: keytrail lake forget --before 2026-01-01',
  });
}
