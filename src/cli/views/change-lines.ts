import type { CredentialState } from '../../core/case.ts';
import type { CaseChanges } from '../../investigate/compare-cases.ts';
import { counted, tally } from '../../report/content/counts.ts';
import { item } from './case-lines.ts';

/** What is new in a case since its last state: first of all, whether anything is. */
export function* changeLines(changes: CaseChanges, width: number): Iterable<string> {
  const sentences = [...sentencesOf(changes)];
  yield `SINCE THE LAST LOOK  (logs to ${changes.asOf.before}, now to ${changes.asOf.after})`;
  for (const sentence of sentences.length > 0 ? sentences : ['nothing new']) yield* item('  - ', sentence, width);
  yield '';
}

/** What calls for action comes first: whether it is an attack, what lives, what was done; then what was judged otherwise. */
function* sentencesOf(changes: CaseChanges): Iterable<string> {
  const { compromise, newEvents, goneEvents, judgedAnew, newCredentials, goneCredentials, states, principals, newFindings } = changes;
  if (compromise !== null) yield `${chargeWords(compromise.after)}; before: ${chargeWords(compromise.before)}`;
  for (const { id, state, eventId } of newCredentials.toSorted((a, b) => Number(hasEnded(a.state)) - Number(hasEnded(b.state))))
    yield `${id} is new in the lineage: ${state}${eventId === null ? '' : `, minted by event ${eventId}`}`;
  for (const { id, before, after, eventId } of states) yield `${id} was ${before}, is ${after}${eventId === null ? '' : ` (event ${eventId})`}`;
  for (const { arn, deed, eventId } of principals) yield deed === null ? `${arn} is new in the case` : `${arn} was ${deed} (event ${eventId})`;
  if (newEvents.length > 0) {
    const whose = tally(newEvents.map(({ actor }) => actor)).map(({ item, count }) => `${count} by ${item}`);
    yield `${counted(newEvents.length, 'new event')} (${whose.join(', ')}), from ${newEvents[0]?.eventTime} (event ${newEvents[0]?.eventId}) to ${newEvents.at(-1)?.eventTime}`;
  }
  for (const { title, eventIds } of newFindings) yield `new finding: ${title} (event ${eventIds[0]})`;
  if (judgedAnew.length > 0) {
    const [first] = judgedAnew;
    yield `${counted(judgedAnew.length, 'call')} judged anew (first: event ${first?.eventId}, ${first?.before} before, ${first?.after} now)`;
  }
  for (const id of goneCredentials) yield `${id} is no longer in the lineage`;
  if (goneEvents.length > 0) yield `${counted(goneEvents.length, 'event')} no longer in the case (first: ${goneEvents[0]})`;
}

const hasEnded = (state: CredentialState): boolean => state === 'expired' || state === 'inactive' || state === 'deleted';

const chargeWords = (charge: { readonly since: string; readonly certainty: string } | null): string =>
  charge === null ? 'no sign of use by someone else' : `used by someone else since ${charge.since} (${charge.certainty})`;
