/*
title: Objects read in bulk
question: Who read many objects of a bucket within an hour?
tells: >-
  Reads of objects by key, bucket and hour of the clock, where they are many, and how many different objects.
doesNotTell: >-
  Anything at all where the trail records no data events of S3. Then the bucket's own access logs and the bill are what is left.
parameters:
  objects: { about: how many objects, example: '100', default: '100' }
tags: [exfiltration, data]
*/
SELECT substr(eventtime, 1, 13) AS hour, useridentity.accesskeyid, max(useridentity.arn) AS who,
  json_extract_scalar(requestparameters, '$.bucketName') AS bucket,
  count(DISTINCT json_extract_scalar(requestparameters, '$.key')) AS objects, count(*) AS reads, min_by(eventid, eventtime) AS first_event
FROM irworkshopgluetablecloudtrail
WHERE eventsource = 's3.amazonaws.com' AND eventname = 'GetObject' AND errorcode IS NULL
GROUP BY substr(eventtime, 1, 13), useridentity.accesskeyid, json_extract_scalar(requestparameters, '$.bucketName')
HAVING count(DISTINCT json_extract_scalar(requestparameters, '$.key')) >= CAST(:objects AS integer)
ORDER BY hour, 2, 4
