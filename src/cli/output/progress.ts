import { Presets, SingleBar } from 'cli-progress';
import { visibleText } from '../../report/visible-text.ts';
import type { TerminalStream } from '../terminal.ts';
import { spanText } from './span-text.ts';

/** Shows on standard error how long work goes on. */
export interface Progress {
  /** Begins a step, named by its verb: `collect`. It has to be ended or dropped: a bar hides the cursor and keeps the process alive. */
  begin(step: string): Step;
  /** Does a step: shows how far it is, and what it came to in a line; nothing stays when it fails. */
  during<Result>(step: string, work: (update: Step['update']) => Promise<Result>, summary: Summary<Result>): Promise<Result>;
}

/** What a step came to, in a line; `elapsed` is in milliseconds. */
export type Summary<Result> = (result: Result, elapsed: number) => string;

export interface Step {
  /** How far it is, in any unit; `note` says it in words. Not shown where there is no terminal. */
  update(done: number, total: number, note?: string): void;
  /** Ends the step with one line. Without a summary (the result will say it) there is a line only where there is no terminal. */
  end(summary?: string): void;
  /** Ends the step without a word. */
  drop(): void;
}

const NAME_WIDTH = 11;
const SUMMARY_WIDTH = 56;
const silentStep: Step = { update: () => {}, end: () => {}, drop: () => {} };

/**
 * Progress on a stream: a bar with the time left on a terminal, and one line for each step that is done.
 *
 * @param now milliseconds of a clock that never goes back
 */
export function openProgress(quiet: boolean, stream: TerminalStream, now: () => number = () => performance.now()): Progress {
  const begin = (name: string): Step => (quiet ? silentStep : beginStep(name, stream, now));
  return {
    begin,
    async during(name, work, summary) {
      const start = now();
      const step = begin(name);
      try {
        const result = await work(step.update);
        step.end(summary(result, now() - start));
        return result;
      } finally {
        step.drop();
      }
    },
  };
}

function beginStep(name: string, stream: TerminalStream, now: () => number): Step {
  const start = now();
  const bar = stream.isTTY ? barOn(stream, name) : null;
  return {
    update(done, total, note = '') {
      if (bar === null) return;
      if (!bar.isActive) bar.start(total, done, { note });
      bar.setTotal(total);
      bar.update(done, { note });
    },
    end(summary) {
      bar?.stop();
      if (summary !== undefined || bar === null) stream.write(`${stepLine(name, summary ?? '', now() - start)}\n`);
    },
    drop: () => bar?.stop(),
  };
}

/** A step that is done: its name, what it did, and how long it took in milliseconds. */
export const stepLine = (step: string, summary: string, elapsed: number): string =>
  `  ${step.padEnd(NAME_WIDTH)}  ${visibleText(summary).padEnd(SUMMARY_WIDTH)}  ${spanText(elapsed).padStart(7)}`;

const barOn = (stream: TerminalStream, step: string): SingleBar =>
  new SingleBar(
    {
      stream,
      format: `  ${step.padEnd(NAME_WIDTH)}  [{bar}] {percentage} %  {note}  ETA {eta_formatted}`,
      barsize: 20,
      clearOnComplete: true,
      hideCursor: true,
      formatTime: (seconds) => (typeof seconds === 'number' && Number.isFinite(seconds) ? spanText(seconds * 1000) : '?'),
    },
    Presets.legacy,
  );
