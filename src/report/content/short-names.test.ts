import { expect, test } from 'vitest';
import { leakedKeyCase } from '../../../test/report/leaked-key-case.ts';
import { userArn } from '../../core/arn.ts';
import { shortNames } from './short-names.ts';

const named = (...names: readonly string[]) =>
  shortNames({
    ...leakedKeyCase,
    credentials: [],
    edges: [],
    principals: names.map((name) => ({
      arn: userArn('111122223333', name),
      kind: 'user',
      principalId: null,
      createdBy: null,
      deletedBy: null,
      changedBy: [],
    })),
  });

test('words that all names begin with are left out', () => {
  const short = named('tdir-workshop-sysdev', 'tdir-workshop-nwolf-dev');
  expect(short(userArn('111122223333', 'tdir-workshop-nwolf-dev'))).toBe('nwolf-dev');
  expect(short('someone-else')).toBe('someone-else');
});

test('a name that ends where the others go on is not cut to nothing', () => {
  const short = named('tdir-workshop-', 'tdir-workshop-x');
  expect(short('tdir-workshop-')).toBe('tdir-workshop-');
});

test('one name alone, and names with little in common, stay whole', () => {
  expect(named('tdir-workshop-sysdev')('tdir-workshop-sysdev')).toBe('tdir-workshop-sysdev');
  expect(named('dev-a', 'dev-b')('dev-a')).toBe('dev-a');
  expect(named('production1', 'production2')('production1')).toBe('production1');
});
