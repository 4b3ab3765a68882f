import type { CredentialKind } from '../../core/case.ts';
import { bursts, defineStep, type StepDefinition } from '../step-definition.ts';
import { ownersLoss } from '../step-words.ts';
import { userCredentials } from '../user-credentials.ts';

interface Removal {
  readonly kind: CredentialKind;
  readonly operation: string;
  /** Member of the input that names the credential. */
  readonly member: string;
}

/** Removes a credential for good: last of all, since its last use and the way back go with it. */
const deletion = ({ kind, operation, member }: Removal): StepDefinition =>
  defineStep({
    id: `delete-${kind}`,
    level: 'eradicate',
    burst: bursts.strip,
    service: 'iam',
    operation,
    calls: ({ users }) =>
      userCredentials(users, kind).map(({ user, credential }) => ({
        about: credential.id,
        input: { UserName: user.name, [member]: credential.id },
        target: { kind, id: credential.id },
        why: 'What an attacker holds is never good again; while it is only inactive, whoever may change its status can switch it on.',
        breaks: credential.mintedBy === null ? ownersLoss(user, `The owner of ${user.name} needs a new ${kind}, better a role.`) : [],
        doesNotStop: ['sessions that were opened with it: the deny policies end them'],
        inverse: 'irreversible',
        check: `The list of ${user.name}'s credentials does not show it.`,
      })),
  });

/** In the order in which IAM's documentation strips a user before DeleteUser. */
export const credentialDeletions: readonly StepDefinition[] = [
  deletion({ kind: 'access-key', operation: 'DeleteAccessKey', member: 'AccessKeyId' }),
  deletion({ kind: 'signing-certificate', operation: 'DeleteSigningCertificate', member: 'CertificateId' }),
  deletion({ kind: 'ssh-key', operation: 'DeleteSSHPublicKey', member: 'SSHPublicKeyId' }),
  deletion({ kind: 'service-specific-credential', operation: 'DeleteServiceSpecificCredential', member: 'ServiceSpecificCredentialId' }),
];
