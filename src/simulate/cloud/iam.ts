import { type Call, read, write } from './call.ts';
import { englishTime } from './english-time.ts';
import type { User } from './principal.ts';

/** IAM calls, with requests and answers as CloudTrail records them. `at` is the time of the call, in milliseconds. */
export const createUser = (user: User, at: number): Call =>
  write(
    'iam',
    'CreateUser',
    { userName: user.userName },
    { user: { path: '/', userName: user.userName, userId: user.userId, arn: user.arn, createDate: englishTime(at) } },
  );

export const createAccessKey = (user: User, accessKeyId: string, at: number): Call =>
  write(
    'iam',
    'CreateAccessKey',
    { userName: user.userName },
    { accessKey: { accessKeyId, status: 'Active', userName: user.userName, createDate: englishTime(at) } },
  );

export const createLoginProfile = (user: User, at: number, passwordResetRequired = false): Call =>
  write(
    'iam',
    'CreateLoginProfile',
    { userName: user.userName, passwordResetRequired },
    { loginProfile: { userName: user.userName, createDate: englishTime(at), passwordResetRequired } },
  );

export const attachUserPolicy = (userName: string, policyArn: string): Call => write('iam', 'AttachUserPolicy', { userName, policyArn });
export const detachUserPolicy = (userName: string, policyArn: string): Call => write('iam', 'DetachUserPolicy', { userName, policyArn });
export const putUserPolicy = (userName: string, policyName: string, policyDocument: string): Call =>
  write('iam', 'PutUserPolicy', { userName, policyName, policyDocument });
export const addUserToGroup = (userName: string, groupName: string): Call => write('iam', 'AddUserToGroup', { groupName, userName });
export const removeUserFromGroup = (userName: string, groupName: string): Call => write('iam', 'RemoveUserFromGroup', { groupName, userName });
export const deleteUser = (userName: string): Call => write('iam', 'DeleteUser', { userName });
export const deleteLoginProfile = (userName: string): Call => write('iam', 'DeleteLoginProfile', { userName });
export const deleteAccessKey = (userName: string, accessKeyId: string): Call => write('iam', 'DeleteAccessKey', { userName, accessKeyId });
export const updateAccessKey = (userName: string, accessKeyId: string, status: 'Active' | 'Inactive'): Call =>
  write('iam', 'UpdateAccessKey', { accessKeyId, status, userName });

export const iamRead = (name: string, request: Call['request'] = null): Call => read('iam', name, request);
export const aboutUser = (name: string, userName: string): Call => read('iam', name, { userName });

/** ARN of a policy that AWS keeps. */
export const awsPolicy = (name: string): string => `arn:aws:iam::aws:policy/${name}`;
