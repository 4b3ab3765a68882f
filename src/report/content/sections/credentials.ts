import { isAlive } from '../../../core/alive.ts';
import type { CaseCredential } from '../../../core/case.ts';
import { formatCount } from '../../../core/format-count.ts';
import { addressCell } from '../address-cell.ts';
import { events, jump, lines, nothing, phrase, text, time, value } from '../cell.ts';
import { counted } from '../counts.ts';
import { credentialState } from '../credential-state.ts';
import { type CaseView, type Row, type Section, tableOr } from '../section.ts';
import { idleWords, kindWords } from '../words.ts';

/** Every credential of the lineage and what can be said of it. */
export const credentials: Section = {
  id: 'credentials',
  title: 'Credentials',
  blocks: (view) => {
    const firstFailures = new Map(
      view.case.timeline
        .filter((entry) => entry.errorCode !== null)
        .toReversed()
        .map((entry) => [entry.credential, entry.eventId]),
    );
    const firstCalls = new Map(view.case.timeline.toReversed().map((entry) => [entry.credential, entry.eventId]));
    return [
      tableOr('The subject is no credential and none was found for it.', {
        caption: 'Credentials of the lineage',
        columns: [
          { title: 'Credential', share: 20 },
          { title: 'State', share: 17 },
          { title: 'Of', share: 14 },
          { title: 'Minted by', share: 20 },
          { title: 'Calls', share: 11 },
          { title: 'Used (UTC)', share: 18 },
          { title: 'From', share: 14 },
        ],
        rows: view.case.credentials.map((credential) => row(credential, view, firstCalls.get(credential.id), firstFailures.get(credential.id))),
      }),
    ];
  },
};

function row(
  credential: CaseCredential,
  { case: document, shortName }: CaseView,
  firstCall: string | undefined,
  firstFailure: string | undefined,
): Row {
  const { id, kind, principal, mintedBy, depth, firstUsed, lastUsed, calls, errors, expiresAt } = credential;
  return {
    subject: { kind: 'credential', id },
    tone: isAlive(credential, document.principals) ? 'danger' : 'plain',
    cells: [
      lines(value(id), text(`${kindWords[kind]}, depth ${depth}`)),
      lines(credentialState(credential, document.principals), ...(expiresAt === null ? [] : [text('expires'), time(expiresAt)])),
      principal === null ? nothing : value(principal, shortName(principal)),
      mintedBy === null
        ? nothing
        : lines(value(mintedBy.credential), phrase(value(mintedBy.eventName), text(' '), events([mintedBy.eventId])), time(mintedBy.eventTime)),
      calls === 0
        ? text(idleWords(credential))
        : lines(jump(counted(calls, 'call'), firstCall), ...(errors === 0 ? [] : [jump(`${formatCount(errors)} failed`, firstFailure)])),
      firstUsed === null ? nothing : lines(time(firstUsed), time(lastUsed)),
      lines(...credential.sourceIPs.map((address) => addressCell(address, document))),
    ],
  };
}
