/*
title: Roles taken from within roles
question: Where did a session of a role take a further role?
tells: >-
  AssumeRole called by a session of a role: one step of a chain each, from the session that asked to the session it got. Chains lead where the first key alone could not go.
doesNotTell: >-
  Whether the chain is usual: deployment programs do this every day. Compare the addresses and the names of the sessions.
tags: [role, session, lineage]
*/
SELECT eventtime, useridentity.sessioncontext.sessionissuer.arn AS from_role, useridentity.accesskeyid AS from_session,
  json_extract_scalar(requestparameters, '$.roleArn') AS to_role,
  json_extract_scalar(responseelements, '$.credentials.accessKeyId') AS to_session,
  sourceipaddress, eventid
FROM irworkshopgluetablecloudtrail
WHERE eventsource = 'sts.amazonaws.com' AND eventname = 'AssumeRole' AND useridentity.type = 'AssumedRole' AND errorcode IS NULL
ORDER BY eventtime, eventid
