/**
 * Matches in HTML and what is written like it (Vue, Svelte, SVG): scripts and event handlers are read as code, the rest as
 * text. Limits: character references are resolved in handlers only, and only those of the quotes.
 */
import { matchCode, matchNeedles, type Matches } from './code.js';
import { matchText } from './literal-text.js';
import type { Needle } from './needles.js';
import type { Match } from './types.js';

const scriptOpen = /<script\b/gi;
const scriptClose = /<\/script/gi;
const handler = /\son[a-z]{3,30}\s{0,10}=\s{0,10}(?:"([^"]{1,65536})"|'([^']{1,65536})')/gi;

export function matchHtml(text: string, needles: readonly Needle[]): Matches {
  const matches: Match[] = [...matchNeedles(text, needles), ...matchText(text, false)];
  let isBroken = false;
  const within = (part: string, start: number, found: readonly Match[]): void => {
    if (part !== '') matches.push(...found.map((match) => moved(match, start)));
  };
  let from = 0;
  for (const [start, end] of scripts(text)) {
    const before = text.slice(from, start);
    within(before, from, matchText(before, true));
    const code = matchCode(text.slice(start, end), needles);
    isBroken ||= code.isBroken;
    within(text.slice(start, end), start, code.matches);
    from = end;
  }
  within(text.slice(from), from, matchText(text.slice(from), true));
  for (const { 0: found, 1: double, 2: single, index } of text.matchAll(handler)) {
    const code = double ?? single ?? '';
    const start = index + found.length - 1 - code.length;
    within(code, start, matchCode(withQuotes(code), needles).matches);
  }
  return { matches, isBroken };
}

function* scripts(text: string): Generator<[start: number, end: number]> {
  scriptOpen.lastIndex = 0;
  for (;;) {
    const open = scriptOpen.exec(text);
    if (open === null) return;
    const start = text.indexOf('>', open.index) + 1;
    if (start === 0) return;
    scriptClose.lastIndex = start;
    const end = scriptClose.exec(text)?.index ?? text.length;
    yield [start, end];
    scriptOpen.lastIndex = end;
  }
}

/** Each reference becomes one quote, with its blanks outside of the string that it opens or closes; offsets stay. */
function withQuotes(code: string): string {
  let isOpen = false;
  return code.replace(/&(?:quot|#34|#x22|apos|#39|#x27);/gi, (reference) => {
    const quote = /apos|39|27/i.test(reference) ? "'" : '"';
    isOpen = !isOpen;
    return isOpen ? quote.padStart(reference.length) : quote.padEnd(reference.length);
  });
}

function moved(match: Match, by: number): Match {
  return { ...match, start: match.start + by, end: match.end + by };
}
