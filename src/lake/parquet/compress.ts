import { createRequire } from 'node:module';

/** The fastest regular level: a higher one costs more time than it saves space (measured: docs/adr/0009-loader.md). */
const ZSTD_LEVEL = 1;

interface Bindings {
  compress(data: Uint8Array, level: number): Promise<Buffer>;
}

// The package's own function takes the same arguments, but does not pass the level on.
const bindings = createRequire(import.meta.url)('@mongodb-js/zstd/bindings.js') as Bindings;

/** Compresses with zstd, on another thread. The bytes must stay as they are until then. */
export const compress = (data: Uint8Array): Promise<Buffer> => bindings.compress(data, ZSTD_LEVEL);
