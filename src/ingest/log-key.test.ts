import { expect, test } from 'vitest';
import { parseLogKey } from './log-key.ts';

const NAME = '111122223333_CloudTrail_eu-west-1_20260107T0235Z_AbCdEfGhIjKlMnOp.json.gz';

test.each([
  [`AWSLogs/111122223333/CloudTrail/eu-west-1/2026/01/07/${NAME}`, '2026/01/07'],
  [`/evidence/some/prefix/AWSLogs/o-a1b2c3d4e5/111122223333/CloudTrail/eu-west-1/2026/01/07/${NAME}`, '2026/01/07'],
  [`AWSLogs/111122223333/CloudTrail-NetworkActivity/eu-west-1/2026/01/07/${NAME}`, '2026/01/07'],
  [`C:\\case\\AWSLogs\\111122223333\\CloudTrail\\eu-west-1\\2026\\01\\07\\${NAME}`, '2026/01/07'],
])('the folders of %s give the partition keys', (path, day) => {
  expect(parseLogKey(path)).toEqual({ account: '111122223333', partition: { day, region: 'eu-west-1', account: '111122223333' } });
});

test('a file name without the folders gives only an account to compare with', () => {
  expect(parseLogKey(`/copied/${NAME}`)).toEqual({ account: '111122223333', partition: null });
});

test.each(['/tmp/events.json', 'AWSLogs/1111/CloudTrail/eu-west-1/2026/01/07/x.json', 'AWSLogs/111122223333/CloudTrail/eu-west-1/x.json'])(
  '%s gives nothing',
  (path) => {
    expect(parseLogKey(path)).toEqual({ account: null, partition: null });
  },
);
