/*
title: What the logs cover
question: For which accounts, regions and days is there any event?
tells: >-
  The first and last event and the number of days with events, by account and region. Ask this first: an answer is worth as much as the logs behind it.
doesNotTell: >-
  Why a region is missing: no trail, or nobody there. keytrail lake names the gaps.
tags: [start, coverage]
*/
SELECT recipientaccountid, awsregion, count(*) AS events, count(DISTINCT substr(eventtime, 1, 10)) AS days, min(eventtime) AS first_time, max(eventtime) AS last_time
FROM irworkshopgluetablecloudtrail
GROUP BY 1, 2
ORDER BY 1, 2
