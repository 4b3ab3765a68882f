/** Ids of credentials in brackets, more than a reader takes in at a glance. */
const LONG_LIST = /\(((?:[A-Z0-9]{16,}, ){3})((?:[A-Z0-9]{16,}, )*[A-Z0-9]{16,})\)/g;

/** A sentence of the case whose long lists of credentials are cut after the third: the case has them in full. */
export const briefSentence = (sentence: string): string =>
  sentence.replaceAll(LONG_LIST, (_, shown: string, rest: string) => `(${shown.slice(0, -2)} and ${rest.split(', ').length} more)`);
