/*
title: Users that were deleted
question: Which users were deleted, by whom?
tells: >-
  Each deleted IAM user, and attempts that were refused. Attackers delete users to lock people out, or to remove their own traces.
doesNotTell: >-
  What the user could do: that is gone with it, unless policy-changes shows it being given.
tags: [user, impact]
*/
SELECT eventtime, json_extract_scalar(requestparameters, '$.userName') AS deleted_user, useridentity.arn AS done_by, useridentity.accesskeyid AS with_key, errorcode, eventid
FROM irworkshopgluetablecloudtrail
WHERE eventsource = 'iam.amazonaws.com' AND eventname = 'DeleteUser'
ORDER BY eventtime, eventid
