/*
title: Passwords that were set
question: Who can enter the console since, who could not before?
tells: >-
  Console passwords that were made, set anew, or changed. A password for somebody who only had keys turns a stolen key into a way to the console.
doesNotTell: >-
  Whether somebody entered (console-logins). The password itself is in no log.
tags: [user, console, persistence]
*/
SELECT eventtime, eventname, COALESCE(json_extract_scalar(requestparameters, '$.userName'), useridentity.username) AS for_user, useridentity.arn AS done_by, useridentity.accesskeyid AS with_key, eventid
FROM irworkshopgluetablecloudtrail
WHERE eventsource = 'iam.amazonaws.com' AND eventname IN ('CreateLoginProfile', 'UpdateLoginProfile', 'ChangePassword') AND errorcode IS NULL
ORDER BY eventtime, eventid
