import type { EncodedColumn } from '../../ingest/columnar/column-memory.ts';
import type { Leaf } from '../../ingest/columnar/physical-table.ts';
import type { PartSummary } from '../part-summary.ts';

/** Characters of an eventTime up to its hour. */
const HOUR_LENGTH = 13;

/** Learns what a part covers from its columns while they are written, so that nobody has to read it again for that. */
export class SummaryBuilder {
  #from: Buffer | null = null;
  #to: Buffer | null = null;
  readonly #accounts = new Set<string>();
  readonly #regions = new Set<string>();
  readonly #hours = new Set<string>();
  /** Begins as the texts of an hour do that is in the set. */
  #lastHour = Buffer.alloc(0);
  #hasDataEvents = false;

  /** Takes in a column of a row group. */
  add({ name, path }: Leaf, column: EncodedColumn): void {
    if (path.length > 1) return;
    if (name === 'eventtime') this.#addTimes(column);
    else if (name === 'recipientaccountid') for (const text of textsOf(column)) this.#accounts.add(text.toString());
    else if (name === 'awsregion') for (const text of textsOf(column)) this.#regions.add(text.toString());
    else if (name === 'eventcategory') for (const text of textsOf(column)) this.#hasDataEvents ||= text.toString() === 'Data';
  }

  summary(): PartSummary {
    return {
      from: this.#from?.toString() ?? null,
      to: this.#to?.toString() ?? null,
      accounts: [...this.#accounts].sort(),
      regions: [...this.#regions].sort(),
      hasDataEvents: this.#hasDataEvents,
      hours: [...this.#hours].sort(),
    };
  }

  #addTimes(column: EncodedColumn): void {
    const { bounds } = column;
    if (bounds === null) return;
    if (this.#from === null || Buffer.compare(bounds.smallest, this.#from) < 0) this.#from = Buffer.from(bounds.smallest);
    if (this.#to === null || Buffer.compare(bounds.largest, this.#to) > 0) this.#to = Buffer.from(bounds.largest);
    for (const text of textsOf(column, this.#isOfLastHour)) this.#addHour(text);
  }

  #addHour(time: Buffer): void {
    // Characters, not bytes: a hostile time may be any text.
    const hour = [...time.toString().slice(0, 2 * HOUR_LENGTH)].slice(0, HOUR_LENGTH).join('');
    this.#hours.add(hour);
    if (Buffer.byteLength(hour) === HOUR_LENGTH) this.#lastHour = Buffer.from(hour);
  }

  /** Times follow one another, so most are passed over here. */
  readonly #isOfLastHour = (data: Uint8Array, from: number, to: number): boolean => {
    const hour = this.#lastHour;
    if (hour.length === 0 || to - from < hour.length) return false;
    // What differs is at the end, as a rule.
    for (let at = hour.length - 1; at >= 0; at -= 1) if (data[from + at] !== hour[at]) return false;
    return true;
  };
}

/** The texts that rows of a column have, but for those that are passed over. They lie in the memory of the column. */
function* textsOf({ dictionary, data }: EncodedColumn, isPassedOver?: (data: Uint8Array, from: number, to: number) => boolean): Generator<Buffer> {
  const texts = dictionary?.data ?? data;
  const isUsed = dictionary?.isUsed;
  const bytes = Buffer.from(texts.buffer, texts.byteOffset, texts.byteLength);
  for (let at = 0, entry = 0; at < bytes.length; entry += 1) {
    const from = at + 4;
    at = from + bytes.readUInt32LE(at);
    if (isUsed?.[entry] !== 0 && !isPassedOver?.(bytes, from, at)) yield bytes.subarray(from, at);
  }
}
