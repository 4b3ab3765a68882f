import type { StepDefinition } from '../step-definition.ts';
import { boundRole, boundUser } from './bound-principal.ts';
import { credentialDeactivations } from './deactivate-credential.ts';
import { credentialDeletions } from './delete-credential.ts';
import { deleteLoginProfile } from './delete-login-profile.ts';
import { denyRole } from './deny-role.ts';
import { denyUser } from './deny-user.ts';
import { detachRolePolicy, detachUserPolicy } from './detach-policy.ts';
import { evidenceReads } from './read-evidence.ts';
import { deleteRole, deleteUser, liftRoleQuarantine, liftUserQuarantine } from './remove-principal.ts';
import { revokeRoleSessions } from './revoke-role-sessions.ts';
import { startLogging } from './start-logging.ts';

/** Every containment step, in the order of a plan: by burst. A new one is a file and a line here, among the steps of its burst. */
export const stepDefinitions: readonly StepDefinition[] = [
  ...evidenceReads,
  denyUser,
  boundUser,
  revokeRoleSessions,
  denyRole,
  boundRole,
  ...credentialDeactivations,
  deleteLoginProfile,
  startLogging,
  ...credentialDeletions,
  detachUserPolicy,
  detachRolePolicy,
  liftUserQuarantine,
  liftRoleQuarantine,
  deleteUser,
  deleteRole,
];
