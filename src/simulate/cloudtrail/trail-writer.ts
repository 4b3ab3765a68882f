import { parseAwsTime } from '../../core/aws-time.ts';
import type { CloudTrailEvent } from '../../core/event.ts';
import { envelope } from '../../trail/envelope.ts';
import { logFileKey } from '../../trail/trail-key.ts';
import { ALPHANUMERIC, type Random } from '../random.ts';
import { cloudTrailDelivery, type LogFile } from './delivery.ts';
import { DigestChain } from './digest-chain.ts';
import { FileWriter } from './file-writer.ts';

/** What a trail's bucket holds in the end. */
export interface Written {
  readonly events: number;
  readonly copies: number;
  readonly files: number;
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  readonly bytes: number;
  /** Time of the newest event, in milliseconds. */
  readonly newest: number;
}

/** Part of the records that are delivered a second time, in another file, byte for byte the same. */
const SECOND_COPIES = 0.005;

/** Writes events as a trail that delivers to S3 does: log files, digests, and the keys to check them with. */
export class TrailWriter {
  events = 0;
  #copies = 0;
  #newest = '';
  readonly #accounts = new Set<string>();
  readonly #regions = new Set<string>();
  readonly #random: Random;
  readonly #writer: FileWriter;
  readonly #delivery: ReturnType<typeof cloudTrailDelivery>;
  readonly #chain: DigestChain;
  readonly #once: ReadonlySet<string>;

  /**
   * @param root folder to write to; logs go to `logs/`.
   * @param digests which account's files are vouched for, and around which time (milliseconds).
   * @param once eventIDs of which no second copy is delivered.
   */
  constructor(root: string, random: Random, digests: { readonly accountId: string; readonly attackAt: number }, once: ReadonlySet<string>) {
    this.#once = once;
    this.#random = random;
    this.#writer = new FileWriter(root);
    this.#delivery = cloudTrailDelivery(random);
    this.#chain = new DigestChain(digests.accountId, digests.attackAt);
  }

  /** Takes the next events, in order of time; none that follow may be earlier than `until` (milliseconds). */
  async add(events: readonly CloudTrailEvent[], until: number): Promise<void> {
    for (const event of events) {
      const twice = this.#random.chance(SECOND_COPIES) && !this.#once.has(event.eventID);
      if (twice) this.#copies++;
      this.#delivery.add(event, twice);
      this.#accounts.add(event.recipientAccountId ?? '');
      this.#regions.add(event.awsRegion);
      if (event.eventTime > this.#newest) this.#newest = event.eventTime;
    }
    this.events += events.length;
    for (const file of this.#delivery.filesBefore(until)) await this.#writeLog(file);
  }

  async writeText(path: string, text: string): Promise<void> {
    await this.#writer.write(path, text);
    await this.#writer.finish();
  }

  /** Waits until nothing is being written any more, when the rest is given up. */
  async settle(): Promise<void> {
    await this.#writer.settle();
  }

  /** Writes digests and keys, and waits until everything is on disk. */
  async finish(): Promise<Written> {
    for (const [path, content] of this.#chain.files()) await this.#writer.write(path, content);
    await this.#writer.finish();
    return {
      events: this.events,
      copies: this.#copies,
      files: this.#writer.files,
      accounts: [...this.#accounts].sort(),
      regions: [...this.#regions].sort(),
      bytes: this.#writer.bytes,
      newest: parseAwsTime(this.#newest) ?? 0,
    };
  }

  async #writeLog(file: LogFile): Promise<void> {
    const key = logFileKey(file, file.delivered, this.#random.text(ALPHANUMERIC, 16));
    const text = envelope(file.records);
    this.#chain.logged(file, key, text);
    await this.#writer.write(`logs/${key}`, text);
  }
}
