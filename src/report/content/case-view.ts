import type { Case } from '../../core/case.ts';
import { citeEvents } from './citations.ts';
import type { CaseView } from './section.ts';
import { shortNames } from './short-names.ts';

/** The case with its event numbers and short names. */
export const viewOf = (document: Case): CaseView => ({ case: document, citations: citeEvents(document), shortName: shortNames(document) });
