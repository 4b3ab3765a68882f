import { type Call, read } from '../cloud/call.ts';

/** A page of the console and the calls that opening it makes. All of them only read. */
export interface ConsolePage {
  readonly service: string;
  readonly calls: readonly Call[];
}

/** Parameters as the console sends them, where there are any. */
const parameters: Readonly<Record<string, Call['request']>> = {
  DescribeInstances: { maxResults: 1000, instancesSet: {}, filterSet: {} },
  DescribeInstanceStatus: { maxResults: 1000, instancesSet: {}, filterSet: {}, includeAllInstances: true },
  DescribeTags: { maxResults: 1000, filterSet: { items: [{ name: 'resource-type', valueSet: { items: [{ value: 'instance' }] } }] } },
  DescribeSecurityGroups: { maxResults: 1000, securityGroupSet: {}, securityGroupIdSet: {}, filterSet: {} },
  DescribeVolumes: { maxResults: 500, volumeSet: {}, filterSet: {} },
  DescribeSnapshots: { maxResults: 500, snapshotSet: {}, ownersSet: { items: [{ owner: 'self' }] }, sharedUsersSet: {}, filterSet: {} },
  DescribeSubnets: { subnetSet: {}, filterSet: {} },
  DescribeVpcs: { vpcSet: {}, filterSet: {} },
  DescribeAlarms: { maxRecords: 100, includeCompositeAlarms: true },
  DescribeLogGroups: { limit: 50 },
  DescribeDBInstances: { maxRecords: 100 },
  ListTables: { limit: 100 },
  DescribeTable: { tableName: 'orders' },
  DescribeServices: { cluster: 'web', services: ['storefront'] },
  DescribeTasks: { cluster: 'web', tasks: [] },
  ListStacks: { stackStatusFilter: ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'ROLLBACK_COMPLETE'] },
  GetFunction20150331v2: { functionName: 'order-intake' },
  DescribeEventAggregates: { filter: { eventStatusCodes: ['open', 'upcoming'] }, aggregateField: 'eventTypeCategory' },
};

const page = (service: string, ...names: readonly string[]): ConsolePage => ({
  service,
  calls: names.map((name) => read(service, name, parameters[name] ?? null)),
});

export const consolePages: readonly ConsolePage[] = [
  page(
    'ec2',
    'DescribeInstances',
    'DescribeInstanceStatus',
    'DescribeAvailabilityZones',
    'DescribeTags',
    'DescribeSecurityGroups',
    'DescribeVolumes',
    'DescribeAddresses',
    'DescribeKeyPairs',
    'DescribeVpcs',
    'DescribeSubnets',
  ),
  page('ec2', 'DescribeSnapshots', 'DescribeVolumes', 'DescribeVolumeStatus', 'DescribeTags'),
  page('ec2', 'DescribeSecurityGroups', 'DescribeSecurityGroupRules', 'DescribeNetworkInterfaces', 'DescribeVpcs'),
  page('monitoring', 'DescribeAlarms', 'ListDashboards', 'GetMetricData', 'ListMetrics', 'DescribeAlarmHistory'),
  page('logs', 'DescribeLogGroups', 'DescribeLogStreams', 'DescribeMetricFilters', 'DescribeQueryDefinitions'),
  page('rds', 'DescribeDBInstances', 'DescribeDBClusters', 'DescribeDBSnapshots', 'DescribeEvents', 'DescribePendingMaintenanceActions'),
  page(
    'lambda',
    'ListFunctions20150331',
    'GetAccountSettings20160819',
    'ListTags20170331',
    'GetFunction20150331v2',
    'ListEventSourceMappings20150331',
  ),
  page('dynamodb', 'ListTables', 'DescribeTable', 'DescribeTimeToLive', 'DescribeContinuousBackups', 'ListTagsOfResource'),
  page('ecs', 'ListClusters', 'DescribeClusters', 'ListServices', 'DescribeServices', 'ListTasks', 'DescribeTasks'),
  page('cloudformation', 'ListStacks', 'DescribeStacks', 'DescribeStackEvents', 'GetTemplate'),
  page('health', 'DescribeEventAggregates'),
  page('s3', 'ListBuckets'),
];
