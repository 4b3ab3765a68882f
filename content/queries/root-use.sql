/*
title: Use of root
question: What was done as root?
tells: >-
  Every call of an account's root user. There should be next to none, each with a ticket.
doesNotTell: >-
  Work that AWS does in the name of root (calls with invokedby); they are left out.
tags: [root]
*/
SELECT eventtime, recipientaccountid, eventname, eventsource, sourceipaddress, useridentity.accesskeyid, errorcode, eventid
FROM irworkshopgluetablecloudtrail
WHERE useridentity.type = 'Root' AND useridentity.invokedby IS NULL
ORDER BY eventtime, eventid
