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
    .toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));

/** One ARN may have had several users, one after the other. */
const orderOf = ({ arn, createdBy, principalId }: CasePrincipal): string => `${arn} ${createdBy?.eventTime ?? ''} ${principalId ?? ''}`;

const citation = ({ credential, event }: Deed): CasePrincipal['changedBy'][number] => ({
  credential,
  eventId: event.eventID,
  eventTime: event.eventTime,
});
