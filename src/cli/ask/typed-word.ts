import { createInterface } from 'node:readline/promises';
import type { Terminal } from '../terminal.ts';

/** Whether somebody is at the keyboard, and sees what is asked. */
export const canAsk = ({ stdin, stderr }: Terminal): boolean => stdin.isTTY === true && stderr.isTTY === true;

/** Asks for a word before something is done that cannot be undone; true when just that was typed. Ctrl-D is no. */
export async function typedWord(word: string, { stdin, stderr }: Terminal, signal: AbortSignal): Promise<boolean> {
  const lines = createInterface({ input: stdin, output: stderr });
  const closed = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
  try {
    return (await Promise.race([lines.question(`Type ${word} to go on: `, { signal }), closed])).trim() === word;
  } finally {
    lines.close();
  }
}
