import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { AwsAccess } from '../core/aws-access.ts';
import { awsFailure } from './aws-failure.ts';
import { clientConfig } from './client-config.ts';

/** Whose credentials they are; the region is null when none is set. */
export interface Caller {
  readonly arn: string;
  readonly region: string | null;
}

/** Every region of STS knows who a caller is. */
const ANY_REGION = 'us-east-1';

/**
 * Who the credentials belong to, and the region that is set.
 *
 * @throws KeytrailError `KT_REMOTE_REFUSED` or `KT_REMOTE_UNREACHABLE`
 */
export async function callerOf(access: AwsAccess): Promise<Caller> {
  const config = clientConfig(access);
  const region = await new STSClient(config).config.region().catch(() => null);
  const client = new STSClient({ ...config, region: region ?? ANY_REGION });
  try {
    const { Arn = '' } = await client.send(new GetCallerIdentityCommand({}));
    return { arn: Arn, region };
  } catch (error) {
    throw awsFailure(error, { action: 'sts:GetCallerIdentity', target: 'AWS STS' });
  }
}
