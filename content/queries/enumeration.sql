/*
title: Looking around
question: Who made many kinds of reading calls within ten minutes?
tells: >-
  Keys that made many different List, Describe and Get calls in a window of ten minutes of the clock. That is what tools for enumeration look like, and people who learn their way.
doesNotTell: >-
  Whether it was meant ill: inventories and security scanners do the same every day, from the same address. Services of AWS that look around for you (invokedby) are left out.
parameters:
  kinds: { about: how many kinds of calls, example: '10', default: '10' }
tags: [discovery]
*/
SELECT useridentity.accesskeyid, max(useridentity.arn) AS who, substr(eventtime, 1, 15) || '0' AS from_minute,
  count(DISTINCT eventsource || eventname) AS kinds, count(*) AS calls, count(errorcode) AS errors, min_by(eventid, eventtime) AS first_event
FROM irworkshopgluetablecloudtrail
WHERE useridentity.accesskeyid IS NOT NULL AND useridentity.invokedby IS NULL AND regexp_like(eventname, '^(List|Describe|Get)')
GROUP BY useridentity.accesskeyid, substr(eventtime, 1, 15)
HAVING count(DISTINCT eventsource || eventname) >= CAST(:kinds AS integer)
ORDER BY from_minute, 1
