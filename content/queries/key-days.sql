/*
title: A key day by day
question: How much was the key used each day?
tells: >-
  Calls, kinds of calls and addresses for each day. The day on which all three grow is the day to look at first.
doesNotTell: >-
  Days without a call, which have no row. Whether a day without a row is a day without logs is told by coverage.
parameters:
  key: { about: the access key id, example: AKIAIAAAAAAAAEXAMPLE }
tags: [key, baseline]
*/
SELECT substr(eventtime, 1, 10) AS day, count(*) AS calls, count(DISTINCT eventname) AS kinds, count(DISTINCT sourceipaddress) AS addresses, min_by(eventid, eventtime) AS first_event
FROM irworkshopgluetablecloudtrail
WHERE useridentity.accesskeyid = :key
GROUP BY 1
ORDER BY 1
