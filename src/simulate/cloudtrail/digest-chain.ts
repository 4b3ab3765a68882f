import { generateKeyPairSync } from 'node:crypto';
import { isoSeconds } from '../../core/aws-time.ts';
import { type DigestLogFile, HASH_ALGORITHM, nextDigest, SIGNATURE_ALGORITHM, type SignedDigest, sha256 } from '../../trail/digest.ts';
import { publicKeyEntry, signDigest } from '../../trail/digest-signature.ts';
import { digestFileKey } from '../../trail/trail-key.ts';
import { HOME_REGION } from '../company/company.ts';
import { DAY, HOUR } from '../window.ts';
import type { LogFile } from './delivery.ts';

/** Digests begin two days before the attack and go on for one day after: enough to prove the files that matter, and still quick. */
const BEFORE = 2 * DAY;
const AFTER = DAY;
const TRAIL = { name: 'organization-trail', homeRegion: HOME_REGION };

/** The hourly digests of one account's home region. */
export class DigestChain {
  readonly #accountId: string;
  readonly #from: number;
  readonly #to: number;
  readonly #logs: (DigestLogFile & { readonly delivered: number })[] = [];

  constructor(accountId: string, attackAt: number) {
    this.#accountId = accountId;
    this.#from = Math.floor((attackAt - BEFORE) / HOUR) * HOUR;
    this.#to = this.#from + BEFORE + AFTER;
  }

  /** Takes note of a log file, if it is one that digests vouch for. */
  logged(file: LogFile, key: string, text: string): void {
    if (file.accountId !== this.#accountId || file.region !== HOME_REGION) return;
    if (file.delivered < this.#from || file.delivered >= this.#to) return;
    this.#logs.push({
      s3Bucket: this.#bucket,
      s3Object: key,
      hashValue: sha256(text),
      hashAlgorithm: HASH_ALGORITHM,
      newestEventTime: file.newest,
      oldestEventTime: file.oldest,
      delivered: file.delivered,
    });
  }

  /** Path and content of every digest, of the metadata that S3 would keep beside it, and of the public keys. The key is new in every run. */
  *files(): Generator<[path: string, content: string]> {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const entry = publicKeyEntry(publicKey, { start: isoSeconds(this.#from - 30 * DAY), end: isoSeconds(this.#to + 30 * DAY) });
    let previous: SignedDigest | null = null;
    for (let start = this.#from; start < this.#to; start += HOUR) {
      const end = start + HOUR;
      const key = digestFileKey({ accountId: this.#accountId, region: HOME_REGION }, TRAIL, end);
      const logFiles = this.#logs.filter((log) => log.delivered >= start && log.delivered < end).map(({ delivered: _, ...log }) => log);
      const facts = {
        accountId: this.#accountId,
        start: isoSeconds(start),
        end: isoSeconds(end),
        bucket: this.#bucket,
        key,
        fingerprint: entry.Fingerprint,
        logFiles,
      };
      const digest = nextDigest(facts, previous);
      const text = JSON.stringify(digest);
      const bytes = Buffer.from(text);
      const signature = signDigest(digest, bytes, privateKey);
      previous = { digest, bytes, signature };
      yield [`logs/${key}`, text];
      yield [`logs/${key}.meta.json`, `${JSON.stringify({ signature, 'signature-algorithm': SIGNATURE_ALGORITHM })}\n`];
    }
    yield ['public-keys.json', `${JSON.stringify({ PublicKeyList: [entry] }, null, 2)}\n`];
  }

  get #bucket(): string {
    return `anycompany-cloudtrail-${this.#accountId}`;
  }
}
