import { buildCommand } from '@stricli/core';
import type { CliContext } from '../context.ts';
import { tableFlags } from '../engine-flags.ts';
import { geoFlag } from '../geo-flag.ts';
import { parseMark } from '../mark-flag.ts';
import { documentFlags, lakeFlags, redactFlags, withExample } from '../shared-flags.ts';
import { timeFlags } from '../time-flags.ts';
import type { InvestigateFlags } from './investigate.run.ts';

export const investigate = buildCommand<InvestigateFlags, [...subjects: string[]], CliContext>({
  docs: {
    brief: 'From a leaked key to all that it did, and to all it minted',
    fullDescription: withExample(
      'Makes the case of an access key, or of whatever else you hold: who used it since when, what it minted, created, changed and read, what is still alive, what is not known, and what to do now.',
      'keytrail investigate AKIAIOSFODNN7EXAMPLE --report case.html',
    ),
  },
  parameters: {
    flags: {
      report: {
        kind: 'parsed',
        parse: String,
        optional: true,
        variadic: true,
        placeholder: 'FILE',
        brief: 'Write a report, in the form that its ending names: .html, .md, .json, .csv, .ocsf.json, .stix.json and more',
      },
      mine: { kind: 'parsed', parse: String, optional: true, variadic: true, placeholder: 'CIDR', brief: 'A network of the owner or of responders' },
      mark: {
        kind: 'parsed',
        parse: parseMark,
        optional: true,
        variadic: true,
        placeholder: 'EVENT_ID=WHO',
        brief: 'Say whose a single call was: attacker, owner or responder',
      },
      save: {
        kind: 'parsed',
        parse: String,
        optional: true,
        placeholder: 'DIR',
        brief: 'Keep the case in a folder; saved again, it tells what is new',
      },
      authorizationDetails: {
        kind: 'parsed',
        parse: String,
        optional: true,
        placeholder: 'FILE',
        brief: 'Answer of aws iam get-account-authorization-details: who is still there',
      },
      credentialReport: {
        kind: 'parsed',
        parse: String,
        optional: true,
        placeholder: 'FILE',
        brief: 'IAM credential report: uses that no trail saw',
      },
      ...timeFlags,
      attacker: { kind: 'parsed', parse: String, optional: true, variadic: true, placeholder: 'CIDR', brief: 'A network of the attacker' },
      ...geoFlag,
      ...tableFlags,
      ...lakeFlags,
      ...redactFlags,
      ...documentFlags,
    },
    positional: {
      kind: 'array',
      minimum: 1,
      parameter: {
        parse: String,
        placeholder: 'SUBJECT',
        brief:
          'Key id, ARN or name of a user or role, ARN of a session, source address, eventID, a finding or record in a .json file, or a folder that --save made',
      },
    },
  },
  loader: async () => (await import('./investigate.run.ts')).run,
});
