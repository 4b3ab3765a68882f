import { createInterface } from 'node:readline';
import type { Truth } from '../../core/truth.ts';
import type { SqlEngine } from '../../engine/sql-engine.ts';
import { visibleText } from '../../report/visible-text.ts';
import type { Output } from '../output/output.ts';
import { runStatement } from '../shell/run-statements.ts';
import { messageOf } from '../shell/shell.ts';
import { statementBuffer } from '../shell/statement-buffer.ts';
import type { Terminal } from '../terminal.ts';
import { partTitles } from '../views/part-titles.ts';
import { HELP, openQuestion, POINTS } from './question.ts';

/** What a student reached. */
export interface Score {
  readonly points: number;
  readonly most: number;
  readonly answered: number;
  readonly questions: number;
}

const SQL = /^(select|with|show|describe|desc|values|explain)\b/i;

/** Leads a student through the questions: SQL is answered, answers are checked, hints come in steps. `\q` or Ctrl-D ends it early. */
export async function askStudent({ subject, questions }: Truth, engine: SqlEngine, output: Output, terminal: Terminal): Promise<Score> {
  const { stdin, stdout, stderr } = terminal;
  const lines = createInterface({ input: stdin, output: stdout, terminal: stdin.isTTY === true });
  const typed = lines[Symbol.asyncIterator]();
  const say = (text: string): void => void stdout.write(`${text}\n`);
  const run = async (statement: string): Promise<void> => {
    try {
      await runStatement(engine, statement, output, new AbortController().signal);
    } catch (error) {
      stderr.write(`${messageOf(error)}\n`);
    }
  };
  let [points, answered, part] = [0, 0, 0];
  const score = (): Score => ({ points, most: questions.length * POINTS, answered, questions: questions.length });
  say(`The leaked key is ${subject.id}. Its logs are in the table irworkshopgluetablecloudtrail.\n${HELP}`);
  for (const [index, question] of questions.entries()) {
    if (question.part !== part) say(`\nPART ${question.part}  ${partTitles[question.part - 1] ?? ''}`);
    part = question.part;
    say(`\n${index + 1} of ${questions.length}  ${visibleText(question.question)}`);
    const open = openQuestion(question);
    const buffer = statementBuffer();
    while (open.points === null) {
      lines.setPrompt(buffer.isEmpty ? 'answer> ' : '     -> ');
      lines.prompt();
      const { value, done } = await typed.next();
      const line = String(value ?? '').trim();
      if (done || (buffer.isEmpty && line === '\\q')) {
        lines.close();
        return score();
      }
      if (!buffer.isEmpty || SQL.test(line)) for (const statement of buffer.add(line)) await run(statement);
      else if (line !== '') say(open.reply(line));
    }
    points += open.points;
    if (open.points > 0) answered += 1;
  }
  lines.close();
  return score();
}
