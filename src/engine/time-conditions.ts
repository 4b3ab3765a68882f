import { quoteLiteral } from '../athena-sql/literal.ts';
import type { TimeWindow } from '../core/time-window.ts';

/** Conditions of Athena SQL that hold for events of a window; none for one that is open on both sides. */
export const timeConditions = ({ since, until }: TimeWindow): string[] => [
  ...(since === undefined ? [] : [`eventtime >= ${quoteLiteral(since)}`]),
  ...(until === undefined ? [] : [`eventtime < ${quoteLiteral(until)}`]),
];
