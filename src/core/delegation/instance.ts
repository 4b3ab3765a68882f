import type { CloudTrailEvent } from '../event.ts';
import { isJsonObject, type JsonValue, textAt, valueAt } from '../json.ts';
import { type Delegation, type Expectation, openedBy } from './delegation.ts';

const EC2 = 'ec2.amazonaws.com';
/** An instance's credentials live about six hours, and are renewed before that. */
const CREDENTIALS_MS = 6 * 3_600_000;

const launched = (id: string): Expectation => ({
  certainty: 'indirect',
  rule: 'session of an instance that the caller gave a role',
  sessionName: id,
  admits: openedBy(EC2),
});
/** Who gets on an instance may take the credentials that it holds already. */
const entered = (id: string): Expectation => ({
  certainty: 'indirect',
  rule: 'session of an instance that the caller entered',
  sessionName: id,
  admits: openedBy(EC2),
  lookBackMs: CREDENTIALS_MS,
});

/** The instances of an EC2 set, or of a plain list of ids. */
export const instancesIn = (set: JsonValue | undefined): readonly JsonValue[] => {
  const items = isJsonObject(set) ? set['items'] : set;
  return Array.isArray(items) ? items : [];
};

const instanceIdsOf = (set: JsonValue | undefined): string[] =>
  instancesIn(set).flatMap((item) => (typeof item === 'string' ? item : (textAt(item, 'instanceId') ?? [])));

const texts = (event: CloudTrailEvent, ...paths: readonly string[]): string[] => paths.flatMap((path) => textAt(event, path) ?? []);

export const runInstances: Delegation = {
  source: EC2,
  names: ['RunInstances'],
  expects: (event) => instanceIdsOf(valueAt(event, 'responseElements.instancesSet')).map(launched),
};

/** These nest under the name of the call with capitals, unlike the rest of EC2. */
export const instanceProfileAssociation: Delegation = {
  source: EC2,
  names: ['AssociateIamInstanceProfile', 'ReplaceIamInstanceProfileAssociation'],
  expects: (event) =>
    texts(
      event,
      'requestParameters.AssociateIamInstanceProfileRequest.InstanceId',
      'responseElements.ReplaceIamInstanceProfileAssociationResponse.iamInstanceProfileAssociation.instanceId',
    )
      .slice(0, 1)
      .map(launched),
};

export const systemsManager: Delegation = {
  source: 'ssm.amazonaws.com',
  names: ['StartSession', 'ResumeSession', 'SendCommand'],
  expects: (event) =>
    [
      ...texts(event, 'requestParameters.target'),
      ...instanceIdsOf(valueAt(event, 'requestParameters.instanceIds')),
      ...targetedIn(valueAt(event, 'requestParameters.targets')),
    ].map(entered),
};

/** Instances that a command names by `[{key: InstanceIds, values: [...]}]`; those meant by their tags stand in no record. */
const targetedIn = (targets: JsonValue | undefined): string[] =>
  instancesIn(targets).flatMap((target) => (textAt(target, 'key')?.toLowerCase() === 'instanceids' ? instanceIdsOf(valueAt(target, 'values')) : []));

export const instanceConnect: Delegation = {
  source: 'ec2-instance-connect.amazonaws.com',
  names: ['SendSSHPublicKey', 'SendSerialConsoleSSHPublicKey'],
  expects: (event) => texts(event, 'requestParameters.instanceId').map(entered),
};

/** What an instance runs when it starts, as root: whoever changes it is on the instance from its next start. Its text is not logged. */
export const startUpScript: Delegation = {
  source: EC2,
  names: ['ModifyInstanceAttribute'],
  expects: (event) => (valueAt(event, 'requestParameters.userData') === undefined ? [] : texts(event, 'requestParameters.instanceId').map(entered)),
};
