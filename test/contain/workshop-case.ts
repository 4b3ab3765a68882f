import { call, caseOf, credential, deed, escalation, mint, principal, resource, user } from './case-fixture.ts';

export const SEED = 'AKIAIAAAAAAAAEXAMPLE';
export const SLEEPER = 'AKIAIAAAAAAABEXAMPLE';
export const USED = 'AKIAIAAAAAAACEXAMPLE';
export const ADMIN_POLICY = 'arn:aws:iam::aws:policy/AdministratorAccess';

const sysdev = user('tdir-workshop-sysdev');
const mmajor = user('tdir-workshop-mmajor-dev');
const nwolf = user('tdir-workshop-nwolf-dev');

/** The workshop's event, with an administrator's calls of long before in the data too: a leaked key raises its user's rights and makes two users with a key each; one of these deletes a third user. */
export const workshopCase = caseOf({
  credentials: [
    credential(SEED, sysdev),
    credential(SLEEPER, mmajor, { state: 'sleeper', depth: 1, mintedBy: mint(SEED, 'CreateAccessKey', 'e-key-mmajor') }),
    credential(USED, nwolf, { depth: 1, mintedBy: mint(SEED, 'CreateAccessKey', 'e-key-nwolf') }),
  ],
  principals: [
    principal(sysdev, { createdBy: deed('AKIAIAAAAAAAZEXAMPLE', 'e-admin-1'), changedBy: [deed(SEED, 'e-attach')] }),
    principal(mmajor, { createdBy: deed(SEED, 'e-user-mmajor') }),
    principal(nwolf, { createdBy: deed(SEED, 'e-user-nwolf') }),
    principal(user('tdir-workshop-rroe-dev'), {
      createdBy: deed('AKIAIAAAAAAAZEXAMPLE', 'e-admin-2', '2025-12-01T09:00:00Z'),
      deletedBy: deed(USED, 'e-delete'),
    }),
  ],
  edges: [escalation(SEED, sysdev, 'AttachUserPolicy', 'e-attach')],
  resources: [resource('e-attach', 'AdministratorAccess', ADMIN_POLICY)],
  timeline: [
    call('e-attach', 'AttachUserPolicy'),
    call('e-user-mmajor', 'CreateUser'),
    call('e-key-mmajor', 'CreateAccessKey'),
    call('e-user-nwolf', 'CreateUser'),
    call('e-key-nwolf', 'CreateAccessKey'),
    call('e-delete', 'DeleteUser'),
  ],
});
