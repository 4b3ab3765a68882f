import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { investigateLake } from '../../src/app/investigate.ts';
import type { Case } from '../../src/core/case.ts';
import type { CloudTrailEvent, UserIdentity } from '../../src/core/event.ts';
import { collect } from '../../src/lake/collect.ts';
import { ACCOUNT, role } from './events.ts';

/** The case that these records make, from a file to the end. */
export async function caseOf(events: readonly CloudTrailEvent[], ...subjects: readonly string[]): Promise<Case> {
  const directory = mkdtempSync(join(tmpdir(), 'keytrail-case-'));
  try {
    writeFileSync(join(directory, 'records.json'), JSON.stringify({ Records: events }));
    const lake = join(directory, 'lake');
    await collect(lake, [join(directory, 'records.json')]);
    return await investigateLake({ lake, subjects, command: 'test', version: '0' }, { now: () => new Date('2026-01-11T00:00:00Z') });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The identity that calls of a role's session carry. */
export const inRole = (name: string, sessionName: string, id: string, creationDate: string): UserIdentity => ({
  type: 'AssumedRole',
  principalId: `AROA${name.toUpperCase()}:${sessionName}`,
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${name}/${sessionName}`,
  accountId: ACCOUNT,
  accessKeyId: id,
  sessionContext: {
    sessionIssuer: { type: 'Role', principalId: `AROA${name.toUpperCase()}`, arn: role(name), accountId: ACCOUNT, userName: name },
    attributes: { creationDate, mfaAuthenticated: 'false' },
  },
});
