/*
title: Sessions that a key opened
question: Which temporary credentials were made with the key?
tells: >-
  Each successful call of AWS STS that gave out a session, with the id under which that session calls. Ask key-timeline for each of these ids, and this query again.
doesNotTell: >-
  Sessions that services opened for what the key made (a function, an instance). The session goes on when the key is switched off.
parameters:
  key: { about: the access key id, example: AKIAIAAAAAAAAEXAMPLE }
tags: [key, session, lineage]
*/
SELECT eventtime, eventname,
  json_extract_scalar(responseelements, '$.credentials.accessKeyId') AS session_key,
  COALESCE(json_extract_scalar(requestparameters, '$.roleArn'), json_extract_scalar(requestparameters, '$.name'), useridentity.arn) AS for_whom,
  json_extract_scalar(responseelements, '$.credentials.expiration') AS expires,
  eventid
FROM irworkshopgluetablecloudtrail
WHERE useridentity.accesskeyid = :key
  AND eventsource = 'sts.amazonaws.com'
  AND json_extract_scalar(responseelements, '$.credentials.accessKeyId') IS NOT NULL
ORDER BY eventtime, eventid
