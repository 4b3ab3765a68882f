/*
title: Whose key it is
question: Who calls with the key?
tells: >-
  The identity that AWS wrote into each record of the key. A long-term key (AKIA) has one user; a session (ASIA) shows the role and the name that the caller gave the session.
doesNotTell: >-
  Who sat at the keyboard. A key that was never used occurs in no identity; keys-created knows whose it is.
parameters:
  key: { about: the access key id, example: AKIAIAAAAAAAAEXAMPLE }
tags: [key, start]
*/
SELECT useridentity.type, useridentity.arn, useridentity.username, useridentity.accountid, count(*) AS calls, min_by(eventid, eventtime) AS first_event
FROM irworkshopgluetablecloudtrail
WHERE useridentity.accesskeyid = :key
GROUP BY 1, 2, 3, 4
ORDER BY calls DESC, 2
