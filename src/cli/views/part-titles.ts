/** The three parts of the workshop. */
export const partTitles = ['Where did it begin?', 'What did it leave behind?', 'Where did it go, what did it break?'] as const;
