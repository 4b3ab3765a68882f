import { nameOfArn, parseArn } from '../../core/arn.ts';
import type { Case } from '../../core/case.ts';

/** A shorter prefix is not worth the reader's second look. */
const SHORTEST_PREFIX = 8;

/** Gives the name of a principal, of an ARN or of itself, without the words that all names of the case begin with. */
export type ShortName = (arnOrName: string) => string;

/** Short names for a case: `sysdev` for `arn:aws:iam::111122223333:user/tdir-workshop-sysdev` when every name begins with `tdir-workshop-`. */
export function shortNames(document: Case): ShortName {
  const arns = [
    ...document.credentials.flatMap((credential) => credential.principal ?? []),
    ...document.principals.map((principal) => principal.arn),
    ...document.edges.map((edge) => edge.to),
  ].filter((id) => parseArn(id) !== null);
  const prefix = sharedPrefix([...new Set(arns.map(nameOfArn))]);
  return (arnOrName) => {
    const name = nameOfArn(arnOrName);
    return name.startsWith(prefix) && name.length > prefix.length ? name.slice(prefix.length) : name;
  };
}

/** The words, up to a hyphen or underscore, that all of two or more names begin with; empty when too short to bother. */
function sharedPrefix(names: readonly string[]): string {
  const [first = '', ...others] = names;
  if (others.length === 0) return '';
  let length = first.length;
  for (const other of others) {
    let same = 0;
    while (same < length && first[same] === other[same]) same += 1;
    length = same;
  }
  const prefix = first.slice(0, Math.max(first.lastIndexOf('-', length - 1), first.lastIndexOf('_', length - 1)) + 1);
  return prefix.length >= SHORTEST_PREFIX ? prefix : '';
}
