/*
title: What was shared with others
question: What was opened to another account or to everybody?
tells: >-
  Calls that share a snapshot, an image, a bucket, a key, a function or a queue, with what they were asked to do. Look for accounts that are not yours, and for * and all.
doesNotTell: >-
  Whether somebody took a copy: that happens in the other account.
tags: [exfiltration, policy]
*/
SELECT eventtime, eventname, eventsource, requestparameters, useridentity.arn AS done_by, eventid
FROM irworkshopgluetablecloudtrail
WHERE errorcode IS NULL AND eventname IN (
  'ModifySnapshotAttribute', 'ModifyImageAttribute', 'ModifyDBSnapshotAttribute', 'ModifyDBClusterSnapshotAttribute',
  'PutBucketPolicy', 'PutBucketAcl', 'PutObjectAcl', 'DeletePublicAccessBlock', 'DeleteBucketPublicAccessBlock', 'PutBucketPublicAccessBlock', 'PutKeyPolicy', 'CreateGrant',
  'AddPermission20150331v2', 'CreateFunctionUrlConfig', 'AddPermission', 'PutResourcePolicy', 'CreateResourceShare'
)
ORDER BY eventtime, eventid
