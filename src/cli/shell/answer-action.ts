import { bindNames } from '../../athena-sql/bind-names.ts';
import type { SqlEngine } from '../../engine/sql-engine.ts';
import { visibleText } from '../../report/visible-text.ts';
import { answerLines } from '../output/answer-lines.ts';
import type { Terminal } from '../terminal.ts';
import type { Action } from './backslash-commands.ts';
import { resultLines } from './result-lines.ts';
import { warningsOf } from './run-statements.ts';
import type { Screen } from './screen.ts';
import type { Session } from './session.ts';

/** Where an answer goes, and what ends it early. */
export interface AnswerEffects {
  readonly screen: Screen;
  readonly stderr: Terminal['stderr'];
  /** Milliseconds of a clock that runs evenly. */
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/**
 * Does what a line of the shell asks for, and shows what comes of it.
 *
 * @throws KeytrailError as the engine does; `KT_USAGE` when a name of the statement has no value
 */
export async function answerAction(action: Action, engine: SqlEngine, session: Session, effects: AnswerEffects): Promise<void> {
  const { screen, stderr, now, signal } = effects;
  if (action.kind === 'exit') return;
  if (action.kind === 'lines') return screen.show(action.lines(screen.width()));
  if (action.kind === 'answer') return screen.show(answerLines(action.answer, session.format, screen.width()));
  const { statement } = bindNames(action.statement, session.values, '\\param');
  const start = now();
  const table = await engine.query(statement, { signal });
  const took = now() - start;
  const about = session.format === 'table' ? (action.about?.(screen.width()) ?? []) : [];
  await screen.show([...about, ...resultLines(table, session, screen.width())]);
  for (const warning of warningsOf(statement, table)) stderr.write(`warning: ${visibleText(warning)}\n`);
  if (session.timing) stderr.write(`${(took / 1000).toFixed(3)} s\n`);
}
