import { openRemoteTable } from '../../app/open-remote-table.ts';
import { readAllowLists } from '../../app/read-allow-lists.ts';
import { readNetworks } from '../../app/read-networks.ts';
import { readRules } from '../../app/read-rules.ts';
import { writeDocument } from '../../app/write-document.ts';
import { type Behaviour, behaviourOf } from '../../baseline/behaviour.ts';
import { type Level, levels } from '../../core/finding.ts';
import { type Detection, detect } from '../../detect/detect.ts';
import { explainEvent } from '../../detect/explain-event.ts';
import { timeConditions } from '../../engine/time-conditions.ts';
import { openLake } from '../../lake/open-lake.ts';
import { counted } from '../../report/content/counts.ts';
import { findingFormatOf } from '../../report/findings/render-findings.ts';
import type { CliContext } from '../context.ts';
import { remoteTable, type TableFlags } from '../engine-flags.ts';
import type { Answer } from '../output/answer.ts';
import { openOutput } from '../output/output.ts';
import { type RedactFlags, type Redaction, redacting } from '../redaction.ts';
import { remoteEffects } from '../remote-effects.ts';
import { type LakeFlags, lakeDirectory, type SharedFlags } from '../shared-flags.ts';
import { type TimeFlags, windowOf } from '../time-flags.ts';
import { installedVersion } from '../version.ts';
import { behaviourLines } from '../views/behaviour-lines.ts';
import { detectionLines } from '../views/detection-lines.ts';
import { explainedLines } from '../views/explained-lines.ts';

export interface DetectFlags extends SharedFlags, LakeFlags, RedactFlags, TimeFlags, TableFlags {
  readonly rules?: readonly string[];
  readonly placeholders?: string;
  readonly allow?: readonly string[];
  readonly minLevel: Level;
  readonly failOn?: Level;
  readonly hits: boolean;
  readonly explain?: string;
  readonly report?: readonly string[];
  readonly geo?: readonly string[];
}

/** `keytrail detect` */
export async function run(this: CliContext, flags: DetectFlags): Promise<void> {
  await redacting(flags, this.terminal.env, (redaction) => detectIn(this, flags, redaction));
}

async function detectIn({ terminal, doesNotHold, signal }: CliContext, flags: DetectFlags, redaction: Redaction): Promise<void> {
  const { minLevel, failOn, hits } = flags;
  const options = { minLevel, hits, ...windowOf(flags) };
  const output = openOutput(flags, terminal);
  const reports = (flags.report ?? []).map((file) => ({ file, format: findingFormatOf(file) }));
  const allow = await readAllowLists(flags.allow ?? []);
  const { locate } = await readNetworks(flags.geo ?? []);
  const set = await readRules(flags.rules ?? ['builtin'], flags.placeholders);
  for (const { file, error } of set.refused) output.warn(redaction.text(`the rule "${file}" was left out. ${error.message}`));
  const { engine, close } = await openEvidence(flags, { terminal, signal });
  try {
    if (flags.explain !== undefined) {
      const explained = redaction.value(await explainEvent(engine, set, flags.explain, flags.rules !== undefined));
      output.print({ kind: 'document', document: explained, lines: (width) => explainedLines(explained, width) });
      return;
    }
    const detection = await output.progress.during(
      'detect',
      () => detect(engine, set, { ...options, allow }),
      ({ findings, stories, silenced }) =>
        [
          counted(set.rules.length + set.correlations.length, 'rule'),
          counted(findings.length, 'finding'),
          counted(stories.length, 'story', 'stories'),
          ...(silenced.length === 0
            ? []
            : [
                `${counted(
                  silenced.reduce((sum, { matches }) => sum + matches, 0),
                  'match',
                  'matches',
                )} known good`,
              ]),
        ].join(', '),
    );
    const behaviour = hits
      ? []
      : await output.progress.during(
          'behaviour',
          () => behaviourOf(engine, timeConditions(options), locate),
          (keys) => counted(keys.length, 'key'),
        );
    for (const { title, matches } of detection.leftOut) {
      output.warn(`the correlation "${title}" left out ${counted(matches, 'match', 'matches')} without a value to group by, or without a time.`);
    }
    for (const { title, matches, events } of detection.tooGeneral) {
      const share = Math.round((100 * matches) / events);
      output.warn(
        `the rule "${title}" matches ${matches} of ${counted(events, 'event')} (${share} %): it is too general to tell an attack from everyday work.`,
      );
    }
    for (const { file, line, reason, matches } of detection.silenced) {
      if (matches === 0) output.warn(redaction.text(`"${file}", line ${line} (${reason}) silenced nothing: take it out when it is needed no more.`));
    }
    const said = redaction.value({ ...detection, behaviour });
    for (const { file, format } of reports) {
      await writeDocument(file, format.render({ findings: said.findings, generatedAt: new Date().toISOString(), version: installedVersion() }));
    }
    output.print(hits ? hitRows(said) : findingsAnswer(said));
    if (failOn !== undefined && detection.findings.some(({ level }) => levels.indexOf(level) >= levels.indexOf(failOn))) doesNotHold();
  } finally {
    await close();
  }
}

/** The lake, or the table elsewhere that the flags name. */
async function openEvidence(flags: DetectFlags, context: Pick<CliContext, 'terminal' | 'signal'>) {
  const { terminal } = context;
  const table = remoteTable(flags, context);
  if (table !== null) {
    const { engine } = await openRemoteTable(table, remoteEffects(terminal, true, flags.quiet));
    return { engine, close: () => engine.close() };
  }
  const lake = await openLake(lakeDirectory(flags, terminal.env));
  return { engine: await lake.engine(), close: () => lake.close() };
}

const findingsAnswer = ({ findings, stories, silenced, behaviour }: Detection & { readonly behaviour: readonly Behaviour[] }): Answer => ({
  kind: 'document',
  document: { findings, stories, silenced, behaviour },
  items: findings,
  lines: function* (width) {
    yield* detectionLines({ findings, stories, silenced }, width);
    yield* behaviourLines(behaviour, width);
  },
  rows: {
    columns: ['id', 'ruleId', 'title', 'level', 'group', 'count', 'firstTime', 'lastTime', 'techniques', 'why', 'eventIds'],
    rows: findings.map((one) => [
      ...[one.id, one.ruleId, one.title, one.level, one.group, one.count, one.firstTime, one.lastTime],
      ...[one.techniques.join(' '), one.why, one.eventIds.join(' ')],
    ]),
  },
});

/** Rules that only feed a correlation are told apart where there are any. */
function hitRows({ hits }: Detection): Answer {
  const base = hits.some((hit) => hit.base);
  return {
    kind: 'rows',
    columns: ['ruleId', 'title', 'level', 'eventId', ...(base ? ['base'] : [])],
    rows: hits.map((hit) => [hit.ruleId, hit.title, hit.level, hit.eventId, ...(base ? [hit.base ?? false] : [])]),
  };
}
