import { createInterface } from 'node:readline';
import { bindNames, type NamedValues } from '../../athena-sql/bind-names.ts';
import { KeytrailError } from '../../core/errors.ts';
import type { SqlEngine } from '../../engine/sql-engine.ts';
import type { Output } from '../output/output.ts';
import { visibleLines } from '../output/visible-lines.ts';
import type { Terminal } from '../terminal.ts';
import { dotAction } from './dot-commands.ts';
import type { History } from './history.ts';
import { runStatement } from './run-statements.ts';
import { statementBuffer } from './statement-buffer.ts';

const PROMPT = 'sql> ';
const CONTINUED = '  -> ';
const HISTORY_LINES = 1000;

/**
 * The SQL shell: reads statements from a terminal and prints their results until `.exit` or Ctrl-D. No error ends it.
 *
 * @param values what `:name` stands for in the statements
 */
export async function runShell(
  engine: SqlEngine,
  output: Output,
  terminal: Terminal,
  history: History,
  values: NamedValues = new Map(),
): Promise<void> {
  const { stdin, stdout, stderr } = terminal;
  const lines = createInterface({ input: stdin, output: stdout, terminal: true, history: history.load(), historySize: HISTORY_LINES });
  const buffer = statementBuffer();
  let running: AbortController | null = null;

  const ask = (): void => {
    lines.setPrompt(buffer.isEmpty ? PROMPT : CONTINUED);
    lines.prompt();
  };
  const answer = async (statement: string): Promise<void> => {
    running = new AbortController();
    const { signal } = running;
    try {
      await runStatement(engine, bindNames(statement, values).statement, output, signal);
    } catch (error) {
      stderr.write(`${signal.aborted ? 'cancelled' : messageOf(error)}\n`);
    } finally {
      running = null;
    }
  };

  lines.on('history', (typed) => history.save(typed));
  lines.on('SIGINT', () => {
    if (running !== null) {
      running.abort();
      return;
    }
    buffer.clear();
    lines.write(null, { ctrl: true, name: 'e' });
    lines.write(null, { ctrl: true, name: 'u' });
    ask();
  });

  stdout.write('Athena SQL. A statement ends with a semicolon; .help says more, .exit leaves.\n');
  ask();
  for await (const line of lines) {
    const action = buffer.isEmpty ? dotAction(line) : null;
    if (action?.kind === 'exit') break;
    if (action?.kind === 'text') stdout.write(`${action.text}\n`);
    for (const statement of action === null ? buffer.add(line) : action.kind === 'query' ? [action.statement] : []) await answer(statement);
    ask();
  }
  lines.close();
}

/** A fault of ours has no hint; it is shown all the same, and the shell goes on. */
export function messageOf(error: unknown): string {
  if (error instanceof KeytrailError) return visibleLines([error.message, ...(error.hint === undefined ? [] : [error.hint])].join('\n'));
  return `internal fault: ${visibleLines(error instanceof Error ? error.message : String(error))}`;
}
