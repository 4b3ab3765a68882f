/*
title: Changes of MFA devices
question: Whose second factor was added, removed or switched off?
tells: >-
  Calls about MFA devices that were carried out. Removed from a victim, or added by the attacker to a user that was taken over: both keep the owner out.
doesNotTell: >-
  Who had a device before the logs begin. For devices named by serial number alone the user is in another call of the same minute.
tags: [user, mfa, persistence]
*/
SELECT eventtime, eventname, json_extract_scalar(requestparameters, '$.userName') AS of_user, json_extract_scalar(requestparameters, '$.serialNumber') AS device, useridentity.arn AS done_by, eventid
FROM irworkshopgluetablecloudtrail
WHERE eventsource = 'iam.amazonaws.com'
  AND eventname IN ('CreateVirtualMFADevice', 'EnableMFADevice', 'ResyncMFADevice', 'DeactivateMFADevice', 'DeleteVirtualMFADevice')
  AND errorcode IS NULL
ORDER BY eventtime, eventid
