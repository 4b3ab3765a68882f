import type { CaseCredential, CredentialKind } from '../../core/case.ts';
import { cited, shown } from '../shown.ts';
import { bursts, defineStep, type StepDefinition } from '../step-definition.ts';
import { ownersLoss } from '../step-words.ts';
import { userCredentials } from '../user-credentials.ts';

interface Switch {
  readonly kind: CredentialKind;
  readonly operation: string;
  /** Member of the input that names the credential. */
  readonly member: string;
  readonly check: string;
}

/** Switches a user's long-term credential off. It stays in the account, so that its last use is kept and it can be switched on again. */
const deactivate = ({ kind, operation, member, check }: Switch): StepDefinition =>
  defineStep({
    id: `deactivate-${kind}`,
    level: 'quarantine',
    burst: bursts.deactivate,
    service: 'iam',
    operation,
    calls: ({ users }) =>
      userCredentials(users, kind)
        .filter(({ credential }) => credential.state !== 'inactive')
        .map(({ user, credential }) => {
          const named = { UserName: user.name, [member]: credential.id };
          return {
            about: credential.id,
            input: { ...named, Status: 'Inactive' },
            target: { kind, id: credential.id },
            why: `${origin(credential)}. Switched off after the deny, not before: a denied key still shows its user in the log, a dead one shows nothing.`,
            breaks: credential.mintedBy === null ? ownersLoss(user, `Whatever the owner of ${user.name} runs with this ${kind} stops.`) : [],
            doesNotStop: ['sessions that were opened with it: the deny policies on the user and on the roles end them'],
            inverse: { operation, input: { ...named, Status: 'Active' } },
            check,
          };
        }),
  });

const origin = ({ mintedBy, state }: CaseCredential): string => {
  if (mintedBy === null) return "It is in the attacker's hands";
  const unused = state === 'sleeper' ? '; not used in the data there is, it waits' : '';
  return `The lineage minted it (${shown(mintedBy.eventName)}, ${cited(mintedBy.eventId)})${unused}`;
};

const GONE = 'Calls with it now fail before they are logged: absence of records is no proof, the refusals by the deny policy are.';

/** Every kind of credential that IAM can switch off. */
export const credentialDeactivations: readonly StepDefinition[] = [
  deactivate({ kind: 'access-key', operation: 'UpdateAccessKey', member: 'AccessKeyId', check: `ListAccessKeys shows Inactive. ${GONE}` }),
  deactivate({
    kind: 'service-specific-credential',
    operation: 'UpdateServiceSpecificCredential',
    member: 'ServiceSpecificCredentialId',
    check: 'ListServiceSpecificCredentials shows Inactive.',
  }),
  deactivate({ kind: 'ssh-key', operation: 'UpdateSSHPublicKey', member: 'SSHPublicKeyId', check: 'ListSSHPublicKeys shows Inactive.' }),
  deactivate({
    kind: 'signing-certificate',
    operation: 'UpdateSigningCertificate',
    member: 'CertificateId',
    check: 'ListSigningCertificates shows Inactive.',
  }),
];
