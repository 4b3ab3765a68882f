/** A whole number with its thousands set apart. The no-break space keeps it on one line; the terminal passes an ordinary one. */
export const formatCount = (value: number, separator = '\u00a0'): string => String(value).replaceAll(/\B(?=(\d{3})+(?!\d))/g, separator);
