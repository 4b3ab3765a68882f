import type { IncomingMessage, ServerResponse } from 'node:http';
import { listenOnLoopback } from './loopback.ts';

/** An S3 on loopback that knows two calls: `ListObjectsV2` and `GetObject`. */
export interface FakeS3 {
  readonly url: string;
  /** Bytes by bucket and key. */
  readonly buckets: Map<string, Map<string, Uint8Array>>;
  /** Metadata of objects, by bucket and key in one. */
  readonly metadata: Map<string, Readonly<Record<string, string>>>;
  /** The requests so far: `list BUCKET PREFIX` with `/` at the end for one level, `get BUCKET KEY`. */
  readonly calls: string[];
  /** Asked before each answer; what it gives is answered instead. */
  fault: (call: string) => Fault | null;
  close(): Promise<void>;
}

export interface Fault {
  readonly status: number;
  readonly code: string;
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The connection breaks in the middle of the answer. */
  readonly breaksOff?: boolean;
}

export async function startFakeS3(pageSize = 1000): Promise<FakeS3> {
  const server = await listenOnLoopback((request, response) => respond(fake, pageSize, request, response));
  const fake: FakeS3 = { ...server, buckets: new Map(), metadata: new Map(), calls: [], fault: () => null };
  return fake;
}

/** ETag of some bytes: any function of them does. */
export const etagOf = (bytes: Uint8Array): string => `"${bytes.length}-${bytes.reduce((sum, byte) => (sum * 31 + byte) >>> 0, 7)}"`;

interface Answer {
  readonly status: number;
  readonly body: string | Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

function respond(fake: FakeS3, pageSize: number, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', fake.url);
  const [, bucket = '', ...rest] = url.pathname.split('/').map(decodeURIComponent);
  const key = rest.join('/');
  const { searchParams: query } = url;
  const call = key === '' ? `list ${bucket} ${query.get('prefix') ?? ''}${query.has('delimiter') ? ' one level' : ''}` : `get ${bucket} ${key}`;
  fake.calls.push(call);
  const fault = fake.fault(call);
  if (fault?.breaksOff) {
    response.writeHead(200, { 'content-length': 1000 }).write('half of it');
    setImmediate(() => response.destroy());
    return;
  }
  const objects = fake.buckets.get(bucket);
  const { status, body, headers } = fault !== null ? refusal(fault) : answerTo(objects, key, query, pageSize, request.headers['if-match']);
  const metadata = Object.entries(fake.metadata.get(`${bucket}/${key}`) ?? {}).map(([name, value]) => [`x-amz-meta-${name}`, value]);
  response.writeHead(status, { 'content-length': Buffer.byteLength(body), ...headers, ...Object.fromEntries(metadata) }).end(body);
}

function answerTo(
  objects: ReadonlyMap<string, Uint8Array> | undefined,
  key: string,
  query: URLSearchParams,
  pageSize: number,
  wanted: string | undefined,
): Answer {
  if (objects === undefined) return refusal({ status: 404, code: 'NoSuchBucket' });
  if (key === '') return { status: 200, body: listing(objects, query, pageSize), headers: { 'content-type': 'application/xml' } };
  const bytes = objects.get(key);
  if (bytes === undefined) return refusal({ status: 404, code: 'NoSuchKey' });
  const etag = etagOf(bytes);
  return wanted === undefined || wanted === etag
    ? { status: 200, body: bytes, headers: { etag } }
    : refusal({ status: 412, code: 'PreconditionFailed' });
}

const refusal = ({ status, code, message = 'as planned', headers = {} }: Fault): Answer => ({
  status,
  body: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`,
  headers: { 'content-type': 'application/xml', ...headers },
});

function listing(objects: ReadonlyMap<string, Uint8Array>, query: URLSearchParams, pageSize: number): string {
  const prefix = query.get('prefix') ?? '';
  const after = decodeURIComponent(query.get('continuation-token') ?? '');
  const isOneLevel = query.has('delimiter');
  const folderOf = (key: string): string | null => {
    const slash = isOneLevel ? key.indexOf('/', prefix.length) : -1;
    return slash === -1 ? null : key.slice(0, slash + 1);
  };
  const names = [...new Set([...objects.keys()].filter((key) => key.startsWith(prefix)).map((key) => folderOf(key) ?? key))].sort();
  const waiting = names.filter((name) => name > after);
  const page = waiting.slice(0, pageSize);
  const entries = page.map((name) => {
    const bytes = objects.get(name);
    if (bytes === undefined || folderOf(name) !== null) return `<CommonPrefixes><Prefix>${encodeURIComponent(name)}</Prefix></CommonPrefixes>`;
    const fields = `<LastModified>2026-01-07T02:35:00.000Z</LastModified><ETag>${etagOf(bytes).replaceAll('"', '&quot;')}</ETag><Size>${bytes.length}</Size>`;
    return `<Contents><Key>${encodeURIComponent(name)}</Key>${fields}</Contents>`;
  });
  const next = waiting.length > page.length ? `<NextContinuationToken>${encodeURIComponent(page.at(-1) ?? '')}</NextContinuationToken>` : '';
  const state = `<EncodingType>url</EncodingType><IsTruncated>${next !== ''}</IsTruncated>${next}`;
  return `<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${state}${entries.join('')}</ListBucketResult>`;
}
