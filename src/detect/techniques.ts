/** The ATT&CK techniques that a rule's tags name, in ATT&CK's spelling: `T1098.001` of `attack.t1098.001`. */
export const techniquesOf = (tags: readonly string[]): readonly string[] => [
  ...new Set(tags.flatMap((tag) => /^attack\.(t\d{4}(?:\.\d{3})?)$/i.exec(tag)?.[1]?.toUpperCase() ?? [])),
];
