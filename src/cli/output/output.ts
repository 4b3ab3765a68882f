import { visibleText } from '../../report/visible-text.ts';
import type { SharedFlags } from '../shared-flags.ts';
import type { Terminal } from '../terminal.ts';
import type { Answer, Format } from './answer.ts';
import { answerLines } from './answer-lines.ts';
import { openProgress, type Progress } from './progress.ts';

/** Where a command puts what it has to say: the result on standard output, everything else on standard error. */
export interface Output {
  print(answer: Answer): void;
  /** Something the user should know that is no error; said with `--quiet` too. */
  warn(sentence: string): void;
  /** Something worth knowing; not said with `--quiet`. */
  note(sentence: string): void;
  readonly progress: Progress;
}

/** Pieces of this size go out at once; a line at a time is slow, a whole result may be too long for one string. */
const PIECE = 65_536;

/** Opens the output that the shared options ask for. */
export function openOutput(flags: Pick<SharedFlags, 'format' | 'quiet'>, terminal: Terminal): Output {
  const { stdout, stderr } = terminal;
  const format: Format = flags.format ?? (stdout.isTTY ? 'table' : 'json');
  // A terminal that does not tell its width says 0.
  const width = stdout.isTTY ? stdout.columns || 80 : Number.POSITIVE_INFINITY;
  return {
    print: (answer) => writeLines(stdout, answerLines(answer, format, width)),
    warn: (sentence) => stderr.write(`warning: ${visibleText(sentence)}\n`),
    note: (sentence) => void (flags.quiet || stderr.write(`${visibleText(sentence)}\n`)),
    progress: openProgress(flags.quiet, stderr),
  };
}

/** Writes lines in large pieces. */
export function writeLines(stream: NodeJS.WritableStream, lines: Iterable<string>): void {
  let piece = '';
  for (const line of lines) {
    piece += `${line}\n`;
    if (piece.length < PIECE) continue;
    stream.write(piece);
    piece = '';
  }
  if (piece !== '') stream.write(piece);
}
