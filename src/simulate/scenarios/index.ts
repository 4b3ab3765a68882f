import type { Scenario } from '../scenario.ts';
import { falseAlarm } from './false-alarm.ts';
import { iamCredentialExposure } from './iam-credential-exposure.ts';
import { leakedKeyInUse } from './leaked-key-in-use.ts';
import { unloggedReads } from './unlogged-reads.ts';

/** Every scenario. A new one is a file and a line here; its place gives its ids their range, so new ones go at the end. */
export const scenarios: readonly Scenario[] = [iamCredentialExposure, leakedKeyInUse, falseAlarm, unloggedReads];
