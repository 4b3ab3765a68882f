import type { Progress, Step } from './progress.ts';

/** The steps of longer work, one after the other, told by what goes on: a new name ends the step before. */
export interface StepSequence<Name extends string> {
  /** How far a step is; a total of 0 is one that is not known. */
  update(name: Name, done: number, total: number): void;
  end(): void;
  drop(): void;
  /** How long each step took that is done, in milliseconds, in their order. */
  readonly spans: ReadonlyMap<Name, number>;
}

export function stepSequence<Name extends string>(progress: Progress, now: () => number = () => performance.now()): StepSequence<Name> {
  const spans = new Map<Name, number>();
  let current: { readonly name: Name; readonly step: Step; readonly start: number } | null = null;
  const end = (): void => {
    if (current === null) return;
    current.step.end();
    spans.set(current.name, now() - current.start);
    current = null;
  };
  return {
    spans,
    end,
    drop: () => current?.step.drop(),
    update(name, done, total) {
      if (current?.name !== name) end();
      current ??= { name, step: progress.begin(name), start: now() };
      if (total > 0) current.step.update(done, total);
    },
  };
}
