/** A thing that is opened anew when its time is over: a session, a sign-in. `at` in milliseconds. */
export function renewed<T>(lifetime: number, open: (at: number) => T): (at: number) => T {
  let current: { readonly thing: T; readonly openedAt: number } | null = null;
  return (at) => {
    if (current === null || at > current.openedAt + lifetime) current = { thing: open(at), openedAt: at };
    return current.thing;
  };
}
