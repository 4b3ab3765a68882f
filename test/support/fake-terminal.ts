import { PassThrough } from 'node:stream';

/** A terminal, or a pair of pipes, that a test types into and reads. */
export interface FakeTerminal {
  readonly stdin: PassThrough & { isTTY: boolean };
  readonly stdout: PassThrough & { isTTY: boolean; columns: number };
  readonly stderr: PassThrough & { isTTY: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Everything written so far. */
  readonly out: () => string;
  readonly err: () => string;
}

export function fakeTerminal(
  options: { readonly isTTY?: boolean; readonly columns?: number; readonly env?: Record<string, string> } = {},
): FakeTerminal {
  const { isTTY = false, columns = 80, env = {} } = options;
  const stream = <More extends object>(more: More) => Object.assign(new PassThrough(), { isTTY }, more);
  const stdout = stream({ columns });
  const stderr = stream({});
  const written = (from: PassThrough): (() => string) => {
    let text = '';
    from.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
    });
    return () => text;
  };
  return { stdin: stream({}), stdout, stderr, env, out: written(stdout), err: written(stderr) };
}
