import { type Assertion, type CodePointSet, RegexFault, type RegexNode } from './syntax.ts';

/** One step. `set` and `assert` go on with the step after them. */
export type Step =
  | { readonly op: 'set'; readonly has: CodePointSet }
  | { readonly op: 'assert'; readonly what: Assertion }
  | { readonly op: 'split'; readonly to: readonly number[] }
  | { readonly op: 'match' };

export type Program = readonly Step[];

/** Every step may be alive at every character, so this bounds the time per character; repetitions of nothing count too. */
const MAX_NODES = 5000;

/** Thompson's construction: the tree laid out as steps, ending in `match`. */
export function compileProgram(root: RegexNode): Program {
  const steps: Step[] = [];

  let nodes = 0;

  const emit = (step: Step): number => steps.push(step) - 1;
  const goTo = (from: number, ...to: readonly number[]): void => {
    steps[from] = { op: 'split', to };
  };
  const reserve = (): number => emit({ op: 'split', to: [] });

  function write(node: RegexNode): void {
    nodes += 1;
    if (nodes > MAX_NODES) throw new RegexFault('regex-not-portable', 'it is too large once its repetitions are written out');
    switch (node.kind) {
      case 'set':
        emit({ op: 'set', has: node.has });
        return;
      case 'assertion':
        emit({ op: 'assert', what: node.what });
        return;
      case 'sequence':
        for (const part of node.of) write(part);
        return;
      case 'choice':
        writeChoice(node.of);
        return;
      case 'repeat':
        writeRepeat(node.of, node.min, node.max);
    }
  }

  function writeChoice(branches: readonly RegexNode[]): void {
    const fork = reserve();
    const starts: number[] = [];
    const ends: number[] = [];
    for (const branch of branches) {
      starts.push(steps.length);
      write(branch);
      ends.push(reserve());
    }
    goTo(fork, ...starts);
    for (const end of ends) goTo(end, steps.length);
  }

  function writeRepeat(node: RegexNode, min: number, max: number): void {
    for (let count = 0; count < min; count += 1) write(node);
    if (max === Number.POSITIVE_INFINITY) {
      const fork = reserve();
      write(node);
      goTo(reserve(), fork);
      goTo(fork, fork + 1, steps.length);
      return;
    }
    const forks: number[] = [];
    for (let count = min; count < max; count += 1) {
      forks.push(reserve());
      write(node);
    }
    for (const fork of forks) goTo(fork, fork + 1, steps.length);
  }

  write(root);
  emit({ op: 'match' });
  return steps;
}
