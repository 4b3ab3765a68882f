import { Graph, layout } from '@dagrejs/dagre';
import { z } from 'zod';

export interface GraphBox {
  readonly width: number;
  readonly height: number;
}

export interface GraphLink {
  /** Places in the list of boxes. */
  readonly from: number;
  readonly to: number;
  /** Room kept free for the label on the link. */
  readonly labelWidth: number;
}

const pointSchema = z.object({ x: z.number(), y: z.number() });
export type Point = z.infer<typeof pointSchema>;

/** Where everything goes: centres of boxes, the way of each link and the centre of its label. */
export interface GraphPlaces {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Point[];
  readonly links: readonly { readonly points: readonly Point[]; readonly label: Point }[];
}

const LABEL_HEIGHT = 16;

/**
 * Lays out a directed graph from left to right, with Sugiyama's layers as dagre draws them. Boxes go by their place in the list, never by a
 * name from the logs. What comes back is checked because dagre's own types do not resolve under `nodenext`.
 */
export function layoutGraph(boxes: readonly GraphBox[], links: readonly GraphLink[]): GraphPlaces {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 18, ranksep: 34, marginx: 8, marginy: 8 });
  boxes.forEach((box, index) => {
    graph.setNode(`n${index}`, { ...box });
  });
  links.forEach(({ from, to, labelWidth }, index) => {
    graph.setEdge(`n${from}`, `n${to}`, { width: labelWidth, height: LABEL_HEIGHT, labelpos: 'c' }, `e${index}`);
  });
  layout(graph);
  const size = z.object({ width: z.number(), height: z.number() }).parse(graph.graph());
  return {
    ...size,
    boxes: boxes.map((_, index) => pointSchema.parse(graph.node(`n${index}`))),
    links: links.map(({ from, to }, index) => {
      const edge: unknown = graph.edge(`n${from}`, `n${to}`, `e${index}`);
      return { points: z.object({ points: z.array(pointSchema) }).parse(edge).points, label: pointSchema.parse(edge) };
    }),
  };
}
