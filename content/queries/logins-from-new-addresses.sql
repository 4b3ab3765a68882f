/*
title: Logins from new addresses
question: Who entered the console from an address from which they never came before?
tells: >-
  The first login of an identity from each further address. The very first address of an identity is taken for known, since there is nothing to compare it with.
doesNotTell: >-
  Whether a new address is a thief or a hotel. Where the logs are short, many addresses are new.
tags: [console, login, address]
*/
SELECT first_time, arn, sourceipaddress, first_event
FROM (
  SELECT useridentity.arn AS arn, sourceipaddress, min(eventtime) AS first_time, min_by(eventid, eventtime) AS first_event,
    row_number() OVER (PARTITION BY useridentity.arn ORDER BY min(eventtime), sourceipaddress) AS place
  FROM irworkshopgluetablecloudtrail
  WHERE eventname = 'ConsoleLogin' AND json_extract_scalar(responseelements, '$.ConsoleLogin') = 'Success'
  GROUP BY useridentity.arn, sourceipaddress
)
WHERE place > 1
ORDER BY first_time, arn
