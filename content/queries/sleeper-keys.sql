/*
title: Keys that were made and never used
question: Which new keys wait for their day?
tells: >-
  Long-term keys that were made within the logs and signed no call. An attacker's sleeper is the way back in when the first key is switched off.
doesNotTell: >-
  Whether the key was deleted since (key-switches), and uses in accounts or regions whose logs are not here. AWS's credential report knows of those.
tags: [key, lineage, persistence]
*/
SELECT made.eventtime,
  json_extract_scalar(made.responseelements, '$.accessKey.accessKeyId') AS new_key,
  json_extract_scalar(made.responseelements, '$.accessKey.userName') AS for_user,
  made.useridentity.accesskeyid AS with_key,
  made.eventid
FROM irworkshopgluetablecloudtrail AS made
LEFT JOIN (SELECT DISTINCT useridentity.accesskeyid AS id FROM irworkshopgluetablecloudtrail) AS used
  ON used.id = json_extract_scalar(made.responseelements, '$.accessKey.accessKeyId')
WHERE made.eventsource = 'iam.amazonaws.com' AND made.eventname = 'CreateAccessKey' AND made.errorcode IS NULL AND used.id IS NULL
ORDER BY made.eventtime, made.eventid
