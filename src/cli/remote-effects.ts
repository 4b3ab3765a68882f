import { createInterface } from 'node:readline/promises';
import type { RemoteEffects } from '../app/open-remote.ts';
import type { Terminal } from './terminal.ts';

const GIB = 2 ** 30;
const MIB = 2 ** 20;

/**
 * What an engine that is paid for asks and tells.
 *
 * @param canAsk whether somebody is there to answer, and no shell reads what is typed
 */
export const remoteEffects = ({ stdin, stderr }: Terminal, canAsk: boolean, isQuiet: boolean): RemoteEffects => ({
  confirm: async (bytes) => {
    if (!canAsk || !stdin.isTTY) return false;
    const lines = createInterface({ input: stdin, output: stderr });
    try {
      return /^y(es)?$/i.test(
        (await lines.question(`Athena will read about ${(bytes / GIB).toFixed(1)} GiB, which is paid for. Go on? [y/N] `)).trim(),
      );
    } finally {
      lines.close();
    }
  },
  onRead: ({ bytes, dollars }) => {
    if (!isQuiet) stderr.write(`athena: ${(bytes / MIB).toFixed(1)} MiB read so far, about $${dollars.toFixed(dollars < 0.01 ? 4 : 2)}\n`);
  },
});
