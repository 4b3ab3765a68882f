/*
title: Who used a network
question: Which addresses and identities of a network called?
tells: >-
  The same as address-users for a whole network: attackers change the last number of their address more easily than their provider.
doesNotTell: >-
  Calls that AWS made for somebody: they have a name in the place of an address.
parameters:
  network: { about: the network in CIDR form, example: 203.0.113.0/24 }
tags: [address, scope]
*/
SELECT sourceipaddress, useridentity.arn, count(*) AS calls, min(eventtime) AS first_time, min_by(eventid, eventtime) AS first_event
FROM irworkshopgluetablecloudtrail
WHERE contains(:network, TRY_CAST(sourceipaddress AS ipaddress))
GROUP BY 1, 2
ORDER BY first_time, 1, 2
