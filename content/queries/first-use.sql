/*
title: First use of a key
question: When was the key first used, for what, and from where?
tells: >-
  The earliest call that was signed with the key. What comes before it belongs to somebody else's story; the address and the agent are what to compare all later calls with.
doesNotTell: >-
  Whether that first call was the owner's or the thief's. A call of which no trail keeps a record (data events that are switched off) may be earlier.
parameters:
  key: { about: the access key id, example: AKIAIAAAAAAAAEXAMPLE }
tags: [key, start]
*/
SELECT eventtime, eventname, eventsource, sourceipaddress, useragent, errorcode, eventid
FROM irworkshopgluetablecloudtrail
WHERE useridentity.accesskeyid = :key
ORDER BY eventtime, eventid
LIMIT 1
