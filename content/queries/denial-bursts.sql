/*
title: Bursts of refusals
question: Who was refused many calls within ten minutes?
tells: >-
  Keys with many refusals in a window of ten minutes of the clock, and over how many kinds of calls. Somebody tries out what a key may do.
doesNotTell: >-
  Slow attempts, and a burst that lies across two windows with too few refusals in each. A program that lost a right is refused the same call again and again: one kind.
parameters:
  refusals: { about: how many refusals make a burst, example: '5', default: '5' }
tags: [denial, discovery]
*/
SELECT useridentity.accesskeyid, max(useridentity.arn) AS who, substr(eventtime, 1, 15) || '0' AS from_minute,
  count(*) AS refusals, count(DISTINCT eventname) AS kinds, min_by(eventid, eventtime) AS first_event
FROM irworkshopgluetablecloudtrail
WHERE regexp_like(errorcode, 'AccessDenied|Unauthorized|Forbidden')
GROUP BY useridentity.accesskeyid, substr(eventtime, 1, 15)
HAVING count(*) >= CAST(:refusals AS integer)
ORDER BY from_minute, 1
