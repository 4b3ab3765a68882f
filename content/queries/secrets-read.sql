/*
title: Secrets that were read
question: Who read which secrets and parameters?
tells: >-
  Calls that hand out the value of a secret or of a parameter. Each name in it is to be changed where it is used, once the way in is shut.
doesNotTell: >-
  The values. Reads of a parameter that is no secret look the same; refused ones have an error.
tags: [credential-access]
*/
SELECT eventtime, eventname,
  COALESCE(
    json_extract_scalar(requestparameters, '$.secretId'),
    json_extract_scalar(requestparameters, '$.name'),
    json_extract_scalar(requestparameters, '$.path'),
    json_format(COALESCE(json_extract(requestparameters, '$.secretIdList'), json_extract(requestparameters, '$.names')))
  ) AS secret,
  useridentity.arn AS read_by, useridentity.accesskeyid AS with_key, errorcode, eventid
FROM irworkshopgluetablecloudtrail
WHERE (eventsource = 'secretsmanager.amazonaws.com' AND eventname IN ('GetSecretValue', 'BatchGetSecretValue'))
  OR (eventsource = 'ssm.amazonaws.com' AND eventname IN ('GetParameter', 'GetParameters', 'GetParametersByPath', 'GetParameterHistory'))
ORDER BY eventtime, eventid
