import type { Finding } from '../../core/finding.ts';

/** Author, link and licence of the rule behind a finding, where the rule names an author: they go wherever its match is passed on. */
export const ruleCredit = ({ author, link, licence }: Finding): string | null =>
  author === null ? null : [author, link, licence].filter((text) => text !== null).join(', ');
