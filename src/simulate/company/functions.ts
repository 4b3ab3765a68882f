import { write } from '../cloud/call.ts';
import type { Caller } from '../cloud/cloud.ts';
import { byRoleSession, byService } from '../cloud/identity.ts';
import { assumeRole } from '../cloud/sts.ts';
import { jsSdk } from '../cloud/user-agents.ts';
import type { Company } from './company.ts';
import { always } from './hours.ts';
import { readSecret } from './instances.ts';
import { renewed } from './renewed.ts';
import type { Routine, Scene } from './routine.ts';

const HOUR = 3_600_000;

/** A function: Lambda opens a session of its role for it, the function begins a log stream and reads its secret. */
export function lambdaFunction(scene: Scene, { name, role, region }: Company['functions'][number]): Routine {
  const { random, ids, company } = scene;
  const lambda: Caller = { identity: byService('lambda.amazonaws.com'), sourceIp: 'lambda.amazonaws.com', userAgent: 'lambda.amazonaws.com' };
  const session = renewed(HOUR, (at): Caller => {
    const accessKeyId = ids.key('ASIA');
    const call = assumeRole(role, name, { accessKeyId, at, seconds: 12 * 3600 });
    scene.record(lambda, call, { at, region, recipient: role.accountId, sharedEventId: random.uuid() });
    const functionArn = `arn:aws:lambda:${region}:${role.accountId}:function:${name}`;
    return {
      identity: byRoleSession(
        role,
        name,
        accessKeyId,
        { at, mfa: false },
        { inScopeOf: { issuerType: 'AWS::Lambda::Function', credentialsIssuedTo: functionArn } },
      ),
      sourceIp: `198.19.${random.below(256)}.${random.between(1, 254)}`,
      userAgent: `${jsSdk('3.716.0', 'logs')} exec-env/AWS_Lambda_nodejs20.x`,
    };
  });
  return {
    about: `the function ${name} runs`,
    share: 2,
    size: 4,
    hours: always,
    act: (at) => {
      const caller = session(at);
      const stream = {
        logGroupName: `/aws/lambda/${name}`,
        logStreamName: `${new Date(at).toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]${random.text('0123456789abcdef', 32)}`,
      };
      scene.record(caller, write('logs', 'CreateLogStream', stream), { at: at + 1000, region });
      readSecret(scene, caller, company, at + 1000);
    },
  };
}
