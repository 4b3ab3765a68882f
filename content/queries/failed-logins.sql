/*
title: Failed logins
question: Where did somebody guess passwords?
tells: >-
  Failed logins by address and user, and whether one came through from the same address afterwards.
doesNotTell: >-
  The user name where none of that name exists: AWS hides it, since it may be a password typed into the wrong field.
tags: [console, login]
*/
SELECT sourceipaddress, COALESCE(useridentity.username, useridentity.type) AS name,
  count_if(json_extract_scalar(responseelements, '$.ConsoleLogin') = 'Failure') AS failures,
  max_by(json_extract_scalar(responseelements, '$.ConsoleLogin'), eventtime) AS last_outcome,
  min(eventtime) AS first_time,
  max(eventtime) AS last_time,
  min_by(eventid, eventtime) AS first_event
FROM irworkshopgluetablecloudtrail
WHERE eventname = 'ConsoleLogin'
GROUP BY 1, 2
HAVING count_if(json_extract_scalar(responseelements, '$.ConsoleLogin') = 'Failure') > 0
ORDER BY failures DESC, 1, 2
