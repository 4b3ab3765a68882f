/*
title: Code that was changed
question: Which functions were made or got other code?
tells: >-
  Lambda functions that were created or whose code or settings changed, with the role they run in. Whoever changes the code calls as that role from then on.
doesNotTell: >-
  The code. Calls of the function are under its role, from an address of AWS.
tags: [persistence, compute]
*/
SELECT eventtime, eventname, json_extract_scalar(requestparameters, '$.functionName') AS function_name,
  json_extract_scalar(requestparameters, '$.role') AS role, useridentity.arn AS done_by, eventid
FROM irworkshopgluetablecloudtrail
WHERE eventsource = 'lambda.amazonaws.com' AND errorcode IS NULL AND regexp_like(eventname, '^(CreateFunction|UpdateFunctionCode|UpdateFunctionConfiguration)')
ORDER BY eventtime, eventid
