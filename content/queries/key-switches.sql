/*
title: Keys switched on, off or deleted
question: Which keys were deleted, or switched on or off?
tells: >-
  Who did it to which key of which user. A key that was off and is switched on again is a way in that no search for new keys finds.
doesNotTell: >-
  The state of keys that nobody touched within the logs.
tags: [key, persistence, response]
*/
SELECT eventtime, eventname,
  json_extract_scalar(requestparameters, '$.accessKeyId') AS which_key,
  json_extract_scalar(requestparameters, '$.userName') AS of_user,
  json_extract_scalar(requestparameters, '$.status') AS status,
  useridentity.arn AS done_by,
  eventid
FROM irworkshopgluetablecloudtrail
WHERE eventsource = 'iam.amazonaws.com' AND eventname IN ('UpdateAccessKey', 'DeleteAccessKey') AND errorcode IS NULL
ORDER BY eventtime, eventid
