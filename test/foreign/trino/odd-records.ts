/** Values of `sourceIPAddress` that are addresses, almost addresses, or the names that CloudTrail puts there. */
const sources = [
  '10.1.2.3',
  '10.255.255.255',
  '172.16.0.1',
  '::1',
  '2001:DB8::1',
  '2001:db8:0:0:0:0:0:ff',
  '::ffff:10.0.0.5',
  'fe80::1',
  'AWS Internal',
  'ec2.amazonaws.com',
  '256.1.1.1',
  '10.0.0',
  '10.0.0.1.5',
  '10.0.0.1/32',
  '',
];

/** JSON texts of `requestParameters` that stretch what a reader of JSON has to bear. */
const parameters = [
  '{"userName":"nwolf","tags":[{"key":"a","value":"1"},{"key":"b","value":null}]}',
  '{"b":1,"a":{"z":[1,2,3],"y":{}},"A":"upper"}',
  '{"n":12345678901234567890,"f":1.0,"e":1e3,"neg":-0.5,"big":0.1234567890123456789,"t":true,"x":null}',
  '{"instanceType":"t3.micro","minCount":1,"maxCount":10,"instancesSet":{"items":[{"instanceId":"i-1","imageId":"ami-1"},{"instanceId":"i-2"}]}}',
  '{"":"empty","a.b":"dot","c d":"space","q\\"t":"quote","x-amz-acl":["public-read"],"Host":["bucket.s3.amazonaws.com"]}',
  '{"text":"line\\nbreak\\ttab \\u00fc \\ud83d\\ude80 \\\\ \\/","html":"<b>&amp;</b>","sql":"\'; DROP TABLE t; --"}',
  '{"policyDocument":"{\\"Version\\":\\"2012-10-17\\",\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Action\\":\\"*\\",\\"Resource\\":\\"*\\"}]}"}',
  '{"ipPermissions":{"items":[{"ipProtocol":"tcp","fromPort":22,"toPort":22,"ipRanges":{"items":[{"cidrIp":"0.0.0.0/0"}]}}]}}',
  '{}',
  '[]',
  '[1,"a",null,true,[2]]',
  '"text"',
  '7',
  'null',
];

const agents = [
  'aws-cli/2.15.0 Python/3.11 🚀',
  'Ünïcode/1.0 ßtraße',
  '[S3Console/0.4, aws-internal/3]',
  'Boto3/1.28\tlinux\nx86',
  '',
  '%_\\',
  'it\'s "quoted"',
];

/** Records that are no everyday ones, each with an id of its own: `odd-0`, `odd-1`... */
export function oddRecords(): readonly object[] {
  const records = [
    ...sources.map((sourceIPAddress) => ({ sourceIPAddress })),
    ...parameters.map((text) => ({ requestParameters: JSON.parse(text) as unknown })),
    ...parameters.map((text) => ({ responseElements: JSON.parse(text) as unknown, errorCode: 'Client.UnauthorizedOperation' })),
    ...agents.map((userAgent) => ({ userAgent })),
    { resources: [] },
    {
      resources: [
        { ARN: 'arn:aws:s3:::bucket/ключ', type: 'AWS::S3::Object' },
        { ARN: 'arn:aws:s3:::bucket', accountId: '111122223333' },
      ],
    },
    { resources: [{ ARN: 'arn:aws:kms:eu-west-1:444455556666:key/1', accountId: '444455556666', type: 'AWS::KMS::Key' }] },
    { userIdentity: { type: 'Root', principalId: '111122223333', arn: 'arn:aws:iam::111122223333:root', accountId: '111122223333' } },
    { userIdentity: { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' } },
    { userIdentity: null },
    { tlsDetails: { tlsVersion: 'TLSv1.3', cipherSuite: 'TLS_AES_128_GCM_SHA256', clientProvidedHostHeader: 'sts.amazonaws.com' } },
    { errorCode: 'AccessDenied', errorMessage: 'User: arn:aws:iam::111122223333:user/a is not authorized to perform: s3:ListBuckets' },
    { errorCode: '', errorMessage: '' },
    { userAgent: 'https://user@console.aws.amazon.com:8443/iam/home?region=us-east-1&x=a%20b+c#/users' },
  ];
  return records.map((record, index) => ({
    eventVersion: '1.08',
    eventTime: `2026-01-${String(1 + (index % 28)).padStart(2, '0')}T${String(index % 24).padStart(2, '0')}:${String(index % 60).padStart(2, '0')}:59Z`,
    eventSource: 'odd.amazonaws.com',
    eventName: `Odd${index % 7}`,
    awsRegion: index % 2 === 0 ? 'us-east-1' : 'eu-west-1',
    sourceIPAddress: '203.0.113.9',
    userAgent: 'odd',
    userIdentity: { type: 'IAMUser', userName: `Odd${index % 5}`, accessKeyId: 'AKIAIOSFODNN7EXAMPLE', accountId: '111122223333' },
    requestParameters: null,
    responseElements: null,
    eventID: `odd-${index}`,
    readOnly: index % 3 === 0,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: '111122223333',
    ...record,
  }));
}
