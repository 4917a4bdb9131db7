/** One cause as lines: the fact and its place, what to do, the command that does it. */
import type { Cause } from '../audits/finding.js';
import { looks } from './finding-text.js';
import { commandLines, marked, paragraph, type Style } from './layout.js';

const trialWords = { held: 'tried', failed: 'no file is offered', 'not-tried': 'not tried' } as const;

/** More places than this are counted, not listed. */
const maxPlaces = 3;

export function causeLines(cause: Cause, number: number, style: Style, verbose: boolean): string[] {
  const { colors } = style;
  const look = looks.find(({ status }) => status === cause.status);
  const mark = look?.mark ?? '';
  const paint = look?.paint(colors) ?? String;
  const label = `${mark} ${number}`;
  const indent = label.length + 2;
  const title = marked(label, ` ${cause.title}`, 0, style, (text) => text.replace(mark, paint(mark)), indent);
  const below = { first: indent, rest: indent };
  return [
    ...title,
    ...(cause.known === undefined ? [] : paragraph(cause.known, below, style)),
    ...whereLines(cause, indent, style),
    ...(verbose ? cause.why.flatMap((text) => paragraph(text, below, style)) : []),
    ...(cause.first === undefined
      ? []
      : marked('→', `${cause.first} (${cause.owner})`, indent, style, colors.bold)),
    ...(cause.command === undefined ? [] : commandLines(cause.command, indent, style)),
    ...(cause.trial?.why !== undefined && (verbose || cause.trial.status === 'failed')
      ? paragraph(`${trialWords[cause.trial.status]}: ${cause.trial.why}`, below, style).map(colors.dim)
      : []),
    ...(verbose ? commandLines(cause.check, indent, style) : []),
  ];
}

/** Not where the title names the place already. */
function whereLines({ where, title }: Cause, indent: number, style: Style): string[] {
  // Of a registry value its own name is enough: the rest of the path is the same on every machine.
  const places = where
    .map((place) => place.replace(/ HK\w+\\.*\\/, ' '))
    .filter((place) => !title.includes(place));
  if (places.length === 0) return [];
  const shown = grouped(places);
  const more = shown.length > maxPlaces ? `, and ${shown.length - maxPlaces} more` : '';
  return paragraph(
    `${shown.slice(0, maxPlaces).join(', ')}${more}`,
    { first: indent, rest: indent },
    style,
  ).map(style.colors.dim);
}

/** `proxy.pac:13, :11`: the file is said once. */
function grouped(places: readonly string[]): readonly string[] {
  let last = '';
  return places.map((place) => {
    const [, file = place, line] = /^(.*?)(:\d+)$/s.exec(place) ?? [];
    const shown = file === last && line !== undefined ? line : place;
    last = file;
    return shown;
  });
}
