/*
title: Rights that were given or taken
question: Who was given which rights, and by whom?
tells: >-
  Changes of IAM policies: attached and detached, written into a user, group or role, and new versions. Look for AdministratorAccess, and for givers who are their own takers.
doesNotTell: >-
  Whether the rights were needed or used. Policies of resources (buckets, keys, functions) are in shared-resources.
tags: [policy, escalation]
*/
SELECT eventtime, eventname,
  COALESCE(
    json_extract_scalar(requestparameters, '$.userName'),
    json_extract_scalar(requestparameters, '$.roleName'),
    json_extract_scalar(requestparameters, '$.groupName')
  ) AS changed,
  COALESCE(json_extract_scalar(requestparameters, '$.policyArn'), json_extract_scalar(requestparameters, '$.policyName')) AS policy,
  useridentity.arn AS done_by, eventid
FROM irworkshopgluetablecloudtrail
WHERE eventsource = 'iam.amazonaws.com' AND errorcode IS NULL
  AND eventname IN (
    'AttachUserPolicy', 'AttachRolePolicy', 'AttachGroupPolicy', 'DetachUserPolicy', 'DetachRolePolicy', 'DetachGroupPolicy',
    'PutUserPolicy', 'PutRolePolicy', 'PutGroupPolicy', 'DeleteUserPolicy', 'DeleteRolePolicy', 'DeleteGroupPolicy',
    'CreatePolicy', 'CreatePolicyVersion', 'SetDefaultPolicyVersion', 'AddUserToGroup',
    'PutUserPermissionsBoundary', 'DeleteUserPermissionsBoundary', 'PutRolePermissionsBoundary', 'DeleteRolePermissionsBoundary'
  )
ORDER BY eventtime, eventid
