/** Parts of session names that tools write anew for each session: ids of instances, times, random numbers. */
const ANEW = '[0-9a-f]{8,}(-[0-9a-f]{4,})*|[0-9]{5,}';

/**
 * Athena SQL for the ARN of a session under which all sessions of its kind are one: `.../assumed-role/terraform/terraform-*`. Source: session names in public CloudTrail
 * logs; the AWS CLI, SDKs, Terraform, EC2 and CodeBuild each write a number or id.
 *
 * @param arn Athena SQL for the ARN of an assumed role's session
 */
export const foldedSession = (arn: string): string =>
  `concat(split_part(${arn}, '/', 1), '/', split_part(${arn}, '/', 2), '/', regexp_replace(split_part(${arn}, '/', 3), '${ANEW}', '*'))`;

/** Athena SQL for what use is gathered by: a long-term key by its id, the sessions of a role by role and name, those of a user by the user. */
export const callerColumn = `CASE WHEN starts_with(useridentity.accesskeyid, 'AKIA') THEN useridentity.accesskeyid
  WHEN useridentity.type = 'AssumedRole' THEN ${foldedSession('useridentity.arn')}
  ELSE useridentity.arn END`;
