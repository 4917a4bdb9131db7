/**
 * Where everything stands, by Graphviz's dot in WebAssembly. It is handed numbers alone: ids of our own making and the sizes
 * of boxes, no text of anybody's.
 */
import type { Callout, Picture } from './model.js';
import { widthOf } from './text.js';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface PlacedEdge {
  /** Bézier: the first point, and three for each curve. */
  readonly path: readonly Point[];
  readonly tip: Point;
  /** Middle of the words, or of the callout's box. */
  readonly label: Point;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly zones: readonly Box[];
  readonly nodes: readonly Box[];
  readonly edges: readonly PlacedEdge[];
}

/** The part of Graphviz that is asked. */
export interface Graphviz {
  layout(dot: string, format: 'json', engine: 'dot', options: { readonly yInvert: boolean }): string;
}

let loading: Promise<Graphviz | undefined> | undefined;

/** Undefined where the package is not installed: it is optional, and is loaded by the first picture. */
export function loadGraphviz(): Promise<Graphviz | undefined> {
  loading ??= import('@hpcc-js/wasm-graphviz')
    .then(({ Graphviz: loaded }) => loaded.load())
    .catch(() => undefined);
  return loading;
}

export const titleSize = 14;
export const noteSize = 12;
export const zoneTitleSize = 16;
const calloutSize = 13;

export function nodeSize({ title, note }: { readonly title: string; readonly note: string }): {
  width: number;
  height: number;
} {
  return {
    width: Math.max(widthOf(`${title} ✔`, titleSize) * 1.05, widthOf(note, noteSize)) + 24,
    height: 44,
  };
}

export function calloutBox({ head, lines: all }: Callout): { width: number; height: number } {
  const width =
    Math.max(widthOf(head, titleSize) * 1.05, ...all.map((line) => widthOf(line, calloutSize))) + 24;
  return { width, height: 34 + 18 * all.length };
}

/** Between a callout and the disc at its arrow: beside it, or above it where the arrow is level. */
export const calloutGap = 14;

function edgeSize({ words, callout, isLevel }: Picture['edges'][number]): { width: number; height: number } {
  if (callout === undefined) return { width: widthOf(words, noteSize) + 10, height: 18 };
  const { width, height } = calloutBox(callout);
  return isLevel ? { width, height: height + calloutGap } : { width: width + calloutGap, height };
}

function zoneTitleBox({ title, status }: Picture['zones'][number]): { width: number; height: number } {
  return { width: widthOf(title, zoneTitleSize) + widthOf(`zone ✔ ${status}`, noteSize) + 40, height: 26 };
}

/** A label without text, of that size. */
function room({ width, height }: { width: number; height: number }): string {
  return `<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0" FIXEDSIZE="TRUE" WIDTH="${Math.ceil(width)}" HEIGHT="${Math.ceil(height)}"><TR><TD></TD></TR></TABLE>>`;
}

/** The picture in the DOT language. */
export function dotOf({ zones, nodes, edges, columns }: Picture): string {
  const inches = (pixels: number): string => (pixels / 72).toFixed(3);
  const node = (each: Picture['nodes'][number]): string => {
    const { width, height } = nodeSize(each);
    return `${each.id} [width=${inches(width)},height=${inches(height)}];`;
  };
  const clusters = zones.map((zone, index) => {
    const own = nodes.filter((each) => each.zone === index);
    const level = own.filter(
      ({ shape, id }) => shape === 'key' || edges.some((edge) => edge.isLevel && edge.to === id),
    );
    return [
      `subgraph cluster_${index} {`,
      `label=${room(zoneTitleBox(zone))};labeljust=r;labelloc=t;margin=14;`,
      ...own.map(node),
      ...(level.length > 1 ? [`{rank=same;${level.map(({ id }) => id).join(';')};}`] : []),
      '}',
    ].join('\n');
  });
  return [
    'digraph {',
    'rankdir=TB;nodesep=0.35;ranksep=0.3;',
    'node [shape=box,fixedsize=true,label=""];',
    ...clusters,
    ...nodes.filter(({ zone }) => zone === undefined).map(node),
    ...columns.map(([from, to]) => `${from} -> ${to} [style=invis,weight=40];`),
    ...edges.map((edge, index) => {
      const weight = edge.isLevel ? 1 : 4;
      return `${edge.from} -> ${edge.to} [id=e${index},weight=${weight},label=${room(edgeSize(edge))}];`;
    }),
    '}',
  ].join('\n');
}

interface Laid {
  readonly bb: string;
  readonly objects?: readonly {
    readonly name: string;
    readonly bb?: string;
    readonly pos?: string;
    readonly lp?: string;
  }[];
  readonly edges?: readonly { readonly id?: string; readonly pos?: string; readonly lp?: string }[];
}

/** Throws where Graphviz did not place what it was handed. */
export function layOut(picture: Picture, graphviz: Graphviz): Layout {
  const laid = JSON.parse(graphviz.layout(dotOf(picture), 'json', 'dot', { yInvert: true })) as Laid;
  const numbers = (text: string | undefined): number[] => (text ?? '').split(/[ ,]/).map(Number);
  const corners = (text: string | undefined): Box => {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = numbers(text);
    return { x: Math.min(x1, x2), y: Math.min(y1, y2), width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) };
  };
  const named = new Map((laid.objects ?? []).map((object) => [object.name, object]));
  const edges = new Map((laid.edges ?? []).map((edge) => [edge.id, edge]));
  const whole = corners(laid.bb);
  return {
    width: whole.width,
    height: whole.height,
    zones: picture.zones.map((_, index) => corners(named.get(`cluster_${index}`)?.bb)),
    nodes: picture.nodes.map((node) => {
      const [x = 0, y = 0] = numbers(named.get(node.id)?.pos);
      const { width, height } = nodeSize(node);
      return { x: x - width / 2, y: y - height / 2, width, height };
    }),
    edges: picture.edges.map((_, index) => placedEdge(edges.get(`e${index}`))),
  };
}

/** `e,x,y x,y x,y …`: the tip of the arrow, then the curve. */
function placedEdge(edge: { readonly pos?: string; readonly lp?: string } | undefined): PlacedEdge {
  const points = (edge?.pos ?? '').split(' ').map((text) => {
    const [x = 0, y = 0] = text.replace(/^e,/, '').split(',').map(Number);
    return { x, y };
  });
  const [tip = { x: 0, y: 0 }, ...path] = points;
  if (path.length === 0 || [tip, ...path].some(({ x, y }) => !Number.isFinite(x) || !Number.isFinite(y)))
    throw new Error('an arrow was not placed');
  const [x = tip.x, y = tip.y] = (edge?.lp ?? '')
    .split(',')
    .filter((text) => text !== '')
    .map(Number);
  return { path, tip, label: { x, y } };
}
