import type { Section } from '../section.ts';
import { coverage } from './coverage.ts';
import { credentials } from './credentials.ts';
import { eventIndex } from './event-index.ts';
import { evidence } from './evidence.ts';
import { findings } from './findings.ts';
import { indicators } from './indicators.ts';
import { keyFacts } from './key-facts.ts';
import { lineage } from './lineage.ts';
import { nextSteps } from './next-steps.ts';
import { policies } from './policies.ts';
import { principals } from './principals.ts';
import { resources } from './resources.ts';
import { response } from './response.ts';
import { stages } from './stages.ts';
import { timeline } from './timeline.ts';

/** The chapters after the verdict, in the order of the report. */
export const sections: readonly Section[] = [
  keyFacts,
  response,
  lineage,
  credentials,
  principals,
  timeline,
  stages,
  policies,
  resources,
  findings,
  indicators,
  nextSteps,
  coverage,
  eventIndex,
  evidence,
];
