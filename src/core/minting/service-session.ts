import { textAt } from '../json.ts';
import type { Minting } from './minting.ts';

/** A call by which a service hands out a session of a role that it holds, and where the answer has it. */
interface Handout {
  readonly source: string;
  readonly names: readonly string[];
  /** Path of the object with the key; the answer itself where it has no other. */
  readonly at: string;
}

const CREDENTIALS = 'responseElements.credentials';

/** Source: API references of these services. That records show the id of the key is taken from them, and was not seen in a record. */
const handouts: readonly Handout[] = [
  // To the agent on a node of EKS, for a pod.
  { source: 'eks-auth.amazonaws.com', names: ['AssumeRoleForPodIdentity'], at: CREDENTIALS },
  // For access to a machine that somebody approved.
  { source: 'ssm.amazonaws.com', names: ['GetAccessToken'], at: CREDENTIALS },
  // S3 Access Grants.
  { source: 's3.amazonaws.com', names: ['GetDataAccess'], at: CREDENTIALS },
  // What a customer lets a partner do for a while.
  { source: 'sts.amazonaws.com', names: ['GetDelegatedAccessToken'], at: CREDENTIALS },
  {
    source: 'lakeformation.amazonaws.com',
    names: ['GetTemporaryGlueTableCredentials', 'GetTemporaryGluePartitionCredentials', 'GetTemporaryDataLocationCredentials'],
    at: 'responseElements',
  },
  { source: 'datazone.amazonaws.com', names: ['GetEnvironmentCredentials'], at: 'responseElements' },
];

/** Sessions that services other than STS hand out. */
export const serviceSessions: readonly Minting[] = handouts.flatMap(({ source, names, at }) =>
  names.map(
    (name): Minting => ({
      source,
      name,
      kind: 'role-session',
      relation: 'assumed',
      child: (event) => textAt(event, `${at}.accessKeyId`),
      bearer: (event) => ({
        arn: textAt(event, 'responseElements.assumedPrincipal'),
        userName: null,
        callerArn: textAt(event, 'responseElements.assumedRoleUser.arn'),
      }),
      expiration: `${at}.expiration`,
    }),
  ),
);
