/** The long-term key that the backup script uses at the moment. */
export interface KeyRing {
  current(): string;
  /** Makes another key the current one; gives back the one before. */
  replace(accessKeyId: string): string;
}

export function keyRing(first: string): KeyRing {
  let current = first;
  return {
    current: () => current,
    replace: (accessKeyId) => {
      const before = current;
      current = accessKeyId;
      return before;
    },
  };
}
