import type { Case } from '../core/case.ts';
import { cited, firstOf, shown } from './shown.ts';
import type { TaintedPrincipal } from './tainted.ts';

/** Principals that the lineage harmed and no step touches, a sentence each: what was deleted, what was changed, and what is too uncertain to delete. */
export function leftAlone(document: Case, lookup: (arn: string) => TaintedPrincipal | undefined): readonly string[] {
  const lineage = new Set(document.credentials.map((credential) => credential.id));
  return document.principals.flatMap(({ arn, createdBy, deletedBy, changedBy }) => {
    const principal = lookup(arn);
    const maker = lineage.has(createdBy?.credential ?? '') ? createdBy : null;
    if (deletedBy !== null) {
      const isVictim = maker === null && lineage.has(deletedBy.credential ?? '');
      return isVictim ? [`${shown(arn)} was deleted by the lineage (${cited(deletedBy.eventId)}): no step brings it back.`] : [];
    }
    if (principal === undefined) {
      return changedBy.length === 0
        ? []
        : [`${shown(arn)} was changed by the lineage (${firstOf(changedBy.map((deed) => cited(deed.eventId)))}): compare it with these records.`];
    }
    if (maker === null || principal.madeByAttacker) return [];
    return [`${shown(arn)} is not deleted: the case is not certain that the attacker made it (${cited(maker.eventId)}).`];
  });
}
