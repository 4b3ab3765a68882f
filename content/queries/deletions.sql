/*
title: What was destroyed
question: Who deleted things, and what kind?
tells: >-
  Calls that delete, terminate or schedule a deletion and were carried out, by who and by kind. Some can be undone for days: keys of KMS, secrets.
doesNotTell: >-
  Objects and items where no data events are recorded, and what was overwritten.
tags: [impact]
*/
SELECT useridentity.arn, useridentity.accesskeyid, eventsource, eventname, count(*) AS times, min(eventtime) AS first_time, min_by(eventid, eventtime) AS first_event
FROM irworkshopgluetablecloudtrail
WHERE errorcode IS NULL AND regexp_like(eventname, '^(Delete|Terminate|Remove|ScheduleKeyDeletion|Purge)')
GROUP BY 1, 2, 3, 4
ORDER BY first_time, 1, 4
