/*
title: Use of AI models
question: Who called models of Amazon Bedrock?
tells: >-
  Calls to models by key, region and model. Stolen keys are sold for this; a key that never did before and does now is one of them.
doesNotTell: >-
  What was asked and answered: only Bedrock's own log of invocations has that. Keys of Bedrock (bearer tokens) show as a user of their own.
tags: [impact]
*/
SELECT useridentity.arn, useridentity.accesskeyid, awsregion, json_extract_scalar(requestparameters, '$.modelId') AS model,
  count(*) AS calls, count(errorcode) AS errors, min(eventtime) AS first_time, min_by(eventid, eventtime) AS first_event
FROM irworkshopgluetablecloudtrail
WHERE eventsource = 'bedrock.amazonaws.com' AND regexp_like(eventname, '^(InvokeModel|Converse)')
GROUP BY 1, 2, 3, 4
ORDER BY first_time, 2, 4
