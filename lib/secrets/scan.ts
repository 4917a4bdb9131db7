/**
 * One text → what a front-end file gives away: the key in its many forms, its use, tokens. Pure; bounded in time and
 * memory by the length of the text, which the caller bounds.
 */
import { matchCode, matchNeedles, maxMatches, type Matches } from './code.js';
import { matchHtml } from './html.js';
import { matchText } from './literal-text.js';
import type { Needle } from './needles.js';
import { originalPlaces } from './original-place.js';
import { offsetsInLiteral, placesOf } from './places.js';
import { redact } from './redact.js';
import { rules } from './rules.js';
import { isSourceMap, readSourceMap } from './source-map.js';
import type { Match, OriginalPlace, ScanResult, SecretHit } from './types.js';

export interface ScanOptions {
  /** Path or URL by whose ending the language is told. */
  readonly name: string;
  /** The forms of the key; empty where it is not known. */
  readonly needles: readonly Needle[];
  /** The text of the file's source map, where it has one beside it. */
  readonly sourceMap?: string;
}

type Found = Match & { readonly original?: OriginalPlace };

export function scanText(text: string, { name, needles, sourceMap }: ScanOptions): ScanResult {
  const { matches, isBroken } = match(text, name, needles);
  const chosen = distinct(matches);
  const kept = chosen.slice(0, maxMatches);
  const places = placesOf(
    text,
    kept.map(({ start }) => start),
  );
  const map = kept.length === 0 ? undefined : (sourceMap ?? inlineMap(text)?.map);
  const originals = map === undefined ? [] : originalPlaces(places, readSourceMap(map));
  const hits = kept.map(({ rule, form, original }, index): SecretHit => {
    const from = original ?? originals[index];
    return {
      rule,
      kind: rules[rule].kind,
      ...(places[index] ?? { line: 1, column: 1 }),
      ...(form === undefined ? {} : { form }),
      // A file can be named after the key.
      ...(from === undefined ? {} : { original: { ...from, source: redact(from.source, needles) } }),
    };
  });
  return { hits, isCut: chosen.length > kept.length, isBroken };
}

/** The name of the source map that the file's last lines speak of (ECMA-426 §10.1), unless it is in the file itself. */
export function sourceMapName(text: string): string | undefined {
  const [, name] = /[#@]\s*sourceMappingURL=([^\s'"*]{1,1000})\s*(?:\*\/)?\s*$/.exec(text.slice(-2000)) ?? [];
  return name === undefined || name.startsWith('data:') ? undefined : name;
}

interface MatchesWithOriginal {
  readonly matches: readonly Found[];
  readonly isBroken: boolean;
}

function match(text: string, name: string, needles: readonly Needle[]): MatchesWithOriginal {
  const kind = kindOf(name, text);
  if (kind === 'map') return matchMap(text, needles);
  const own = matchLanguage(text, kind, needles);
  const inline = kind === 'code' ? inlineMap(text) : undefined;
  if (inline === undefined) return own;
  // What the map's sources hold is placed at the comment that carries them, for the file's own lines do not show it.
  const inside = matchMap(inline.map, needles).matches.map((found) => ({
    ...found,
    start: inline.start,
    end: inline.start,
  }));
  return { ...own, matches: [...own.matches, ...inside] };
}

function matchLanguage(text: string, kind: 'code' | 'html' | 'text', needles: readonly Needle[]): Matches {
  if (kind === 'code') return matchCode(text, needles);
  if (kind === 'html') return matchHtml(text, needles);
  return { matches: [...matchNeedles(text, needles), ...matchText(text, true)], isBroken: false };
}

function kindOf(name: string, text: string): 'code' | 'html' | 'text' | 'map' {
  const path = name.replace(/[?#].*$/, '');
  if (/\.(?:map|json)$/i.test(path) && isSourceMap(text)) return 'map';
  if (/\.(?:[cm]?[jt]sx?|json5?|jsonc|webmanifest|map)$/i.test(path)) return 'code';
  if (/\.(?:x?html?|vue|svelte|svg|astro|php|jsp|aspx?)$/i.test(path)) return 'html';
  return 'text';
}

/** Each source is read in its own language, and what is found stands at its place in both. */
function matchMap(map: string, needles: readonly Needle[]): MatchesWithOriginal {
  const { sources, isBroken } = readSourceMap(map);
  const matches: Found[] = [];
  for (const { name, content } of sources) {
    if (matches.length > 2 * maxMatches) break;
    // A bundler's own sources have no ending; a map within a map is read as the JSON that it is.
    const kind = kindOf(name, '');
    const language = kind === 'map' || !/\.\w+(?:[?#]|$)/.test(name) ? 'code' : kind;
    const inner = distinct(matchLanguage(content.value, language, needles).matches);
    const sorted = inner.slice(0, maxMatches + 1).sort((a, b) => a.start - b.start);
    const places = placesOf(
      content.value,
      sorted.map(({ start }) => start),
    );
    const starts = offsetsInLiteral(
      map,
      content.start,
      sorted.map(({ start }) => start),
    );
    for (const [index, found] of sorted.entries()) {
      const start = starts[index] ?? content.start;
      matches.push({
        ...found,
        start,
        end: start + found.end - found.start,
        original: { source: name, ...(places[index] ?? { line: 1, column: 1 }) },
      });
    }
  }
  return { matches: [...matches, ...matchNeedles(map, needles), ...matchText(map, false)], isBroken };
}

const inlineMapStart = /[#@]\s*sourceMappingURL=data:application\/json[^,]{0,100},/g;

function inlineMap(text: string): { readonly map: string; readonly start: number } | undefined {
  const at = text.lastIndexOf('sourceMappingURL=data:');
  if (at === -1) return undefined;
  inlineMapStart.lastIndex = Math.max(0, at - 10);
  const found = inlineMapStart.exec(text);
  if (found === null) return undefined;
  const body = /[^\s'"*]*/y;
  body.lastIndex = found.index + found[0].length;
  const [written = ''] = body.exec(text) ?? [];
  const map = found[0].includes(';base64')
    ? Buffer.from(written, 'base64').toString('utf8')
    : decodeLeniently(written);
  return { map, start: found.index };
}

function decodeLeniently(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) =>
    Buffer.from(bytes.replaceAll('%', ''), 'hex').toString('utf8'),
  );
}

/** In the order of the text, without those that overlap one that says the same or more. */
function distinct(matches: readonly Found[]): Found[] {
  const keys = apart(matches.filter(({ rule }) => rule === 'api-key'));
  const others = apart(matches.filter(({ rule }) => rule !== 'api-key'));
  return [...keys, ...withoutOverlaps(others, keys)].sort((a, b) => a.start - b.start);
}

/** Of two that overlap the longer: a bearer token is often a JWT as well. A secret does not hide the use of one. */
function apart(matches: readonly Found[]): Found[] {
  const inOrder = [...matches].sort(
    (a, b) =>
      a.start - b.start ||
      b.end - a.end ||
      Number(b.rule === 'bearer-token') - Number(a.rule === 'bearer-token') ||
      Number(b.original !== undefined) - Number(a.original !== undefined),
  );
  const ends = new Map<string, number>();
  return inOrder.filter((found) => {
    const group = groupOf(found);
    const end = ends.get(group);
    if (end !== undefined && (found.start < end || found.start === found.end)) return false;
    ends.set(group, found.end);
    return true;
  });
}

/** Matches out of an inline map all stand at its comment: their original places tell them apart. */
function groupOf({ rule, start, end, original }: Found): string {
  const group = rules[rule].kind === 'secret' ? 'secret' : rule;
  return start === end && original !== undefined
    ? `${group} ${original.source}:${original.line}:${original.column}`
    : group;
}

/** The secrets of `others` that are not part of one of `keys`; both are in order. */
function withoutOverlaps(others: readonly Found[], keys: readonly Found[]): Found[] {
  let next = 0;
  return others.filter((found) => {
    while ((keys[next]?.end ?? Infinity) <= found.start) next += 1;
    const key = keys[next];
    return rules[found.rule].kind === 'use' || key === undefined || key.start >= found.end;
  });
}
