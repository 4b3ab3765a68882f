/*
title: Machines that were started
question: Who started instances, which, how many and where?
tells: >-
  RunInstances with type, count and region, refused ones too. Many large or graphic machines in an idle region are somebody's mine at your expense.
doesNotTell: >-
  Machines that services start (batch, clusters), which have calls of their own, and what runs on them.
tags: [impact, compute]
*/
SELECT eventtime, awsregion, json_extract_scalar(requestparameters, '$.instanceType') AS instance_type,
  json_extract_scalar(requestparameters, '$.instancesSet.items[0].maxCount') AS at_most,
  useridentity.arn AS started_by, sourceipaddress, errorcode, eventid
FROM irworkshopgluetablecloudtrail
WHERE eventsource = 'ec2.amazonaws.com' AND eventname = 'RunInstances'
ORDER BY eventtime, eventid
