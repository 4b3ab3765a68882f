import type { AwsAccess } from '../core/aws-access.ts';

/** The flags of every command that may call AWS; without them what the AWS CLI would take. */
export const awsFlags = {
  profile: { kind: 'parsed', parse: String, optional: true, placeholder: 'NAME', brief: 'Profile of the AWS CLI' },
  region: { kind: 'parsed', parse: String, optional: true, placeholder: 'REGION', brief: 'AWS region' },
  endpointUrl: { kind: 'parsed', parse: String, optional: true, placeholder: 'URL', brief: 'Another endpoint than that of AWS' },
} as const;

/** The part of a command's flags that says how AWS is reached. */
export const awsAccess = ({ profile, region, endpointUrl }: AwsAccess): AwsAccess => ({
  ...(profile === undefined ? {} : { profile }),
  ...(region === undefined ? {} : { region }),
  ...(endpointUrl === undefined ? {} : { endpointUrl }),
});
