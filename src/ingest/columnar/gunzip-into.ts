import { constants, createGunzip, gunzipSync, gzipSync } from 'node:zlib';

/**
 * Inflates gzip into memory that the caller gives.
 *
 * @param limit the longest text, in bytes
 * @param reserve gives room for so many bytes; the text comes to stand at its beginning
 * @returns how long the text is; null when the data is damaged or the text too long: `inflate` says what it is
 */
export type GunzipInto = (gzip: Uint8Array, limit: number, reserve: (length: number) => Uint8Array) => number | null;

/** Bytes of room beyond what gzip says it inflates to: enough to see that it is wrong. */
const SPARE = 64;
/** Deflate packs so many bytes into one at best. */
const MAX_RATIO = 1032;

/** The way of this Node: straight into the memory where it can be done, or else by the public function and a copy, with equal results. */
export function openGunzip(): GunzipInto {
  const direct = directGunzip();
  return direct !== null && isRight(direct) ? direct : copyingGunzip;
}

/** Only the public interface of Node. It allocates for every file, which takes as long as inflating. */
export const copyingGunzip: GunzipInto = (gzip, limit, reserve) => {
  try {
    const text = gunzipSync(gzip, { maxOutputLength: limit, chunkSize: Math.max(saidLength(gzip) + SPARE, constants.Z_MIN_CHUNK) });
    reserve(text.length).set(text);
    return text.length;
  } catch {
    return null;
  }
};

/** The part of Node's stream that is not public: what it calls for each chunk. The same in Node 20, 22 and 24; another one is noticed by `isRight`. */
interface Inner {
  readonly _handle?: {
    onerror: (message: string, errno: number, code: string) => void;
    reset(): void;
    writeSync(
      flush: number,
      input: Uint8Array,
      inputAt: number,
      inputLength: number,
      output: Uint8Array,
      outputAt: number,
      outputLength: number,
    ): void;
  };
  /** What is left after a write: of the output, of the input. */
  readonly _writeState?: Uint32Array;
}

function directGunzip(): GunzipInto | null {
  const { _handle: handle, _writeState: state } = createGunzip({ chunkSize: constants.Z_MIN_CHUNK }) as unknown as Inner;
  if (typeof handle?.writeSync !== 'function' || typeof handle.reset !== 'function' || state === undefined) return null;
  let failure: string | null = null;
  handle.onerror = (_message, _errno, code) => {
    failure = code;
  };
  return (gzip, limit, reserve) => {
    for (let room = Math.min(saidLength(gzip), limit) + SPARE; room <= limit + SPARE; room *= 2) {
      failure = null;
      handle.reset();
      const output = reserve(room);
      // The handle ends the process when it is told of more room than there is.
      if (output.length !== room) throw new Error('The memory given has not the length asked for.');
      handle.writeSync(constants.Z_FINISH, gzip, 0, gzip.length, output, 0, room);
      const [roomLeft = 0, inputLeft = 0] = state;
      // Full to the last byte: there is more than gzip said, as when it has several members.
      if (roomLeft === 0) continue;
      return failure === null && inputLeft === 0 ? room - roomLeft : null;
    }
    return null;
  };
}

/** The length that gzip gives for its last member, modulo four gigabytes, as far as it can be true. */
function saidLength(gzip: Uint8Array): number {
  if (gzip.length < 4) return 0;
  const said = new DataView(gzip.buffer, gzip.byteOffset + gzip.length - 4, 4).getUint32(0, true);
  return Math.min(said, gzip.length * MAX_RATIO);
}

/** More than what is inflated to try a way. */
const PROBE_LIMIT = 1024;

/** Whether a way gives what it should for whole data, twice the same, and for damaged data. */
function isRight(gunzip: GunzipInto): boolean {
  try {
    let memory = new Uint8Array();
    const reserve = (length: number): Uint8Array => {
      memory = new Uint8Array(length);
      return memory;
    };
    const packed = Buffer.concat([gzipSync('{"Records":'), gzipSync('[]}')]);
    const length = gunzip(packed, PROBE_LIMIT, reserve);
    const text = Buffer.from(memory.subarray(0, length ?? 0)).toString();
    return (
      text === '{"Records":[]}' && gunzip(packed.subarray(0, -5), PROBE_LIMIT, reserve) === null && gunzip(packed, PROBE_LIMIT, reserve) === length
    );
  } catch {
    return false;
  }
}
