import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collect } from '../../src/lake/collect.ts';
import { openLake } from '../../src/lake/open-lake.ts';

/** Stands in every secret of the records, and must come back in no answer. */
export const SECRET = 'SECRETMARK';

const record = (eventID: string, more: object) => ({
  eventVersion: '1.11',
  eventTime: '2026-01-07T02:25:18Z',
  eventSource: 'sts.amazonaws.com',
  eventName: 'GetSessionToken',
  awsRegion: 'us-east-1',
  recipientAccountId: '111122223333',
  eventType: 'AwsApiCall',
  eventID,
  ...more,
});

/** A lake of three records with secrets in several shapes, and texts that an attacker wrote. */
export async function secretLake() {
  const folder = await mkdtemp(join(tmpdir(), 'keytrail-'));
  const records = [
    record('e-1', { responseElements: { credentials: { accessKeyId: 'ASIAIAAAAAAAAEXAMPLE', sessionToken: `${SECRET}1` } } }),
    record('e-2', { userAgent: `(((${"'; DROP TABLE x; --"}`, responseElements: { accessKey: { secretAccessKey: `${SECRET}2` } } }),
    record('e-3', {
      requestParameters: { SecretString: `${SECRET}3`, items: [{ password: `${SECRET}4` }, { clientSecret: { value: `${SECRET}5` } }] },
    }),
  ];
  await writeFile(join(folder, 'log.json'), JSON.stringify({ Records: records }));
  const lake = join(folder, 'lake');
  await collect(lake, [join(folder, 'log.json')]);
  return openLake(lake);
}
