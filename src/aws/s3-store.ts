import { setTimeout as pause } from 'node:timers/promises';
import { GetObjectCommand, paginateListObjectsV2, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import type { AwsAccess } from '../core/aws-access.ts';
import type { ObjectPage, ObjectReading, ObjectStore, StoredObject } from '../ingest/object-store.ts';
import { awsFailure, isNetworkFailure } from './aws-failure.ts';
import { clientConfig, endingWith } from './client-config.ts';

/** A bucket is found from any region. */
const ANY_REGION = 'us-east-1';
/** The SDK repeats calls, but not when the bytes of an object break off. */
const BODY_ATTEMPTS = 4;

/** S3 with the user's own credentials: many calls at a time, repeated with a growing pause when AWS throttles or fails. */
export async function openS3(access: AwsAccess, signal?: AbortSignal): Promise<ObjectStore> {
  const client = await openClient(access);
  const options = endingWith(signal);
  return {
    list: (bucket, prefix, depth) => list(client, bucket, prefix, depth),
    read: (bucket, object) => read(client, bucket, object, options),
  };
}

async function openClient(access: AwsAccess): Promise<S3Client> {
  const config: S3ClientConfig = { ...clientConfig(access), followRegionRedirects: true, forcePathStyle: access.endpointUrl !== undefined };
  const client = new S3Client(config);
  const region = await client.config.region().catch(() => null);
  return region === null ? new S3Client({ ...config, region: ANY_REGION }) : client;
}

async function* list(client: S3Client, bucket: string, prefix: string, depth: 'one-level' | 'all-levels'): AsyncGenerator<ObjectPage> {
  const delimiter = depth === 'one-level' ? { Delimiter: '/' } : {};
  // Keys may hold what XML cannot: they come encoded.
  const pages = paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix, EncodingType: 'url', ...delimiter });
  try {
    for await (const { Contents = [], CommonPrefixes = [], EncodingType } of pages) {
      const decode = EncodingType === 'url' ? decodeKey : (key: string) => key;
      yield {
        objects: Contents.map(({ Key = '', Size = 0, LastModified, ETag = '' }) => ({
          key: decode(Key),
          size: Size,
          modifiedMs: LastModified?.getTime() ?? 0,
          etag: ETag,
        })),
        prefixes: CommonPrefixes.map(({ Prefix = '' }) => decode(Prefix)),
      };
    }
  } catch (error) {
    throw awsFailure(error, { action: 's3:ListBucket', target: `s3://${bucket}` });
  }
}

async function read(
  client: S3Client,
  bucket: string,
  { key, etag }: StoredObject,
  options: { readonly abortSignal?: AbortSignal },
): Promise<ObjectReading> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { Body, Metadata = {} } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key, IfMatch: etag }), options);
      return { kind: 'bytes', bytes: (await Body?.transformToByteArray()) ?? new Uint8Array(), metadata: Metadata };
    } catch (error) {
      const why = objectFailure(error as Error);
      if (why !== null) return why;
      if (attempt === BODY_ATTEMPTS || !isNetworkFailure(error as Error)) {
        throw awsFailure(error, { action: 's3:GetObject', target: `s3://${bucket}/${key}` });
      }
      await pause(100 * 2 ** attempt);
    }
  }
}

/** Why one object cannot be had while others may; null when the failure is not the object's. */
function objectFailure({ name, message }: Error): ObjectReading | null {
  const because = (why: string, denied = false): ObjectReading => ({ kind: 'unreadable', why, denied });
  switch (name) {
    case 'AccessDenied':
    case 'Forbidden':
      return because(`access denied (${message.includes('kms:Decrypt') ? 'kms:Decrypt on its key' : 's3:GetObject'})`, true);
    case 'InvalidObjectState':
      return because('archived in Glacier: restore it first');
    case 'NoSuchKey':
      return because('it is not there any more');
    case 'PreconditionFailed':
      return because('it changed after it was listed');
    default:
      return name.startsWith('KMS') ? because(`its key in KMS cannot be used (${name})`) : null;
  }
}

const decodeKey = (key: string): string => decodeURIComponent(key.replaceAll('+', ' '));
