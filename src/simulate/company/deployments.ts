import { type Call, read, write } from '../cloud/call.ts';
import type { Caller } from '../cloud/cloud.ts';
import { byRoleSession, byWebIdentity } from '../cloud/identity.ts';
import { assumeRoleWithWebIdentity, getCallerIdentity } from '../cloud/sts.ts';
import { jsSdk } from '../cloud/user-agents.ts';
import { HOME_REGION } from './company.ts';
import { office } from './hours.ts';
import { inTurn, type Routine, type Scene } from './routine.ts';

const PROVIDER = 'token.actions.githubusercontent.com';
const SUBJECT = 'repo:anycompany/storefront:ref:refs/heads/main';

/** The pipeline: a job shows GitHub's token, gets a session for an hour, and deploys. A new session, session name and address every time. */
export function deployments(scene: Scene): Routine {
  const { random, ids, company } = scene;
  const role = company.deployRole;
  return {
    about: 'the pipeline deploys',
    share: 14,
    size: 26,
    hours: office(-2),
    act: (at) => {
      const sessionName = 'GitHubActions';
      const accessKeyId = ids.key('ASIA');
      const network = { sourceIp: `198.18.${random.below(256)}.${random.between(1, 254)}`, userAgent: jsSdk('3.716.0', 'sts') };
      const door: Caller = {
        identity: byWebIdentity(`arn:aws:iam::${role.accountId}:oidc-provider/${PROVIDER}`, 'sts.amazonaws.com', SUBJECT),
        ...network,
      };
      const call = assumeRoleWithWebIdentity(role, sessionName, `arn:aws:iam::${role.accountId}:oidc-provider/${PROVIDER}`, SUBJECT, {
        accessKeyId,
        at,
        seconds: 3600,
      });
      scene.record(door, call, { at, region: HOME_REGION, recipient: role.accountId });
      const webIdFederationData = { federatedProvider: `arn:aws:iam::${role.accountId}:oidc-provider/${PROVIDER}`, attributes: {} };
      const caller: Caller = { identity: byRoleSession(role, sessionName, accessKeyId, { at, mfa: false }, { webIdFederationData }), ...network };
      inTurn(scene, caller, deployment(random.text('0123456789abcdef', 7)), at + 2000, HOME_REGION, 6);
    },
  };
}

function deployment(commit: string): Call[] {
  const image = { repositoryName: 'storefront', registryId: '111122223333' };
  const layer = (digit: number): Call =>
    read('ecr', 'BatchCheckLayerAvailability', { ...image, layerDigests: [`sha256:${String(digit).repeat(64)}`] });
  return [
    getCallerIdentity,
    read('ecr', 'GetAuthorizationToken', {}),
    ...[1, 2, 3, 4, 5].map(layer),
    write('ecr', 'InitiateLayerUpload', image),
    write('ecr', 'UploadLayerPart', { ...image, uploadId: `EXAMPLE-${commit}`, partFirstByte: 0, partLastByte: 20_971_519 }),
    write('ecr', 'CompleteLayerUpload', { ...image, uploadId: `EXAMPLE-${commit}` }),
    write('ecr', 'PutImage', { ...image, imageTag: commit }),
    read('ecs', 'DescribeTaskDefinition', { taskDefinition: 'storefront' }),
    write('ecs', 'RegisterTaskDefinition', { family: 'storefront', networkMode: 'awsvpc', cpu: '512', memory: '1024' }),
    write('ecs', 'UpdateService', { cluster: 'web', service: 'storefront', taskDefinition: 'storefront', forceNewDeployment: false }),
    ...Array.from({ length: 8 }, () => read('ecs', 'DescribeServices', { cluster: 'web', services: ['storefront'] })),
    read('lambda', 'GetFunction20150331v2', { functionName: 'order-intake' }),
    write('lambda', 'UpdateFunctionCode20150331v2', {
      functionName: 'order-intake',
      publish: true,
      s3Bucket: 'anycompany-builds',
      s3Key: `order-intake/${commit}.zip`,
    }),
  ];
}
