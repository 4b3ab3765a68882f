/** A string literal of Athena SQL. Nothing but the quote needs care: a backslash is an ordinary character. */
export const quoteLiteral = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A list for `IN (...)`. */
export const quoteList = (texts: readonly string[]): string => texts.map(quoteLiteral).join(', ');
