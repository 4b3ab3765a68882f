/**
 * Texts, quoted names and comments of Athena SQL: what stands within them is not read as SQL. A quote or comment that is never closed reaches to
 * the end: the error is then the grammar's to report, on the whole text.
 */
export const opaque = /'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|`(?:[^`]|``)*(?:`|$)|--[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)/;
