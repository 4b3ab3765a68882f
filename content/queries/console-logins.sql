/*
title: Logins to the console
question: Who entered the console, from where, with a second factor?
tells: >-
  Each login with its outcome, its address and whether MFA was used.
doesNotTell: >-
  What was done afterwards: that is under a session of its own. For roles and single sign-on the second factor is asked elsewhere, and No means nothing.
tags: [console, login]
*/
SELECT eventtime, useridentity.type, useridentity.arn, sourceipaddress,
  json_extract_scalar(responseelements, '$.ConsoleLogin') AS outcome,
  json_extract_scalar(additionaleventdata, '$.MFAUsed') AS mfa,
  eventid
FROM irworkshopgluetablecloudtrail
WHERE eventname = 'ConsoleLogin'
ORDER BY eventtime, eventid
