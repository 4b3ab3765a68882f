import type { Case, Coverage } from '../core/case.ts';
import { detect } from '../detect/detect.ts';
import { type LoadedRules, loadRules } from '../detect/load-rules.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { readTableCoverage } from '../engine/table/table-coverage.ts';
import { digestGaps } from '../investigate/digest-gaps.ts';
import { investigate, type Question } from '../investigate/investigate.ts';
import { parseSubject } from '../investigate/subject/parse-subject.ts';
import type { Surroundings } from '../investigate/surroundings.ts';
import type { LakeCoverage } from '../lake/coverage.ts';
import { openLake } from '../lake/open-lake.ts';
import { digestsOfLake } from '../report/content/validation-sentence.ts';
import { type AccountFiles, readAccountDocuments } from './account-documents.ts';
import type { Word } from './case-folder.ts';
import { namedSubjects } from './named-subjects.ts';
import type { RemoteEffects } from './open-remote.ts';
import { openRemoteTable, type TableRequest } from './open-remote-table.ts';
import { readNetworks } from './read-networks.ts';

/** What an investigation is asked for, and by what command line: the case keeps both. */
export interface InvestigationRequest extends Partial<Omit<Word, 'subjects'>>, AccountFiles {
  readonly lake: string;
  /** Texts or files that name what is to be investigated, at least one; see {@link namedSubjects}. */
  readonly subjects: readonly string[];
  /** MaxMind databases. */
  readonly geo?: readonly string[];
  readonly command: string;
  readonly version: string;
}

/** Opens a lake and investigates subjects in it, findings of the built-in rules included. */
export async function investigateLake(request: InvestigationRequest, effects: { readonly now: () => Date }): Promise<Case> {
  const prepared = await prepare(request);
  const lake = await openLake(request.lake);
  try {
    const covered = await lake.coverage();
    const place = { lake: request.lake, lakeDigest: lake.digest, files: covered.files, coverage: coverageOf(covered), hours: lake.hours };
    return await investigateIn(await lake.engine(), prepared, { ...place, ...madeBy(request, effects) });
  } finally {
    await lake.close();
  }
}

/** The same in a table of Athena or Trino: the same questions, asked there. What only a lake knows is among the unknowns of the case. */
export async function investigateTable(
  { table, ...request }: Omit<InvestigationRequest, 'lake'> & { readonly table: TableRequest },
  effects: { readonly now: () => Date } & RemoteEffects,
): Promise<Case> {
  const prepared = await prepare(request);
  const { engine, missing, name } = await openRemoteTable(table, effects);
  const covered = await readTableCoverage(engine);
  const place = {
    lake: null,
    table: `${name} (${engine.name})`,
    lakeDigest: '',
    files: 0,
    coverage: {
      ...covered,
      accounts: [...covered.accounts],
      regions: [...covered.regions],
      gaps: [],
      unreadable: [],
      digests: 'not known, a table keeps no digests',
    },
    notKnown: notKnown(name, missing),
  };
  return investigateIn(engine, prepared, { ...place, ...madeBy(request, effects) });
}

function notKnown(name: string, missing: readonly string[]): string[] {
  const lacking = `The table ${name} has no ${missing.join(', ')}: what the records say there was not seen.`;
  return [...(missing.length === 0 ? [] : [lacking]), `Whether the table ${name} holds every log file is not known.`];
}

/** What is asked, once it is read. */
type Prepared = { readonly question: Question; readonly inputs: Surroundings['inputs'] };

/** What is no subject at all is said before anything is opened. */
async function prepare(request: Omit<InvestigationRequest, 'lake'>): Promise<Prepared> {
  const { mine = [], attackers = [], calls = {}, geo = [], since, until } = request;
  const window = { ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) };
  const subjects = (await namedSubjects(request.subjects)).map(parseSubject);
  const { account, inputs } = await readAccountDocuments(request);
  const networks = await readNetworks(geo);
  const located = geo.length === 0 ? {} : { locate: networks.locate };
  return {
    question: { subjects, mine, attackers, marks: new Map(Object.entries(calls)), window, account, ...located },
    inputs: [...inputs, ...networks.inputs],
  };
}

const madeBy = ({ version, command }: Pick<InvestigationRequest, 'version' | 'command'>, { now }: { readonly now: () => Date }) => ({
  version,
  command,
  now: now().toISOString(),
});

let rules: LoadedRules | undefined;
/** The rules that come with keytrail do not change while it runs: whoever investigates again does not read them again. */
const builtinRules = (): LoadedRules => (rules ??= loadRules(['builtin']));

async function investigateIn(engine: SqlEngine, { question, inputs }: Prepared, place: Omit<Surroundings, 'inputs'>): Promise<Case> {
  return investigate(engine, question, { ...place, inputs }, async (events) => (await detect(engine, builtinRules(), { events })).findings);
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
