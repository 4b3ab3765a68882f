/*
title: What a key changed
question: What did the key change?
tells: >-
  Calls that AWS counts as writing and that were carried out. This is the list to undo.
doesNotTell: >-
  What was read. AssumeRole and other calls that open a session count as reading at AWS; sessions-opened has them.
parameters:
  key: { about: the access key id, example: AKIAIAAAAAAAAEXAMPLE }
tags: [key, change]
*/
SELECT eventtime, eventname, eventsource, requestparameters, eventid
FROM irworkshopgluetablecloudtrail
WHERE useridentity.accesskeyid = :key AND lower(readonly) = 'false' AND errorcode IS NULL
ORDER BY eventtime, eventid
