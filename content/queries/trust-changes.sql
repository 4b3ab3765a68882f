/*
title: Who may take a role since
question: Which roles were made or opened to somebody else?
tells: >-
  New roles and new trust policies with their text: look in it for accounts, users and providers that are not yours.
doesNotTell: >-
  The policy that was there before. Doors of resources (buckets, keys, functions) are in shared-resources.
tags: [role, policy, persistence]
*/
SELECT eventtime, eventname, json_extract_scalar(requestparameters, '$.roleName') AS role,
  COALESCE(json_extract_scalar(requestparameters, '$.policyDocument'), json_extract_scalar(requestparameters, '$.assumeRolePolicyDocument')) AS trust_policy,
  useridentity.arn AS done_by, eventid
FROM irworkshopgluetablecloudtrail
WHERE eventsource = 'iam.amazonaws.com' AND eventname IN ('CreateRole', 'UpdateAssumeRolePolicy') AND errorcode IS NULL
ORDER BY eventtime, eventid
