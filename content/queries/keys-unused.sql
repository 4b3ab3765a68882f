/*
title: Keys that were not used for long
question: Which long-term keys have not been used for days, and could go?
tells: >-
  The last call of each long-term key that is older than so many days, counted back from the newest event of the logs.
doesNotTell: >-
  Keys without any call within the logs. They are the most forgotten of all: AWS's credential report lists them.
parameters:
  days: { about: how many days without a call, example: '90', default: '90' }
tags: [key, hygiene]
*/
SELECT useridentity.accesskeyid, max(useridentity.arn) AS owner, max(eventtime) AS last_time, max_by(eventid, eventtime) AS last_event
FROM irworkshopgluetablecloudtrail
WHERE useridentity.accesskeyid LIKE 'AKIA%'
GROUP BY 1
HAVING date_diff(
  'day',
  from_iso8601_timestamp(max(eventtime)),
  (SELECT from_iso8601_timestamp(max(eventtime)) FROM irworkshopgluetablecloudtrail)
) >= CAST(:days AS integer)
ORDER BY last_time, 1
