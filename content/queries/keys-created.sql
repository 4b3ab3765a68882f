/*
title: Keys that were made
question: Who was given an access key, by whom?
tells: >-
  Each new long-term key with its id, its user, and the key that asked for it. A key made by a leaked key is leaked too.
doesNotTell: >-
  Whether the new key was used; sleeper-keys tells. Keys made before the logs begin are not there.
tags: [key, lineage, persistence]
*/
SELECT eventtime,
  json_extract_scalar(responseelements, '$.accessKey.accessKeyId') AS new_key,
  json_extract_scalar(responseelements, '$.accessKey.userName') AS for_user,
  useridentity.arn AS made_by,
  useridentity.accesskeyid AS with_key,
  eventid
FROM irworkshopgluetablecloudtrail
WHERE eventsource = 'iam.amazonaws.com' AND eventname = 'CreateAccessKey' AND errorcode IS NULL
ORDER BY eventtime, eventid
