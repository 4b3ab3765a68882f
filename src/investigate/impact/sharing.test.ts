import { describe, expect, test } from 'vitest';
import { ACCOUNT, call, key } from '../../../test/support/events.ts';
import type { JsonObject, JsonValue } from '../../core/json.ts';
import { sharedWith } from './sharing.ts';

const OTHER = '444455556666';
const readers = (name: string, request: JsonObject) => sharedWith(call(key(0), name, { request }));
const allowing = (Principal: JsonValue): JsonObject => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal, Action: 's3:GetObject' }],
});

describe('whom a call lets in', () => {
  test.each([
    ['ModifySnapshotAttribute', { createVolumePermission: { add: { items: [{ userId: OTHER }, { group: 'all' }] } } }, [OTHER, 'all']],
    ['ModifySnapshotAttribute', { createVolumePermission: { remove: { items: [{ userId: OTHER }] } } }, []],
    ['ModifyImageAttribute', { launchPermission: { add: { items: [{ userId: OTHER }] } } }, [OTHER]],
    ['ModifyDBSnapshotAttribute', { attributeName: 'restore', valuesToAdd: ['all'] }, ['all']],
    ['PutBucketPolicy', { bucketPolicy: allowing({ AWS: `arn:aws:iam::${OTHER}:root` }) }, [OTHER]],
    ['PutBucketPolicy', { bucketPolicy: allowing('*') }, ['*']],
    ['PutBucketPolicy', { bucketPolicy: allowing({ Service: 'cloudtrail.amazonaws.com' }) }, []],
    ['PutBucketPolicy', { bucketPolicy: allowing({ AWS: `arn:aws:iam::${ACCOUNT}:role/app` }) }, []],
    ['PutResourcePolicy', { secretId: 's', resourcePolicy: JSON.stringify(allowing({ AWS: OTHER })) }, [OTHER]],
    ['PutBucketAcl', { bucketName: 'b', 'x-amz-acl': ['public-read'] }, ['*']],
    ['PutBucketAcl', { bucketName: 'b', 'x-amz-acl': ['private'] }, []],
    ['UpdateAssumeRolePolicy', { roleName: 'r', policyDocument: JSON.stringify(allowing({ AWS: OTHER })) }, [OTHER]],
    ['AddPermission20150331v2', { functionName: 'f', principal: '*' }, ['*']],
    ['AddPermission20150331v2', { functionName: 'f', principal: 's3.amazonaws.com' }, []],
    ['AddPermission20150331v2', { functionName: 'f', principal: `arn:aws:iam::${OTHER}:root` }, [OTHER]],
    ['CreateFunctionUrlConfig', { functionName: 'f', authType: 'NONE' }, ['*']],
  ])('%s of %j', (name, request, expected) => {
    expect(readers(name, request as JsonObject)).toEqual(expected);
  });

  test('is no question for other calls', () => {
    expect(readers('DeleteBucket', { bucketName: 'b' })).toBeNull();
  });
});
