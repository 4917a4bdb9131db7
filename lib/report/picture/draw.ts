/** A placed picture → SVG. Colours and lines are classes: theme and print are the page's own. */
import { html, svg, titleElement, type Markup } from '../html/markup.js';
import {
  calloutBox,
  calloutGap,
  noteSize,
  titleSize,
  zoneTitleSize,
  type Box,
  type Layout,
  type PlacedEdge,
  type Point,
} from './layout.js';
import { toneMarks, type Picture, type PictureEdge, type PictureNode, type PictureZone } from './model.js';

/** Room around it. */
const margin = 8;

export interface DrawOptions {
  /** For those who do not see it. */
  readonly title: string;
  readonly description: string;
  /** Unique on the page. */
  readonly id: string;
}

export function draw(picture: Picture, layout: Layout, { title, description, id }: DrawOptions): Markup {
  const width = Math.ceil(layout.width + 2 * margin);
  const height = Math.ceil(layout.height + 2 * margin);
  const empty: Box = { x: 0, y: 0, width: 0, height: 0 };
  const parts = [
    ...picture.zones.map((zone, index) => zoneBox(zone, layout.zones[index] ?? empty)),
    ...picture.edges.map((edge, index) => arrow(edge, layout.edges[index])),
    ...picture.nodes.map((node, index) => nodeBox(node, layout.nodes[index] ?? empty)),
    ...picture.edges.map((edge, index) => callout(edge, layout.edges[index])),
  ];
  return html`<svg xmlns="http://www.w3.org/2000/svg" class="picture" viewBox="${-margin} ${-margin} ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="${id}-t ${id}-d">
${titleElement(title, `${id}-t`)}${svg`<desc id="${id}-d">${description}</desc>`}
${parts.map((part) => [part, '\n'])}</svg>`;
}

function zoneBox({ title, status, tone }: PictureZone, box: Box): Markup {
  const right = box.x + box.width - 14;
  const isRoot = title === 'root';
  return svg`<g class="zone t-${tone}"><rect x="${n(box.x)}" y="${n(box.y)}" width="${n(box.width)}" height="${n(box.height)}" rx="10"/>
<text class="zt" x="${n(right)}" y="${n(box.y + 25)}" text-anchor="end" font-size="${zoneTitleSize}">${isRoot ? '' : 'zone '}${title}<tspan class="zs" dx="8" font-size="${noteSize + 1}">${toneMarks[tone]} ${status}</tspan></text></g>`;
}

function nodeBox({ title, note, tone, shape }: PictureNode, box: Box): Markup {
  const x = box.x + box.width / 2;
  const rx = shape === 'key' ? box.height / 2 : 5;
  return svg`<g class="node s-${shape} t-${tone}"><rect x="${n(box.x)}" y="${n(box.y)}" width="${n(box.width)}" height="${n(box.height)}" rx="${n(rx)}"/>
<text class="nt" x="${n(x)}" y="${n(box.y + 19)}" text-anchor="middle" font-size="${titleSize}">${title}<tspan class="nm" dx="5">${toneMarks[tone]}</tspan></text>
<text class="nn" x="${n(x)}" y="${n(box.y + 35)}" text-anchor="middle" font-size="${noteSize}">${note}</text></g>`;
}

function arrow({ tone, words, callout: reason }: PictureEdge, placed: PlacedEdge | undefined): Markup {
  if (placed === undefined) return svg``;
  const [start, ...rest] = placed.path;
  const curve = rest.map((point) => at(point)).join(' ');
  const label =
    reason === undefined
      ? svg`<text class="words" x="${n(placed.label.x)}" y="${n(placed.label.y + 4)}" text-anchor="middle" font-size="${noteSize}">${words}</text>`
      : '';
  return svg`<g class="arrow t-${tone}"><path class="line" d="M${at(start ?? placed.tip)} C${curve} L${at(placed.tip)}"/><path class="tip" d="${tipOf(placed)}"/>${label}</g>`;
}

/** A triangle at the end of the arrow. */
function tipOf({ path, tip }: PlacedEdge): string {
  const from = path.at(-1) ?? tip;
  const length = Math.hypot(tip.x - from.x, tip.y - from.y) || 1;
  const [dx, dy] = [(tip.x - from.x) / length, (tip.y - from.y) / length];
  const back = { x: tip.x - 10 * dx, y: tip.y - 10 * dy };
  const left = { x: back.x - 4.5 * dy, y: back.y + 4.5 * dx };
  const right = { x: back.x + 4.5 * dy, y: back.y - 4.5 * dx };
  return `M${at(tip)} L${at(left)} L${at(right)} Z`;
}

function callout({ callout: reason, isLevel }: PictureEdge, placed: PlacedEdge | undefined): Markup {
  if (reason === undefined || placed === undefined) return svg``;
  const { width, height } = calloutBox(reason);
  const x = placed.label.x + (isLevel ? 0 : calloutGap / 2);
  const y = placed.label.y - (isLevel ? calloutGap / 2 : 0);
  const middle = middleOf(placed);
  const texts = reason.lines.map(
    (line, index) =>
      svg`<text class="cl" x="${n(x - width / 2 + 12)}" y="${n(y - height / 2 + 40 + 18 * index)}" font-size="13">${line}</text>`,
  );
  return svg`<g class="call t-${reason.tone}"><path class="lead" d="M${at(middle)} L${at(nearest(middle, { x: x - width / 2, y: y - height / 2, width, height }))}"/>
<rect x="${n(x - width / 2)}" y="${n(y - height / 2)}" width="${n(width)}" height="${n(height)}" rx="6"/>
<text class="ch" x="${n(x - width / 2 + 12)}" y="${n(y - height / 2 + 21)}" font-size="${titleSize}">${reason.head}</text>${texts}
<circle cx="${n(middle.x)}" cy="${n(middle.y)}" r="10"/><text class="mark" x="${n(middle.x)}" y="${n(middle.y + 5)}" text-anchor="middle" font-size="13">${toneMarks[reason.tone]}</text></g>`;
}

/** The middle of the curve: of its middle piece at half its way. */
function middleOf({ path, tip }: PlacedEdge): Point {
  const pieces = Math.floor((path.length - 1) / 3);
  if (pieces < 1) return tip;
  const start = 3 * Math.floor((pieces - 1) / 2);
  const [a, b, c, d] = path.slice(start, start + 4);
  if (a === undefined || b === undefined || c === undefined || d === undefined) return tip;
  if (pieces % 2 === 0) return d;
  return { x: (a.x + 3 * b.x + 3 * c.x + d.x) / 8, y: (a.y + 3 * b.y + 3 * c.y + d.y) / 8 };
}

function nearest({ x, y }: Point, box: Box): Point {
  return {
    x: Math.min(Math.max(x, box.x), box.x + box.width),
    y: Math.min(Math.max(y, box.y), box.y + box.height),
  };
}

function at({ x, y }: Point): string {
  return `${n(x)} ${n(y)}`;
}

/** Tenths of a pixel. */
function n(value: number): string {
  return String(Math.round(value * 10) / 10);
}
