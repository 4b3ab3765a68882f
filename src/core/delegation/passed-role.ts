import { type CloudTrailEvent, plainEventName } from '../event.ts';
import { isJsonObject, type JsonValue } from '../json.ts';
import { type Delegation, type Expectation, openedBy } from './delegation.ts';

/** A service that takes a role, by the calls that pass one, and under which names it then opens sessions where that is not its own. */
interface Service {
  readonly service: string;
  readonly names: readonly string[];
  readonly openers?: readonly string[];
}

/** Source: service authorization reference (iam:PassRole), published escalation paths. */
const services: readonly Service[] = [
  { service: 'glue', names: ['CreateJob', 'UpdateJob', 'CreateDevEndpoint', 'UpdateDevEndpoint', 'CreateSession', 'CreateCrawler', 'UpdateCrawler'] },
  { service: 'ecs', names: ['RegisterTaskDefinition', 'RunTask', 'StartTask', 'CreateService', 'UpdateService'], openers: ['ecs-tasks', 'ecs'] },
  { service: 'batch', names: ['RegisterJobDefinition', 'SubmitJob', 'CreateComputeEnvironment'], openers: ['ecs-tasks', 'batch', 'ec2'] },
  {
    service: 'eks',
    names: [
      'CreateCluster',
      'CreateNodegroup',
      'CreateFargateProfile',
      'CreatePodIdentityAssociation',
      'UpdatePodIdentityAssociation',
      'CreateAddon',
    ],
    openers: ['eks', 'eks-fargate-pods', 'eks-fargate', 'ec2'],
  },
  { service: 'codebuild', names: ['CreateProject', 'UpdateProject', 'StartBuild'] },
  { service: 'codepipeline', names: ['CreatePipeline', 'UpdatePipeline'] },
  { service: 'codedeploy', names: ['CreateDeploymentGroup', 'UpdateDeploymentGroup'] },
  { service: 'cloudformation', names: ['CreateStack', 'UpdateStack', 'CreateChangeSet', 'CreateStackSet', 'UpdateStackSet'] },
  {
    service: 'sagemaker',
    names: ['CreateNotebookInstance', 'UpdateNotebookInstance', 'CreateProcessingJob', 'CreateTrainingJob', 'CreateModel', 'CreateUserProfile'],
  },
  { service: 'states', names: ['CreateStateMachine', 'UpdateStateMachine'] },
  { service: 'datapipeline', names: ['CreatePipeline', 'PutPipelineDefinition'], openers: ['datapipeline', 'elasticmapreduce', 'ec2'] },
  { service: 'elasticmapreduce', names: ['RunJobFlow'], openers: ['elasticmapreduce', 'ec2'] },
  { service: 'airflow', names: ['CreateEnvironment', 'UpdateEnvironment'], openers: ['airflow', 'airflow-env'] },
  { service: 'elasticbeanstalk', names: ['CreateEnvironment', 'UpdateEnvironment'], openers: ['elasticbeanstalk', 'ec2'] },
  { service: 'ssm', names: ['StartAutomationExecution', 'CreateAssociation', 'SendCommand', 'RegisterTaskWithMaintenanceWindow'] },
  { service: 'scheduler', names: ['CreateSchedule', 'UpdateSchedule'] },
  { service: 'events', names: ['PutTargets'] },
  { service: 'pipes', names: ['CreatePipe', 'UpdatePipe'] },
  { service: 'emr-serverless', names: ['StartJobRun'], openers: ['ops.emr-serverless', 'emr-serverless'] },
  { service: 'apprunner', names: ['CreateService', 'UpdateService'] },
  { service: 'bedrock', names: ['CreateAgent', 'UpdateAgent'] },
  { service: 'bedrock-agentcore', names: ['CreateCodeInterpreter', 'CreateAgentRuntime'] },
  { service: 'iot', names: ['CreateTopicRule', 'ReplaceTopicRule', 'CreateRoleAlias'], openers: ['iot', 'credentials.iot'] },
];

/** How deep into a request roles are looked for: `containerDefinitions` and targets nest them. */
const DEPTH = 6;

/** One delegation for each service that takes roles. */
export const passedRoles: readonly Delegation[] = services.map(({ service, names, openers = [service] }) => ({
  source: `${service}.amazonaws.com`,
  names,
  expects: (event) => rolesIn(event.requestParameters, DEPTH).map((role) => passed(event, role, openers)),
}));

function passed(event: CloudTrailEvent, role: string, openers: readonly string[]): Expectation {
  return {
    certainty: 'indirect',
    rule: `session of the role that the caller passed to ${event.eventSource} in ${plainEventName(event.eventName)}`,
    role,
    admits: (opening) => openers.some((opener) => openedBy(`${opener}.amazonaws.com`)(opening)),
  };
}

/** Roles in members that are named after them (`taskRoleArn`, `serviceRole`, `roleARN`): elsewhere an ARN of a role may mean anything. */
function rolesIn(value: JsonValue | undefined, depth: number): string[] {
  if (depth === 0) return [];
  if (Array.isArray(value)) return value.flatMap((item: JsonValue) => rolesIn(item, depth - 1));
  if (!isJsonObject(value)) return [];
  const found = Object.entries(value).flatMap(([name, member]) => {
    const texts = [member].flat().filter((item) => typeof item === 'string');
    return [...(/role/i.test(name) ? texts.filter(isRole) : []), ...rolesIn(member, depth - 1)];
  });
  return [...new Set(found)];
}

/** An ARN, or the plain name that Glue takes too. */
const isRole = (text: string): boolean => /^(arn:[^:]+:iam::\d{12}:role\/\S+|[\w+=,.@-]{1,64})$/.test(text);
