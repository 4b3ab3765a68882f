/*
title: Who asked who they are
question: Which keys were tried with GetCallerIdentity, from where?
tells: >-
  GetCallerIdentity with long-term keys, by address. It needs no right and says whose key one holds: the first call of many who found one. One address with several keys tries out a haul.
doesNotTell: >-
  Sessions, which are left out: programs ask this of each new one. Keys that were tried by other calls.
tags: [discovery, address, start]
*/
SELECT sourceipaddress, count(DISTINCT useridentity.accesskeyid) AS keys, count(*) AS calls,
  array_join(array_sort(array_agg(DISTINCT useridentity.accesskeyid)), ' ') AS key_ids,
  min(eventtime) AS first_time, min_by(eventid, eventtime) AS first_event
FROM irworkshopgluetablecloudtrail
WHERE eventsource = 'sts.amazonaws.com' AND eventname = 'GetCallerIdentity' AND useridentity.accesskeyid LIKE 'AKIA%'
GROUP BY 1
ORDER BY keys DESC, first_time, 1
