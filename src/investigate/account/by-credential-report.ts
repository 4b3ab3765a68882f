import { nameOfArn } from '../../core/arn.ts';
import type { AccountStatement, CaseCredential, CasePrincipal } from '../../core/case.ts';
import { isLater, type LogsSay, statementsFrom } from './account-documents.ts';
import type { KeySlot, ReportedUser } from './credential-report.ts';

const say = statementsFrom('credential-report');

/** What a credential report says of the users of a case: the report sees each use of a key, whether a trail was there or not. */
export function byCredentialReport(users: readonly ReportedUser[], logs: LogsSay): AccountStatement[] {
  const byArn = new Map(users.map((user) => [user.arn, user]));
  return logs.principals
    .filter(({ kind }) => kind === 'user')
    .flatMap((principal) => {
      const user = byArn.get(principal.arn);
      return user === undefined ? absent(principal) : [...life(user, principal), ...keysOf(user, logs), ...passwordOf(user, logs)];
    });
}

function absent({ arn, deletedBy }: CasePrincipal): AccountStatement[] {
  const name = nameOfArn(arn);
  return deletedBy === null
    ? [say(arn, false, `${name} is not in the credential report: it was deleted, and these logs do not hold the call.`)]
    : [say(arn, true, `${name} is not in the credential report: it is deleted, as event ${deletedBy.eventId} says.`, deletedBy.eventId)];
}

function life({ made }: ReportedUser, { arn, deletedBy }: CasePrincipal): AccountStatement[] {
  if (deletedBy === null) return [];
  const again = made !== null && made > deletedBy.eventTime;
  const text = again
    ? `${nameOfArn(arn)} was made again at ${made}, after event ${deletedBy.eventId} deleted it: another user of the same name.`
    : `${nameOfArn(arn)} is in the credential report, though event ${deletedBy.eventId} deleted it: the report is older than that.`;
  return [say(arn, false, text, deletedBy.eventId)];
}

function keysOf(user: ReportedUser, logs: LogsSay): AccountStatement[] {
  const own = logs.credentials.filter(({ kind, principal }) => kind === 'access-key' && principal === user.arn);
  const matched = new Map(user.keys.map((slot) => [slot, own.find((key) => isMadeAs(key, slot)) ?? null]));
  const known = new Set(matched.values());
  return [
    ...user.keys.flatMap((slot) => {
      const key = matched.get(slot) ?? null;
      return [...stateOf(key, slot), ...unknownMint(user, key, slot, logs), ...unseenUse(user, key, slot, own)];
    }),
    ...own
      .filter((key) => key.mintedBy !== null && !known.has(key) && key.state !== 'deleted')
      .map((key) => say(key.id, false, `${key.id} is none of the keys that ${user.name} has: it was deleted, and these logs do not hold the call.`)),
  ];
}

/** The report names no key ids: a key is known by the second in which it was made. */
const isMadeAs = ({ mintedBy }: CaseCredential, { made }: KeySlot): boolean =>
  mintedBy !== null && made !== null && Math.abs(Date.parse(mintedBy.eventTime) - Date.parse(made)) <= 2000;

function stateOf(key: CaseCredential | null, { active, lastUsed }: KeySlot): AccountStatement[] {
  if (key === null) return [];
  const ended = key.state === 'inactive' || key.state === 'deleted';
  if (!active && !ended) return [say(key.id, false, `${key.id} is inactive now, says the credential report.`)];
  if (active && ended)
    return [say(key.id, false, `${key.id} is active, says the credential report, though the logs say ${key.state}.`, key.stateEventId)];
  if (key.state === 'sleeper' && lastUsed === null) return [say(key.id, true, `${key.id} was never used, says the credential report, too.`)];
  return [];
}

function unknownMint(user: ReportedUser, key: CaseCredential | null, { slot, made }: KeySlot, { coverage }: LogsSay): AccountStatement[] {
  const { from, to } = coverage;
  if (key !== null || made === null || from === null || to === null || made < from) return [];
  const where = made > to ? 'after the end of these logs' : 'and these logs do not hold the call';
  return [say(user.arn, false, `Key ${slot} of ${user.name} was made at ${made}, ${where}.`)];
}

/** A use that the logs do not have: after their end, in a region without a trail, or of a kind that they leave out. */
function unseenUse(user: ReportedUser, key: CaseCredential | null, slot: KeySlot, own: readonly CaseCredential[]): AccountStatement[] {
  const { lastUsed, region, service } = slot;
  if (lastUsed === null) return [];
  const candidates = key === null ? own.filter(({ mintedBy }) => mintedBy === null) : [key];
  if (key === null && candidates.length === 0) return [];
  const seen =
    candidates
      .flatMap((one) => one.lastUsed ?? [])
      .toSorted()
      .at(-1) ?? null;
  const label = key?.id ?? `key ${slot.slot} of ${user.name}`;
  const where = [...(service === null ? [] : [`for ${service}`]), ...(region === null ? [] : [`in ${region}`])].join(' ');
  // IAM writes a last use down every few minutes only.
  if (!isLater(lastUsed, seen, 15)) return [say(key?.id ?? user.arn, true, `The last use of ${label} is in these logs.`)];
  const text = `${label} was last used at ${lastUsed} ${where}, says the credential report; the last use in these logs is ${seen ?? 'none'}: it was used where they do not look.`;
  return [say(key?.id ?? user.arn, false, text)];
}

function passwordOf({ arn, name, passwordEnabled, passwordLastUsed }: ReportedUser, { credentials }: LogsSay): AccountStatement[] {
  const password = credentials.find(({ kind, principal }) => kind === 'login-profile' && principal === arn);
  if (password === undefined) return [];
  const ended = password.state === 'deleted' || password.state === 'inactive';
  return [
    ...(passwordEnabled || ended ? [] : [say(password.id, false, `${name} has no password any more, says the credential report.`)]),
    ...(passwordLastUsed !== null && isLater(passwordLastUsed, password.lastUsed, 15)
      ? [
          say(
            password.id,
            false,
            `The password of ${name} was last used at ${passwordLastUsed}, says the credential report; these logs hold no such sign-in.`,
          ),
        ]
      : []),
  ];
}
