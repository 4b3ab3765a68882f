/*
title: Calls of a key by name
question: Which calls were made with the key, how often, and how many were refused?
tells: >-
  The shape of what the key is used for. A program makes few kinds of calls many times; somebody who looks around makes many kinds a few times.
doesNotTell: >-
  The order of the calls, and what they were about; key-timeline shows it.
parameters:
  key: { about: the access key id, example: AKIAIAAAAAAAAEXAMPLE }
tags: [key]
*/
SELECT eventsource, eventname, count(*) AS calls, count(errorcode) AS errors, min(eventtime) AS first_time, min_by(eventid, eventtime) AS first_event
FROM irworkshopgluetablecloudtrail
WHERE useridentity.accesskeyid = :key
GROUP BY 1, 2
ORDER BY calls DESC, 1, 2
