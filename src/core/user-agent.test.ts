import { describe, expect, test } from 'vitest';
import { agentBuild, agentFamily } from './user-agent.ts';

describe('a user agent', () => {
  test('two calls of the AWS CLI are of one build, through S3 too', () => {
    const sts = 'aws-cli/2.24.1 md/awscrt#0.23.8 ua/2.1 os/linux#6.8.0 md/arch#x86_64 lang/python#3.12.6 m/Z,b md/command#sts.get-caller-identity';
    const s3 = '[aws-cli/2.24.1 md/awscrt#0.23.8 ua/2.1 os/linux#6.8.0 md/arch#x86_64 lang/python#3.12.6 m/E md/command#s3api.list-buckets]';
    expect(agentBuild(sts)).toBe('aws-cli/2.24.1 md/awscrt#0.23.8 ua/2.1 os/linux#6.8.0 md/arch#x86_64 lang/python#3.12.6');
    expect(agentBuild(s3)).toBe(agentBuild(sts));
  });

  test('another version, or another machine, is another build', () => {
    expect(agentBuild('aws-cli/2.24.1 os/linux')).not.toBe(agentBuild('aws-cli/2.9.0 os/linux'));
    expect(agentBuild('aws-cli/2.24.1 os/linux')).not.toBe(agentBuild('aws-cli/2.24.1 os/macos'));
  });

  test('a service’s client within Terraform is no build of its own', () => {
    expect(agentBuild('Terraform/1.9.8 os/linux api/iam#1.60.0')).toBe(agentBuild('Terraform/1.9.8 os/linux api/sts#1.60.0'));
  });

  test('runs of one tool are one tool', () => {
    expect(agentFamily('stratus-red-team_0362e208-cc47-4ba7-9c39-195518d6e937')).toBe('stratus-red-team');
  });

  test('none is none', () => {
    expect([agentBuild(null), agentFamily(null), agentFamily('')]).toEqual(['', 'unknown', 'unknown']);
  });
});
