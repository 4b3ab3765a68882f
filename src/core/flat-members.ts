/**
 * Members of structures by which questions select, by their names in the table. A lake keeps them a second time as columns of their own: to look at one member of
 * a structure, DuckDB reads all of it.
 */
export const flatMembers: readonly string[] = [
  ...['type', 'principalid', 'arn', 'accountid', 'invokedby', 'accesskeyid', 'username', 'identityprovider'].map((name) => `useridentity.${name}`),
  ...['sessionissuer.arn', 'sessionissuer.principalid', 'sourceidentity'].map((name) => `useridentity.sessioncontext.${name}`),
];

/** Name of the column that holds such a member. */
export const flatColumn = (member: string): string => `_${member.replaceAll('.', '_')}`;

/** These columns of a structure, by the path of the member within it (`sessioncontext.sessionissuer.arn`). */
export const flatColumnsOf = (structure: string): ReadonlyMap<string, string> =>
  new Map(
    flatMembers.filter((member) => member.startsWith(`${structure}.`)).map((member) => [member.slice(structure.length + 1), flatColumn(member)]),
  );
