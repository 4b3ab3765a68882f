/*
title: Timeline of a key
question: What was done with the key, call by call?
tells: >-
  Every call in the order of time, refused ones too. Read it for changes of pace: minutes of looking around, then the first change.
doesNotTell: >-
  What the sessions did that the key opened; they call under ids of their own (sessions-opened). Reads of objects and items are there only where the trail records data events.
parameters:
  key: { about: the access key id, example: AKIAIAAAAAAAAEXAMPLE }
tags: [key, timeline]
*/
SELECT eventtime, eventname, eventsource, awsregion, sourceipaddress, errorcode, eventid
FROM irworkshopgluetablecloudtrail
WHERE useridentity.accesskeyid = :key
ORDER BY eventtime, eventid
