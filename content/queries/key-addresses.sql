/*
title: Addresses of a key
question: From where was the key used, and since when?
tells: >-
  Each source address with its first and last call. Two addresses whose times overlap are two places at once: the owner and somebody else, or a program and its owner.
doesNotTell: >-
  Who an address belongs to. A name such as cloudformation.amazonaws.com in its place means that AWS called in the name of the key.
parameters:
  key: { about: the access key id, example: AKIAIAAAAAAAAEXAMPLE }
tags: [key, address]
*/
SELECT sourceipaddress, min(eventtime) AS first_time, max(eventtime) AS last_time, count(*) AS calls, count(DISTINCT useragent) AS agents, min_by(eventid, eventtime) AS first_event
FROM irworkshopgluetablecloudtrail
WHERE useridentity.accesskeyid = :key
GROUP BY 1
ORDER BY first_time, 1
