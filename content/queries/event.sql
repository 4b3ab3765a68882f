/*
title: One event
question: What does the record of one event say?
tells: >-
  The main fields of a record, to read behind a row of another query. keytrail lake raw EVENT_ID prints the record as it came.
doesNotTell: >-
  Secrets in the record: the loader has put *** in their place.
parameters:
  id: { about: the event id, example: 11111111-2222-4333-8444-555555555555 }
tags: [start]
*/
SELECT eventtime, eventname, eventsource, useridentity.arn, useridentity.accesskeyid, sourceipaddress, useragent, awsregion, errorcode, errormessage, requestparameters, responseelements, additionaleventdata, eventid
FROM irworkshopgluetablecloudtrail
WHERE eventid = :id
