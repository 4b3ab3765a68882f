/*
title: Who used an address
question: Which identities called from the address?
tells: >-
  Every identity and key that called from it, with first and last time. If the address is an attacker's, each of these keys is lost.
doesNotTell: >-
  Other addresses of the same attacker, and people who share one way out to the internet (an office, a VPN).
parameters:
  address: { about: the source address, example: 203.0.113.77 }
tags: [address, scope]
*/
SELECT useridentity.arn, useridentity.accesskeyid, min(eventtime) AS first_time, max(eventtime) AS last_time, count(*) AS calls, min_by(eventid, eventtime) AS first_event
FROM irworkshopgluetablecloudtrail
WHERE sourceipaddress = :address
GROUP BY 1, 2
ORDER BY first_time, 1, 2
