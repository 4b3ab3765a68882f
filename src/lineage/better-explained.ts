import type { Origin, Traced } from './lineage.ts';

/**
 * Hangs credentials that were known by a mark alone on the call that minted them, now that its caller turned out to be of the lineage, too.
 *
 * @param guessed ids of those that are known by a mark alone; what is explained leaves the set
 */
export function explainBetter(traced: Map<string, Traced>, guessed: Set<string>, children: readonly Origin[]): void {
  for (const child of children) {
    const known = traced.get(child.id);
    if (known === undefined || !guessed.has(child.id) || descendsFrom(child.mint?.credential ?? null, child.id, traced)) continue;
    const { kind, expiresAt, mint } = child;
    traced.set(child.id, { ...known, kind, expiresAt, mint });
    guessed.delete(child.id);
  }
}

/** Whether a credential hangs on another; damaged or hostile logs may have two that mint each other. */
function descendsFrom(id: string | null, ancestor: string, traced: ReadonlyMap<string, Traced>): boolean {
  const seen = new Set<string>();
  for (let each = id; each !== null && !seen.has(each); each = traced.get(each)?.mint?.credential ?? null) {
    if (each === ancestor) return true;
    seen.add(each);
  }
  return false;
}

/** The credentials with the depth at which they hang now. */
export function withDepths(traced: ReadonlyMap<string, Traced>): Traced[] {
  const depths = new Map<string, number>();
  const depthOf = ({ id, depth, mint }: Traced): number => {
    const known = depths.get(id);
    if (known !== undefined) return known;
    // Set before the walk up, so that it ends even on a circle.
    depths.set(id, depth);
    const parent = depth === 0 ? undefined : traced.get(mint?.credential ?? '');
    const found = parent === undefined ? depth : depthOf(parent) + 1;
    depths.set(id, found);
    return found;
  };
  return [...traced.values()].map((credential) => ({ ...credential, depth: depthOf(credential) }));
}
