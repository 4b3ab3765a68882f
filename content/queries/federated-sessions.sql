/*
title: Sessions of federated users
question: Which sessions came from an identity provider or from a federation token?
tells: >-
  Sessions by SAML, by web identity (OIDC) and by GetFederationToken, with the role or name they got. A federation token outlives the switching off of the console, and needs no role.
doesNotTell: >-
  Whether the identity provider itself was deceived; its own logs tell.
tags: [session, lineage]
*/
SELECT eventtime, eventname, COALESCE(useridentity.username, useridentity.arn) AS who,
  COALESCE(json_extract_scalar(requestparameters, '$.roleArn'), json_extract_scalar(requestparameters, '$.name')) AS got,
  json_extract_scalar(responseelements, '$.credentials.accessKeyId') AS session_key,
  sourceipaddress, eventid
FROM irworkshopgluetablecloudtrail
WHERE eventsource = 'sts.amazonaws.com' AND eventname IN ('AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity', 'GetFederationToken') AND errorcode IS NULL
ORDER BY eventtime, eventid
