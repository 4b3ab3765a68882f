import { totalmem } from 'node:os';

const MIB = 1024 * 1024;

/** Memory that queries may use where nobody says how much, in MiB: half of the machine's, and no more than 4 GiB. */
export const DEFAULT_MEMORY = Math.floor(Math.min(4096, totalmem() / 2 / MIB));
