/*
title: Roles taken across accounts
question: Who took a role of another account?
tells: >-
  Pairs of accounts, with how often the role was taken and since when. A pair that nobody can explain is a door that somebody opened in a trust policy.
doesNotTell: >-
  What was done in the role: that stands in the logs of the account that owns it.
tags: [role, cross-account]
*/
SELECT useridentity.accountid AS from_account, split_part(json_extract_scalar(requestparameters, '$.roleArn'), ':', 5) AS to_account,
  json_extract_scalar(requestparameters, '$.roleArn') AS role, count(*) AS times, min(eventtime) AS first_time, min_by(eventid, eventtime) AS first_event
FROM irworkshopgluetablecloudtrail
WHERE eventsource = 'sts.amazonaws.com' AND eventname = 'AssumeRole' AND errorcode IS NULL
  AND useridentity.accountid <> split_part(json_extract_scalar(requestparameters, '$.roleArn'), ':', 5)
GROUP BY 1, 2, 3
ORDER BY first_time, 3
