import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseDocument, type ScalarTag } from 'yaml';
import { columns, DATABASE, hiveType, partitionKeys, TABLE, WORKGROUP } from '../src/core/cloudtrail-table.ts';

const path = new URL('../infra/keytrail-lab.yaml', import.meta.url);
const text = readFileSync(path, 'utf8');

const tags: ScalarTag[] = ['Ref', 'Sub', 'GetAtt'].map((name) => ({ tag: `!${name}`, resolve: (value) => ({ [name]: value }) }));
const join = { tag: '!Join', collection: 'seq' as const, resolve: (value: unknown) => value as never };

const document = parseDocument(text, { customTags: [...tags, join] });
const template: unknown = document.toJS();

/** The value at a path of the template; a step that is not there fails the test. `!Ref X` stands as `{ Ref: 'X' }`, as in CloudFormation's JSON. */
function at(root: unknown, ...names: readonly string[]): unknown {
  return names.reduce((value, name) => {
    if (typeof value !== 'object' || value === null || !(name in value))
      throw new Error(`The template has no ${names.join('/')}: ${name} is missing.`);
    return (value as Record<string, unknown>)[name];
  }, root);
}
const property = (resource: string, ...names: readonly string[]): unknown => at(template, 'Resources', resource, 'Properties', ...names);
const resources = Object.entries(at(template, 'Resources') as Record<string, Record<string, unknown>>);
const namesOfType = (type: string): string[] => resources.filter(([, resource]) => resource['Type'] === type).map(([name]) => name);

test('the template is YAML without errors, and every tag is known', () => {
  expect([...document.errors, ...document.warnings]).toEqual([]);
});

describe('the table', () => {
  const parameters = property('Table', 'TableInput', 'Parameters') as Record<string, unknown>;

  test("has core's columns, in order, with the same types", () => {
    const expected = columns.map(({ name, type }) => ({ Name: name, Type: hiveType(type) }));
    expect(expected.length).toBeGreaterThan(22);
    expect(property('Table', 'TableInput', 'StorageDescriptor', 'Columns')).toEqual(expected);
  });

  test('has the partition keys of core, each with a projection', () => {
    expect(property('Table', 'TableInput', 'PartitionKeys')).toMatchObject(partitionKeys.map((Name) => ({ Name, Type: 'string' })));
    for (const key of partitionKeys) expect(parameters).toHaveProperty([`projection.${key}.type`]);
  });

  test("finds a day's files where CloudTrail puts them", () => {
    expect(parameters).toMatchObject({
      // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's text, not ours
      'storage.location.template': { Sub: 's3://${LogBucket}/AWSLogs/${!account_partition}/CloudTrail/${!region_partition}/${!date_partition}' },
      'projection.date_partition.format': 'yyyy/MM/dd',
    });
  });

  test("answers the workshop's queries, which have no condition on the account", () => {
    expect(Object.values(parameters)).not.toContain('injected');
  });

  test("has the workshop's names", () => {
    expect(property('Database', 'DatabaseInput', 'Name')).toBe(DATABASE);
    expect(property('Table', 'DatabaseName')).toEqual({ Ref: 'Database' });
    expect(property('Table', 'TableInput', 'Name')).toBe(TABLE);
    expect(property('WorkGroup', 'Name')).toBe(WORKGROUP);
  });
});

describe('safety', () => {
  test('there is no access key in the template', () => {
    expect(namesOfType('AWS::IAM::User')).toEqual(['LabUser']);
    expect(namesOfType('AWS::IAM::AccessKey')).toEqual([]);
  });

  test('the buckets are two', () => {
    expect(namesOfType('AWS::S3::Bucket')).toEqual(['LogBucket', 'ResultsBucket']);
  });

  test.each(['LogBucket', 'ResultsBucket'])('%s is private, encrypted, kept, named by the stack, and refuses plain HTTP', (name) => {
    expect(Object.values(property(name, 'PublicAccessBlockConfiguration') as object)).toEqual([true, true, true, true]);
    expect(property(name, 'BucketEncryption')).toBeDefined();
    expect(property(name)).not.toHaveProperty('BucketName');
    expect(at(template, 'Resources', name, 'DeletionPolicy')).toBe('Retain');
    expect(property(`${name}Policy`, 'Bucket')).toEqual({ Ref: name });
    expect(property(`${name}Policy`, 'PolicyDocument', 'Statement')).toContainEqual({
      Sid: 'TlsOnly',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's text, not ours
      Resource: [{ GetAtt: `${name}.Arn` }, { Sub: '${NAME.Arn}/*'.replace('NAME', name) }],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
  });

  test('the trail covers all regions and signs its files', () => {
    expect(property('Trail')).toMatchObject({ IsMultiRegionTrail: true, EnableLogFileValidation: true, IncludeGlobalServiceEvents: true });
  });

  test("the lab's user stands in the boundary, and the boundary lets nobody leave it", () => {
    expect(property('LabUser')).toMatchObject({ UserName: 'tdir-workshop-sysdev', PermissionsBoundary: { Ref: 'LabBoundary' } });
    const statements = property('LabBoundary', 'PolicyDocument', 'Statement') as readonly { Action: readonly string[]; Condition?: unknown }[];
    const raising = statements.filter(({ Action }) => Action.some((action) => /^iam:(CreateUser|Attach|Put)/.test(action)));
    expect(raising).toHaveLength(1);
    expect(raising[0]).toHaveProperty(['Condition', 'StringEquals', 'iam:PermissionsBoundary']);
    const actions = statements.flatMap(({ Action }) => Action);
    expect(actions.filter((action) => /Boundary|Role|Group|PolicyVersion|^\*$|^iam:\*$/.test(action))).toEqual([]);
  });
});
