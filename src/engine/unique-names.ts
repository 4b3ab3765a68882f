/** Names that occur once: the second `name` becomes `name_1`, and a warning says so. */
export function uniqueNames(names: readonly string[]): { readonly names: readonly string[]; readonly warnings: readonly string[] } {
  const taken = new Set(names);
  const seen = new Set<string>();
  const warnings: string[] = [];
  const unique = names.map((name) => {
    let free = name;
    for (let count = 1; seen.has(free) || (free !== name && taken.has(free)); count += 1) free = `${name}_${count}`;
    seen.add(free);
    if (free !== name) warnings.push(`A second column of the name "${name}" is called "${free}".`);
    return free;
  });
  return { names: unique, warnings };
}
