import type { Case, CaseCredential, CaseEdge } from '../../core/case.ts';
import { groupBy } from '../../core/group-by.ts';

/** Something of the lineage with what came of it. */
export interface LineageNode {
  /** What was done to it, in the order of the case; empty for roots. */
  readonly edges: readonly CaseEdge[];
  readonly subject: LineageSubject;
  readonly children: readonly LineageNode[];
}

/** A credential; or a principal or anything else that an edge names. What came of a credential `elsewhere` stands in another place of the forest. */
export type LineageSubject =
  | { readonly kind: 'credential'; readonly credential: CaseCredential; readonly elsewhere: boolean }
  | { readonly kind: 'thing'; readonly id: string };

/** Deeper ones begin a tree of their own: an attacker can chain sessions by the thousand, a page is 80 columns wide. */
const DEEPEST = 6;

/**
 * The edges of a case as trees. A credential stands under the principal that its maker created for it, so that one reads
 * "key, created user, the user's key"; several deeds of one credential to one thing are one node. Every credential is expanded once.
 */
export function lineageForest(document: Case): readonly LineageNode[] {
  const credentials = new Map(document.credentials.map((credential) => [credential.id, credential]));
  const outgoing = groupBy(document.edges, (edge) => edge.from);
  const expanded = new Set<string>();

  const credentialNode = (credential: CaseCredential, edges: readonly CaseEdge[], depth: number): LineageNode => {
    const elsewhere = expanded.has(credential.id) || (depth >= DEEPEST && outgoing.has(credential.id));
    if (elsewhere) return { edges, subject: { kind: 'credential', credential, elsewhere }, children: [] };
    expanded.add(credential.id);
    return { edges, subject: { kind: 'credential', credential, elsewhere }, children: childrenOf(credential.id, depth) };
  };

  const childrenOf = (from: string, depth: number): readonly LineageNode[] => {
    const byTarget = groupBy(outgoing.get(from) ?? [], (edge) => edge.to);
    const nested = new Map<string, [CaseCredential, CaseEdge[]][]>();
    const direct: [CaseCredential | string, CaseEdge[]][] = [];
    for (const [to, edges] of byTarget) {
      const credential = edges.some(givesCredential) ? credentials.get(to) : undefined;
      const owner = credential?.principal ?? null;
      if (credential && owner !== null && byTarget.has(owner)) nested.set(owner, [...(nested.get(owner) ?? []), [credential, edges]]);
      else direct.push([credential ?? to, edges]);
    }
    return direct.map(([target, edges]) => {
      if (typeof target !== 'string') return credentialNode(target, edges, depth + 1);
      const children = (nested.get(target) ?? []).map(([credential, itsEdges]) => credentialNode(credential, itsEdges, depth + 2));
      return { edges, subject: { kind: 'thing', id: target }, children };
    });
  };

  const given = new Set(document.edges.filter(givesCredential).map((edge) => edge.to));
  const roots = document.credentials.filter((credential) => credential.depth === 0 || !given.has(credential.id));
  const forest = roots.map((root) => credentialNode(root, [], 0));
  for (const from of outgoing.keys()) {
    if (!credentials.has(from)) forest.push({ edges: [], subject: { kind: 'thing', id: from }, children: childrenOf(from, 0) });
  }
  // What lies too deep, and edges that run in a circle, have no root yet: what they hold must be seen all the same.
  for (const credential of document.credentials) if (!expanded.has(credential.id)) forest.push(credentialNode(credential, [], 0));
  return forest;
}

const givesCredential = (edge: CaseEdge): boolean => edge.relation === 'minted' || edge.relation === 'assumed';
