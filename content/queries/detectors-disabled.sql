/*
title: Alarms that were switched off
question: Who switched off what would have raised an alarm?
tells: >-
  Calls that disable or mute GuardDuty, Security Hub, Macie, Inspector, IAM Access Analyzer and CloudWatch alarms, refused ones too.
doesNotTell: >-
  Alarms outside AWS, and findings that were archived one by one by hand.
tags: [evasion]
*/
SELECT eventtime, eventname, eventsource, awsregion, useridentity.arn AS done_by, errorcode, eventid
FROM irworkshopgluetablecloudtrail
WHERE (eventsource = 'guardduty.amazonaws.com' AND eventname IN ('DeleteDetector', 'UpdateDetector', 'CreateFilter', 'CreateIPSet', 'StopMonitoringMembers', 'DisassociateMembers', 'DisassociateFromAdministratorAccount'))
  OR (eventsource = 'securityhub.amazonaws.com' AND eventname IN ('DisableSecurityHub', 'BatchDisableStandards', 'DisassociateFromAdministratorAccount'))
  OR (eventsource = 'macie2.amazonaws.com' AND eventname IN ('DisableMacie', 'DisassociateFromAdministratorAccount'))
  OR (eventsource = 'inspector2.amazonaws.com' AND eventname = 'Disable')
  OR (eventsource = 'access-analyzer.amazonaws.com' AND eventname IN ('DeleteAnalyzer', 'CreateArchiveRule'))
  OR (eventsource = 'monitoring.amazonaws.com' AND eventname IN ('DeleteAlarms', 'DisableAlarmActions'))
ORDER BY eventtime, eventid
