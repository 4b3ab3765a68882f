import { kebabCase } from '../cli-line.ts';
import type { Scope } from '../scope.ts';
import { bursts, defineStep, type PlannedCall, type StepDefinition } from '../step-definition.ts';
import { userCredentials } from '../user-credentials.ts';

/** What a read is about, and the input that names it. */
interface Reading {
  readonly about: string;
  readonly input: PlannedCall['input'];
  readonly target: PlannedCall['target'];
}

/** A call that only reads: its answer is kept, for the record and to put things back as they were. */
const read = (operation: string, why: string, readings: (scope: Scope) => readonly Reading[]): StepDefinition =>
  defineStep({
    id: kebabCase(operation),
    level: 'evidence',
    burst: bursts.evidence,
    service: 'iam',
    operation,
    calls: (scope) =>
      readings(scope).map((reading) => ({
        ...reading,
        why,
        breaks: [],
        doesNotStop: ['everything: nothing is changed'],
        // The contract knows no third word: to read again is what undoes nothing.
        inverse: { operation, input: reading.input },
        check: 'The answer is kept. NoSuchEntity is an answer too: there is none. IsTruncated says that there is more to read.',
      })),
  });

const ofUsers = (operation: string, why: string): StepDefinition =>
  read(operation, why, ({ users }) => users.map(({ name, arn }) => ({ about: name, input: { UserName: name }, target: { kind: 'user', id: arn } })));

const ofRoles = (operation: string, why: string): StepDefinition =>
  read(operation, why, ({ roles }) => roles.map(({ name, arn }) => ({ about: name, input: { RoleName: name }, target: { kind: 'role', id: arn } })));

const ofKeys = (operation: string, why: string): StepDefinition =>
  read(operation, why, ({ users }) =>
    userCredentials(users, 'access-key').map(({ credential: { id } }) => ({
      about: id,
      input: { AccessKeyId: id },
      target: { kind: 'access-key', id },
    })),
  );

/** What to know before anything is changed. Source of the list: what DeleteUser and DeleteRole need gone, and what rollback must put back. */
export const evidenceReads: readonly StepDefinition[] = [
  ofUsers('GetUser', 'Its unique id, and the permissions boundary that quarantine replaces.'),
  ofUsers('ListAccessKeys', 'Keys that no log shows: made before it begins, or in a gap.'),
  ofKeys('GetAccessKeyLastUsed', 'The last use is lost when a key is deleted; it covers regions and calls that no trail holds.'),
  ofUsers('ListUserPolicies', 'Inline policies: permissions that the attacker may have added.'),
  ofUsers('ListAttachedUserPolicies', 'Managed policies: permissions that the attacker may have added.'),
  ofUsers('ListGroupsForUser', 'Groups: permissions that the attacker may have added.'),
  ofUsers('GetLoginProfile', 'Whether the user can sign in to the console, and since when.'),
  ofUsers('ListMFADevices', 'A device that the attacker enrolled outlives a change of password.'),
  ofUsers('ListSSHPublicKeys', 'Credentials that are no access keys.'),
  ofUsers('ListServiceSpecificCredentials', 'Credentials that are no access keys, long-term Bedrock keys among them.'),
  ofUsers('ListSigningCertificates', 'Credentials that are no access keys.'),
  ofRoles('GetRole', 'Who may assume it, for how long, and within which boundary.'),
  ofRoles('ListRolePolicies', 'Inline policies: permissions that the attacker may have added.'),
  ofRoles('ListAttachedRolePolicies', 'Managed policies: permissions that the attacker may have added.'),
  ofRoles('ListInstanceProfilesForRole', 'Instances that hold credentials of the role.'),
];
