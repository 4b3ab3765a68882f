import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../src/core/json.ts';

/** Few and short texts, so that rules and events often meet; with characters that SQL, LIKE, JSON and regular expressions read in their own way. */
const text = fc.constantFrom(
  'a',
  'A',
  'ab',
  'aXb',
  'b',
  'a%b',
  'a_b',
  "it's",
  'x\ny',
  'null',
  'true',
  '',
  '443',
  '1.5',
  '10.1.2.3',
  '11.0.0.1',
  '2026-01-07T23:25:18Z',
);

const scalar: fc.Arbitrary<JsonValue> = fc.oneof(text, fc.constantFrom(443, 1.5, 0, true, false, null));

/** What stands at the end of a path: a scalar, an array of them, or an object. */
const value: fc.Arbitrary<JsonValue> = fc.oneof(
  { weight: 6, arbitrary: scalar },
  { weight: 2, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.dictionary(fc.constantFrom('a', 'k'), scalar, { maxKeys: 2 }) },
);

const parameters: fc.Arbitrary<JsonObject> = fc.record(
  {
    name: value,
    items: fc.oneof(fc.array(fc.record({ id: value }, { requiredKeys: [] }), { maxLength: 3 }), fc.record({ id: value })),
    policy: fc.oneof(
      value,
      fc.record({ id: value }).map((policy) => JSON.stringify(policy)),
    ),
  },
  { requiredKeys: [] },
);

/** Fields that rules ask for; the first are columns of text, the others lie in JSON. */
export const fields = [
  'errorCode',
  'userAgent',
  'userIdentity.arn',
  'resources.ARN',
  'requestParameters.name',
  'requestParameters.items.id',
  'requestParameters.policy.id',
  'requestParameters',
] as const;

/** Events with these fields, and the least that a record must have. */
export const events: fc.Arbitrary<readonly JsonObject[]> = fc
  .array(
    fc.record(
      {
        errorCode: text,
        userAgent: text,
        userIdentity: fc.record({ type: fc.constant('IAMUser'), arn: text }, { requiredKeys: ['type'] }),
        resources: fc.array(fc.record({ ARN: text, accountId: fc.constant('111122223333') }, { requiredKeys: ['accountId'] }), {
          minLength: 1,
          maxLength: 2,
        }),
        requestParameters: parameters,
      },
      { requiredKeys: [] },
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((some) =>
    some.map((event, index) => ({
      eventVersion: '1.08',
      eventID: `e${index}`,
      eventTime: '2026-01-07T02:25:18Z',
      eventSource: 'iam.amazonaws.com',
      eventName: 'CreateUser',
      awsRegion: 'us-east-1',
      sourceIPAddress: '10.1.2.3',
      eventType: 'AwsApiCall',
      recipientAccountId: '111122223333',
      ...event,
    })),
  );

/** A modifier with values that it takes. */
const asked: fc.Arbitrary<readonly [modifiers: string, value: unknown]> = fc.oneof(
  fc.tuple(
    fc.constantFrom('', '|cased', '|contains', '|startswith', '|endswith', '|neq', '|contains|cased', '|contains|neq'),
    fc.array(text, { minLength: 1, maxLength: 2 }),
  ),
  fc.tuple(fc.constantFrom('', '|contains', '|endswith'), fc.constantFrom('a*', '*b', 'a?b', '*', '?', 'a*b')),
  fc.tuple(fc.constant('|contains|all'), fc.constant(['a', 'b'])),
  fc.tuple(fc.constantFrom('', '|neq', '|gt', '|lte'), fc.constantFrom(443, 1.5, 0)),
  fc.tuple(fc.constant(''), fc.constantFrom(null, true, false)),
  fc.tuple(fc.constant('|exists'), fc.boolean()),
  fc.tuple(fc.constantFrom('|re', '|re|i'), fc.constantFrom('^a', 'b$', '[0-9]+', 'a.b', 'x\\sy')),
  fc.tuple(fc.constant('|cidr'), fc.constantFrom('10.0.0.0/8', '0.0.0.0/0')),
  fc.tuple(fc.constantFrom('|hour', '|day|gte', '|week'), fc.constantFrom(23, 7, 2)),
  fc.tuple(
    fc.constantFrom('|fieldref', '|fieldref|contains', '|fieldref|endswith'),
    fc.constantFrom('userAgent', 'requestParameters.name', 'no.such'),
  ),
);

const selection = fc
  .array(fc.tuple(fc.constantFrom(...fields), asked), { minLength: 1, maxLength: 2 })
  .map((lines) => Object.fromEntries(lines.map(([field, [modifiers, one]]) => [field + modifiers, one])));

/** A rule as JSON, which is YAML. */
export const rules: fc.Arbitrary<string> = fc
  .tuple(selection, selection, fc.constantFrom('a', 'not a', 'a and b', 'a and not b', 'a or b', 'not (a or b)', 'not a or not b'))
  .map(([a, b, condition]) => JSON.stringify({ title: 'T', detection: { a, b, condition } }));
