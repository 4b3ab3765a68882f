/*
title: Tools of a key
question: With which tools was the key used?
tells: >-
  Each user agent with its first and last call. A tool that the owner never used, or another operating system, is a second pair of hands.
doesNotTell: >-
  The truth, if the caller minds: the user agent is a text that the caller chooses.
parameters:
  key: { about: the access key id, example: AKIAIAAAAAAAAEXAMPLE }
tags: [key]
*/
SELECT useragent, min(eventtime) AS first_time, max(eventtime) AS last_time, count(*) AS calls, min_by(eventid, eventtime) AS first_event
FROM irworkshopgluetablecloudtrail
WHERE useridentity.accesskeyid = :key
GROUP BY 1
ORDER BY first_time, 1
