/*
title: Many regions
question: Who works in more regions than others, and which?
tells: >-
  Users and roles with calls in several regions, most first. Attackers look where nobody looks, and start machines there.
doesNotTell: >-
  Regions whose trail is not in these logs. Global services (IAM, STS) are recorded in us-east-1 and are left out, and so are services of AWS.
parameters:
  regions: { about: how many regions, example: '3', default: '3' }
tags: [region, discovery]
*/
SELECT COALESCE(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn) AS who, count(DISTINCT awsregion) AS regions, array_join(array_sort(array_agg(DISTINCT awsregion)), ' ') AS names, count(*) AS calls, min_by(eventid, eventtime) AS first_event
FROM irworkshopgluetablecloudtrail
WHERE useridentity.arn IS NOT NULL AND useridentity.invokedby IS NULL
  AND eventsource NOT IN ('iam.amazonaws.com', 'sts.amazonaws.com', 'signin.amazonaws.com', 'organizations.amazonaws.com')
GROUP BY 1
HAVING count(DISTINCT awsregion) >= CAST(:regions AS integer)
ORDER BY regions DESC, 1
