/*
title: Timeline of a user
question: What did the user do, with whatever key, session or password?
tells: >-
  Every call under the user's name, in order, with the key that signed it; none for calls in the console before a session is there.
doesNotTell: >-
  What the user did in roles: those calls carry the name of the role. A name may belong to two users, one deleted and one made anew, or to users of two accounts.
parameters:
  user: { about: the user name, example: tdir-workshop-sysdev }
tags: [user, timeline]
*/
SELECT eventtime, eventname, eventsource, useridentity.accesskeyid, sourceipaddress, errorcode, eventid
FROM irworkshopgluetablecloudtrail
WHERE useridentity.username = :user
ORDER BY eventtime, eventid
