import type { CasePrincipal } from '../core/case.ts';
import type { Deed, Lineage } from '../lineage/lineage.ts';

/** The users and roles of a lineage as the case tells them, by ARN. */
export const principalsOf = ({ principals }: Lineage): CasePrincipal[] =>
  principals
    .map((principal) => ({
      arn: principal.arn,
      kind: principal.kind,
      principalId: principal.principalId,
      createdBy: principal.createdBy && citation(principal.createdBy),
      deletedBy: principal.deletedBy && citation(principal.deletedBy),
      changedBy: principal.changedBy.map(citation),
    }))
    .toSorted((a, b) => (a.arn < b.arn ? -1 : 1));

const citation = ({ credential, event }: Deed): CasePrincipal['changedBy'][number] => ({
  credential,
  eventId: event.eventID,
  eventTime: event.eventTime,
});
