import { z } from 'zod';
import { parseJsonObject } from '../../core/json.ts';
import type { PublicKeyEntry } from '../../trail/digest-signature.ts';

/** The AWS CLI writes times as text, other clients as seconds. */
const time = z.union([z.string(), z.number()]).transform(String);

export const publicKeySchema = z.object({ Value: z.string(), ValidityStartTime: time, ValidityEndTime: time, Fingerprint: z.string() });

const listSchema = z.object({ PublicKeyList: z.array(publicKeySchema) });

/** Reads public keys as `aws cloudtrail list-public-keys` prints them; null when the text is something else. */
export const parsePublicKeys = (text: string): readonly PublicKeyEntry[] | null =>
  listSchema.safeParse(parseJsonObject(text)).data?.PublicKeyList ?? null;
