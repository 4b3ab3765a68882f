/** Half a surrogate pair, written as an escape, is no Unicode text: it becomes U+FFFD. */
export const wellFormed = (text: string): string => (/\p{Surrogate}/u.test(text) ? Buffer.from(text, 'utf8').toString('utf8') : text);
