import type { Certainty } from '../case.ts';
import { textAt } from '../json.ts';
import type { Delegation } from './delegation.ts';

/** A call that makes or changes what vouches for callers without a key, and where the record names it. */
interface ProviderCall {
  readonly source: string;
  readonly name: string;
  readonly path: string;
  /** Through what the caller made come only the caller's people; through what the caller changed the owner's too. */
  readonly certainty: Certainty;
  readonly what: string;
}

const IAM = 'iam.amazonaws.com';
const ROLES_ANYWHERE = 'rolesanywhere.amazonaws.com';

const calls: readonly ProviderCall[] = [
  { source: IAM, name: 'CreateSAMLProvider', path: 'responseElements.sAMLProviderArn', certainty: 'strong', what: 'made' },
  { source: IAM, name: 'UpdateSAMLProvider', path: 'requestParameters.sAMLProviderArn', certainty: 'indirect', what: 'changed' },
  { source: IAM, name: 'CreateOpenIDConnectProvider', path: 'responseElements.openIDConnectProviderArn', certainty: 'strong', what: 'made' },
  {
    source: IAM,
    name: 'UpdateOpenIDConnectProviderThumbprint',
    path: 'requestParameters.openIDConnectProviderArn',
    certainty: 'indirect',
    what: 'changed',
  },
  {
    source: IAM,
    name: 'AddClientIDToOpenIDConnectProvider',
    path: 'requestParameters.openIDConnectProviderArn',
    certainty: 'indirect',
    what: 'changed',
  },
  { source: ROLES_ANYWHERE, name: 'CreateTrustAnchor', path: 'responseElements.trustAnchor.trustAnchorArn', certainty: 'strong', what: 'made' },
  { source: ROLES_ANYWHERE, name: 'UpdateTrustAnchor', path: 'responseElements.trustAnchor.trustAnchorArn', certainty: 'indirect', what: 'changed' },
  { source: ROLES_ANYWHERE, name: 'CreateProfile', path: 'responseElements.profile.profileArn', certainty: 'strong', what: 'made' },
  { source: ROLES_ANYWHERE, name: 'UpdateProfile', path: 'responseElements.profile.profileArn', certainty: 'indirect', what: 'changed' },
];

export const identityProviders: readonly Delegation[] = calls.map(({ source, name, path, certainty, what }) => ({
  source,
  names: [name],
  expects: (event) => {
    const provider = textAt(event, path);
    return provider === null ? [] : [{ certainty, rule: `session through an identity provider that the caller ${what}`, provider }];
  },
}));

/** A user of Identity Center signs in through roles that Identity Center keeps, under the name of the user. */
const directoryUser = (source: string): Delegation => ({
  source,
  names: ['CreateUser'],
  expects: (event) => {
    const sessionName = textAt(event, 'requestParameters.userName') ?? textAt(event, 'responseElements.user.userName');
    if (sessionName === null) return [];
    return [
      {
        certainty: 'strong',
        rule: 'session of an Identity Center user that the caller made',
        sessionName,
        admits: (opening) => (textAt(opening, 'requestParameters.roleArn') ?? '').includes('/AWSReservedSSO_'),
      },
    ];
  },
});

export const directoryUsers: readonly Delegation[] = ['identitystore.amazonaws.com', 'sso-directory.amazonaws.com'].map(directoryUser);
