/** How AWS is to be reached, as far as the user says; the rest is looked up as the AWS CLI does. */
export interface AwsAccess {
  readonly profile?: string;
  readonly region?: string;
  readonly endpointUrl?: string;
}
