import { expect, test } from 'vitest';
import type { Resource } from '../../core/case.ts';
import { ownWork } from './own-work.ts';

/** The eventID is the second of the call. */
const touched = (eventId: string, action: Resource['action'], type: string, name: string): Resource => ({
  arn: null,
  name,
  type,
  action,
  eventId,
  credential: 'AKIAIAAAAAAAAEXAMPLE',
});
const times = new Map(['0', '1', '2', '3', '4', '5'].map((second) => [second, `2026-01-07T02:25:0${second}Z`]));

test('what was made before is own work, by whatever name it is called later', () => {
  const made = [
    touched('0', 'created', 'iam:Role', 'deploy'),
    touched('1', 'created', 'secretsmanager:Secret', 'billing/api'),
    touched('2', 'created', 'lambda:Function', 'worker'),
  ];
  const later = [
    touched('3', 'deleted', 'iam:RolePolicy', 'deploy'),
    touched('4', 'read', 'secretsmanager:SecretValue', 'arn:aws:secretsmanager:us-east-1:111122223333:secret:billing/api-ipLYiu'),
    touched('5', 'deleted', 'lambda:Function', 'arn:aws:lambda:us-east-1:111122223333:function:worker'),
  ];
  expect(later.map(ownWork([...later, ...made], times))).toEqual([true, true, true]);
});

test('what stands in its place afterwards makes nothing own work, nor does a thing of another service', () => {
  const deleted = touched('1', 'deleted', 'iam:User', 'ana');
  const others = [touched('2', 'created', 'iam:User', 'ana'), touched('0', 'created', 's3:Bucket', 'ana')];
  expect(ownWork([deleted, ...others], times)(deleted)).toBe(false);
});

test('of one second, what is read was made before; what is deleted may have been another’s', () => {
  const made = touched('1', 'created', 'ssm:Parameter', '/a');
  expect(ownWork([made], times)(touched('1', 'read', 'ssm:Parameter', '/a'))).toBe(true);
  expect(ownWork([made], times)(touched('1', 'deleted', 'ssm:Parameter', '/a'))).toBe(false);
});
