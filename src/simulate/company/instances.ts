import { type Call, read, write } from '../cloud/call.ts';
import { type Caller, forwarded } from '../cloud/cloud.ts';
import { byRoleSession, byService } from '../cloud/identity.ts';
import { decrypt, getSecretValue } from '../cloud/secrets.ts';
import { assumeRole } from '../cloud/sts.ts';
import { boto3, ssmAgent } from '../cloud/user-agents.ts';
import type { Company, Instance } from './company.ts';
import { always } from './hours.ts';
import { renewed } from './renewed.ts';
import type { Routine, Scene } from './routine.ts';

const SESSION_SECONDS = 6 * 3600;

/** An instance: EC2 opens sessions of its role for it, the agent reports, the application reads its secret. */
export function instance(scene: Scene, { id, region, privateIp, publicIp }: Instance): Routine {
  const { company, random, ids } = scene;
  const role = company.instanceRole;
  const ec2: Caller = { identity: byService('ec2.amazonaws.com'), sourceIp: 'ec2.amazonaws.com', userAgent: 'ec2.amazonaws.com' };

  const session = renewed(SESSION_SECONDS * 900, (at) => {
    const sessions = [ids.key('ASIA'), ids.key('ASIA')].map((accessKeyId) => {
      const call = assumeRole(role, id, { accessKeyId, at, seconds: SESSION_SECONDS });
      scene.record(ec2, call, { at, region, recipient: role.accountId, sharedEventId: random.uuid() });
      return byRoleSession(role, id, accessKeyId, { at, mfa: false }, { ec2RoleDelivery: '2.0' });
    });
    const [first, second] = sessions;
    if (first === undefined || second === undefined) throw new Error('EC2 opens two sessions at a time');
    const agent: Caller = { identity: first, sourceIp: publicIp, userAgent: ssmAgent };
    const application: Caller = { identity: second, sourceIp: publicIp, userAgent: boto3('1.35.92', '3.12.8') };
    return { agent, application };
  });
  const associations = read('ssm', 'ListInstanceAssociations', { instanceId: id, maxResults: 20 });
  const report = write('ssm', 'UpdateInstanceInformation', {
    instanceId: id,
    agentVersion: '3.3.1345.0',
    agentStatus: 'Active',
    platformType: 'Linux',
    platformName: 'Amazon Linux',
    platformVersion: '2023',
    iPAddress: privateIp,
    computerName: `ip-${privateIp.replaceAll('.', '-')}.ec2.internal`,
    agentName: 'amazon-ssm-agent',
  });

  return {
    about: `${id} serves the shop`,
    share: 1.6,
    size: 14,
    hours: always,
    act: (at) => {
      const { agent, application } = session(at);
      for (let half = 0; half < 5; half++) {
        scene.record(agent, report, { at: at + half * 30_000 + 1000, region });
        scene.record(agent, associations, { at: at + half * 30_000 + random.between(1, 20) * 1000, region });
      }
      readSecret(scene, application, company, at + random.between(2, 50) * 1000);
      scene.record(application, read('ec2', 'DescribeTags', tagsOf(id)), { at: at + random.between(2, 50) * 1000, region });
    },
  };
}

const tagsOf = (instanceId: string): Call['request'] => ({
  filterSet: { items: [{ name: 'resource-id', valueSet: { items: [{ value: instanceId }] } }] },
});

/** Reads a secret; the service decrypts it in the caller's name, under a key of its own. */
export function readSecret(scene: Scene, caller: Caller, company: Company, at: number): void {
  const secret = scene.random.pick(company.secrets);
  const region = 'us-east-1';
  scene.record(caller, getSecretValue(secret), { at, region });
  const onBehalf = forwarded(caller, scene.ids.key('ASIA'), 'secretsmanager.amazonaws.com', at);
  scene.record(onBehalf, decrypt(company.keyArn, secret), { at, region });
}
