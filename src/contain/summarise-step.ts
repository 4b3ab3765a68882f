import { nameOfArn } from '../core/arn.ts';
import type { Step } from './plan-schema.ts';

/** A step on one line: `3 quarantine UpdateAccessKey access-key AKIA... of nwolf`. What cannot be undone says so; all else can. */
export function summariseStep({ burst, level, operation, input, target, inverse }: Step): string {
  const { kind, id } = target;
  const isPrincipal = kind === 'user' || kind === 'role';
  const owner = typeof input['UserName'] === 'string' && !isPrincipal ? ` of ${input['UserName']}` : '';
  return `${burst} ${level} ${operation} ${kind} ${isPrincipal ? nameOfArn(id) : id}${owner}${inverse === 'irreversible' ? ', cannot be undone' : ''}`;
}
