/*
title: Changes of logging
question: Who stopped, deleted or narrowed logging, or tried to?
tells: >-
  Calls on trails, recorders, flow logs and log groups that take records away, refused ones too. From here on, what you do not see may still have happened.
doesNotTell: >-
  Objects deleted from the bucket of a trail: that needs data events, or the digests (keytrail validate-logs).
tags: [evasion, logging]
*/
SELECT eventtime, eventname, eventsource, awsregion, useridentity.arn AS done_by, requestparameters, errorcode, eventid
FROM irworkshopgluetablecloudtrail
WHERE eventname IN (
  'StopLogging', 'DeleteTrail', 'UpdateTrail', 'PutEventSelectors', 'PutInsightSelectors', 'StopEventDataStoreIngestion', 'DeleteEventDataStore',
  'StopConfigurationRecorder', 'DeleteConfigurationRecorder', 'DeleteDeliveryChannel', 'DeleteFlowLogs', 'DeleteLogGroup', 'DeleteLogStream',
  'PutRetentionPolicy', 'PutBucketLogging', 'PutBucketLifecycle', 'DeleteResolverQueryLogConfig'
)
ORDER BY eventtime, eventid
