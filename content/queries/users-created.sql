/*
title: Users that were made
question: Which users were made, by whom?
tells: >-
  Each new IAM user and the key that asked for it. Names that sound like AWS's own are chosen so that nobody stumbles over them.
doesNotTell: >-
  What the user may do (policy-changes) and how somebody gets in as the user (keys-created, passwords-set).
tags: [user, persistence]
*/
SELECT eventtime, json_extract_scalar(requestparameters, '$.userName') AS new_user, useridentity.arn AS made_by, useridentity.accesskeyid AS with_key, sourceipaddress, eventid
FROM irworkshopgluetablecloudtrail
WHERE eventsource = 'iam.amazonaws.com' AND eventname = 'CreateUser' AND errorcode IS NULL
ORDER BY eventtime, eventid
