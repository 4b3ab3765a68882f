/*
title: Logins without a second factor
question: Which users and root users entered the console with a password alone?
tells: >-
  Successful logins of IAM users and of root for which AWS says that no MFA was used. A password is enough for these accounts.
doesNotTell: >-
  Anything about roles and single sign-on, where the identity provider asks for the second factor; they are left out.
tags: [console, login, mfa]
*/
SELECT eventtime, useridentity.type, useridentity.arn, sourceipaddress, useragent, eventid
FROM irworkshopgluetablecloudtrail
WHERE eventname = 'ConsoleLogin'
  AND json_extract_scalar(responseelements, '$.ConsoleLogin') = 'Success'
  AND json_extract_scalar(additionaleventdata, '$.MFAUsed') = 'No'
  AND useridentity.type IN ('IAMUser', 'Root')
ORDER BY eventtime, eventid
