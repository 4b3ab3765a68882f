import type { CaseCredential, CaseEdge, CredentialKind, CredentialState, Stage } from '../../core/case.ts';

/** Two letters stand for the stage in the picture, so that colour carries nothing alone. */
export const stageWords: Readonly<Record<Stage, { readonly title: string; readonly code: string }>> = {
  initialAccess: { title: 'Initial access', code: 'IA' },
  execution: { title: 'Execution', code: 'EX' },
  persistence: { title: 'Persistence', code: 'PS' },
  privilegeEscalation: { title: 'Privilege escalation', code: 'PE' },
  defenseEvasion: { title: 'Defense evasion', code: 'DE' },
  credentialAccess: { title: 'Credential access', code: 'CA' },
  discovery: { title: 'Discovery', code: 'DI' },
  lateralMovement: { title: 'Lateral movement', code: 'LM' },
  collection: { title: 'Collection', code: 'CO' },
  exfiltration: { title: 'Exfiltration', code: 'XF' },
  impact: { title: 'Impact', code: 'IM' },
};

export const kindWords: Readonly<Record<CredentialKind, string>> = {
  'access-key': 'access key',
  'session-token': 'session token',
  'federation-token': 'federation token',
  'role-session': 'role session',
  'console-session': 'console session',
  'login-profile': 'console password',
  'service-specific-credential': 'service credential',
  'ssh-key': 'SSH key',
  'signing-certificate': 'signing certificate',
};

/** A credential that made no call: a password makes none by itself, it signs in. */
export const idleWords = ({ firstUsed }: Pick<CaseCredential, 'firstUsed'>): string => (firstUsed === null ? 'never used' : 'used to sign in');

export const stateWords: Readonly<Record<CredentialState, string>> = {
  deleted: 'deleted',
  inactive: 'inactive',
  expired: 'expired',
  sleeper: 'SLEEPER',
  active: 'ACTIVE',
  unknown: 'state unknown',
};

export const relationWords: Readonly<Record<CaseEdge['relation'], string>> = {
  minted: 'minted',
  created: 'created',
  assumed: 'assumed',
  escalated: 'gave rights to',
  deleted: 'deleted',
};
