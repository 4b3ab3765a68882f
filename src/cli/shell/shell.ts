import { createInterface, type Interface } from 'node:readline';
import { namedQueries } from '../../app/named-queries.ts';
import { KeytrailError } from '../../core/errors.ts';
import type { SqlEngine } from '../../engine/sql-engine.ts';
import { visibleLines } from '../output/visible-lines.ts';
import type { Terminal } from '../terminal.ts';
import { answerAction } from './answer-action.ts';
import { type Action, backslashAction } from './backslash-commands.ts';
import { completion } from './completion.ts';
import type { History } from './history.ts';
import type { Pager } from './pager.ts';
import { openScreen } from './screen.ts';
import type { Session } from './session.ts';
import { statementBuffer } from './statement-buffer.ts';
import { typedLines } from './typed-lines.ts';

const PROMPT = 'sql> ';
const CONTINUED = '  -> ';
const HISTORY_LINES = 1000;

/** What the shell does beside talking to the terminal. */
export interface ShellEffects {
  readonly history: History;
  /** Null where results are never paged. */
  readonly pager: Pager | null;
  /** Milliseconds of a clock that runs evenly. */
  readonly now: () => number;
}

/** The SQL shell: reads statements from a terminal and shows their results until `\q` or Ctrl-D. No error ends it. */
export async function runShell(engine: SqlEngine, session: Session, terminal: Terminal, { history, pager, now }: ShellEffects): Promise<void> {
  const { stdin, stdout, stderr } = terminal;
  const buffer = statementBuffer();
  const queryIds = namedQueries().map(({ id }) => id);
  const lines = createInterface({
    input: stdin,
    output: stdout,
    terminal: true,
    history: history.load(),
    historySize: HISTORY_LINES,
    completer: (line: string) => completion(buffer.text, line, queryIds),
  });
  const screen = openScreen(terminal, pager && ((shown) => whilePaused(lines, () => pager(shown))));
  const typed = typedLines(history);
  let running: AbortController | null = null;

  const ask = (): void => {
    lines.setPrompt(buffer.isEmpty ? PROMPT : CONTINUED);
    lines.prompt();
  };
  const actionsOf = (line: string): readonly Action[] => {
    const command = buffer.isEmpty ? backslashAction(line, session) : null;
    return command === null ? buffer.add(line).map((statement) => ({ kind: 'query', statement })) : [command];
  };
  const attempt = async (work: (signal: AbortSignal) => Promise<void> | void): Promise<void> => {
    running = new AbortController();
    const { signal } = running;
    try {
      await work(signal);
    } catch (error) {
      stderr.write(`${signal.aborted ? 'cancelled' : messageOf(error)}\n`);
    } finally {
      running = null;
    }
  };

  lines.on('history', typed.keeps);
  lines.on('line', typed.typed);
  lines.on('SIGINT', () => {
    if (running !== null) {
      running.abort();
      return;
    }
    buffer.clear();
    typed.dropped();
    lines.write(null, { ctrl: true, name: 'e' });
    lines.write(null, { ctrl: true, name: 'u' });
    ask();
  });

  stdout.write('Athena SQL. A statement ends with a semicolon; \\? says more, \\q leaves.\n');
  ask();
  for await (const line of lines) {
    const actions: Action[] = [];
    await attempt(() => void actions.push(...actionsOf(line)));
    for (const action of actions) await attempt((signal) => answerAction(action, engine, session, { screen, stderr, now, signal }));
    if (actions.some(({ kind }) => kind === 'exit')) break;
    ask();
  }
  lines.close();
}

/** While another program reads the keyboard. */
async function whilePaused<T>(lines: Interface, work: () => Promise<T>): Promise<T> {
  lines.pause();
  try {
    return await work();
  } finally {
    lines.resume();
  }
}

/** A fault of ours has no hint; it is shown all the same, and the shell goes on. */
export function messageOf(error: unknown): string {
  if (error instanceof KeytrailError) return visibleLines([error.message, ...(error.hint === undefined ? [] : [error.hint])].join('\n'));
  return `internal fault: ${visibleLines(error instanceof Error ? error.message : String(error))}`;
}
