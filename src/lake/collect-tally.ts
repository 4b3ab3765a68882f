import type { Discovery } from '../ingest/findings.ts';
import type { FoundFile, SetAside } from '../ingest/found-file.ts';
import type { LogReading } from '../ingest/read-log.ts';
import { type Recognised, recognisedKinds } from '../ingest/recognise.ts';
import type { CollectEffects, CollectProgress, CollectReport } from './collect-report.ts';

/** Counts what a run does, and tells how far it is. */
export class CollectTally {
  readonly #effects: CollectEffects;
  readonly #setAside: SetAside[];
  readonly #givenUp: CollectReport['recordsGivenUp'][number][] = [];
  readonly #mismatches: CollectReport['accountMismatches'][number][] = [];
  readonly #recognised = new Map<Recognised, number>();
  readonly #others: number;
  readonly #pruned: CollectReport['pruned'];
  #progress: CollectProgress;
  #logs = 0;
  #unchanged = 0;

  constructor(discovery: Discovery, effects: CollectEffects) {
    this.#effects = effects;
    this.#setAside = [...discovery.setAside];
    this.#others = discovery.others;
    this.#pruned = discovery.pruned;
    if (discovery.others > 0) this.#recognised.set('other', discovery.others);
    const bytes = discovery.files.reduce((sum, file) => sum + file.size, 0);
    this.#progress = { filesDone: 0, files: discovery.files.length, events: 0, bytesDone: 0, bytes };
  }

  unchanged(file: FoundFile): void {
    this.#unchanged += 1;
    this.#done(file, 0);
  }

  recognised(file: FoundFile, what: Recognised): void {
    this.#recognised.set(what, (this.#recognised.get(what) ?? 0) + 1);
    this.#done(file, 0);
  }

  setAside(file: FoundFile, why: string): void {
    this.#setAside.push({ file: file.path, why });
    this.#done(file, 0);
  }

  log(file: FoundFile, reading: Extract<LogReading, { kind: 'log' }>): void {
    this.#logs += 1;
    for (const [why, count] of reading.givenUp) this.#givenUp.push({ file: file.path, count, why });
    if (reading.accountMismatches > 0) this.#mismatches.push({ file: file.path, count: reading.accountMismatches });
    this.#done(file, reading.events);
  }

  report(written: { readonly written: number; readonly copies: number }): CollectReport {
    return {
      files: this.#progress.files + this.#others,
      logs: this.#logs,
      unchanged: this.#unchanged,
      events: written.written,
      copies: written.copies,
      setAside: this.#setAside.toSorted(byFile),
      recordsGivenUp: this.#givenUp.toSorted(byFile),
      // Files end in no certain order: two runs over the same files are to say the same.
      recognised: Array.from(this.#recognised, ([kind, count]) => ({ kind, count })).sort(
        (a, b) => recognisedKinds.indexOf(a.kind) - recognisedKinds.indexOf(b.kind),
      ),
      accountMismatches: this.#mismatches.toSorted(byFile),
      pruned: this.#pruned,
    };
  }

  #done(file: FoundFile, events: number): void {
    const { filesDone, files, bytesDone, bytes, events: before } = this.#progress;
    this.#progress = { filesDone: filesDone + 1, files, events: before + events, bytesDone: bytesDone + file.size, bytes };
    this.#effects.onProgress?.(this.#progress);
  }
}

const byFile = (a: { readonly file: string }, b: { readonly file: string }): number => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0);
