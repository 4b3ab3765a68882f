/*
title: What a key was refused
question: What did somebody try with the key that it may not do?
tells: >-
  Refused calls with AWS's reason. Whoever owns a key knows what it may do; a row of refusals is somebody who does not.
doesNotTell: >-
  Calls that fail for other reasons (a name that does not exist); key-timeline has them.
parameters:
  key: { about: the access key id, example: AKIAIAAAAAAAAEXAMPLE }
tags: [key, denial]
*/
SELECT eventtime, eventname, errorcode, errormessage, sourceipaddress, eventid
FROM irworkshopgluetablecloudtrail
WHERE useridentity.accesskeyid = :key AND regexp_like(errorcode, 'AccessDenied|Unauthorized|Forbidden')
ORDER BY eventtime, eventid
