import type { Case, Coverage } from '../core/case.ts';
import { detect } from '../detect/detect.ts';
import { loadRules } from '../detect/load-rules.ts';
import { digestGaps } from '../investigate/digest-gaps.ts';
import { investigate } from '../investigate/investigate.ts';
import { parseSubject } from '../investigate/subject/parse-subject.ts';
import type { LakeCoverage } from '../lake/coverage.ts';
import { openLake } from '../lake/open-lake.ts';
import { digestsOfLake } from '../report/content/validation-sentence.ts';
import { type AccountFiles, readAccountDocuments } from './account-documents.ts';
import type { Word } from './case-folder.ts';
import { namedSubjects } from './named-subjects.ts';

/** What an investigation is asked for, and by what command line: the case keeps both. */
export interface InvestigationRequest extends Partial<Omit<Word, 'subjects'>>, AccountFiles {
  readonly lake: string;
  /** Texts or files that name what is to be investigated, at least one; see {@link namedSubjects}. */
  readonly subjects: readonly string[];
  readonly command: string;
  readonly version: string;
}

/** Opens a lake and investigates subjects in it, findings of the built-in rules included. */
export async function investigateLake(request: InvestigationRequest, effects: { readonly now: () => Date }): Promise<Case> {
  // What is no subject at all is said before anything is opened.
  const { mine = [], attackers = [], calls = {}, since, until } = request;
  const window = { ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) };
  const subjects = (await namedSubjects(request.subjects)).map(parseSubject);
  const { account, inputs } = await readAccountDocuments(request);
  const lake = await openLake(request.lake);
  try {
    const engine = await lake.engine();
    const covered = await lake.coverage();
    const rules = loadRules(['builtin']);
    const surroundings = {
      lake: request.lake,
      lakeDigest: lake.digest,
      files: covered.files,
      inputs,
      coverage: coverageOf(covered),
      hours: lake.hours,
      version: request.version,
      command: request.command,
      now: effects.now().toISOString(),
    };
    return await investigate(
      engine,
      { subjects, mine, attackers, marks: new Map(Object.entries(calls)), window, account },
      surroundings,
      async (onlyKeys) => (await detect(engine, rules, { onlyKeys, ...window })).findings,
    );
  } finally {
    await lake.close();
  }
}

function coverageOf(covered: LakeCoverage): Coverage {
  const { events, from, to, accounts, regions, dataEvents, unreadable, validation } = covered;
  const gaps = validation === null ? [] : digestGaps(validation);
  return {
    events,
    from,
    to,
    accounts: [...accounts],
    regions: [...regions],
    dataEvents,
    gaps,
    unreadable: [...unreadable],
    digests: digestsOfLake(covered),
  };
}
