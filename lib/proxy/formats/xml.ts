/**
 * A reader for the XML that settings files are made of: elements, text, CDATA, comments, the five named entities
 * and character references. A document that declares entities is refused, so that none can be expanded; attributes
 * are passed over. Linear in the length of the text; depth and count are bounded.
 */
import { lineIndex } from './json.js';
import { unreadable } from './reader.js';
import type { Source } from '../text.js';

export interface XmlElement {
  readonly name: string;
  readonly line: number;
  readonly children: readonly XmlElement[];
  /** The text directly inside, blanks at its ends removed. */
  readonly text: string;
  /** Where it stands in the text: from `<` to behind the last `>`, and what is between its tags. */
  readonly range: XmlRange;
}

export interface XmlRange {
  readonly start: number;
  readonly innerStart: number;
  /** Less than `innerStart` for an element without an end tag (`<dict/>`): it has no inside. */
  readonly innerEnd: number;
  readonly end: number;
}

interface Open {
  readonly name: string;
  readonly line: number;
  readonly start: number;
  readonly innerStart: number;
  readonly children: XmlElement[];
  text: string;
}

const MAX_DEPTH = 100;
const MAX_ELEMENTS = 200_000;
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The root element. Throws `ParseError`: `bad-xml`, `xml-entities`, `xml-too-deep`, `too-many-entries`. */
export function parseXml(source: Source): XmlElement {
  const { text } = source;
  const lineAt = lineIndex(text);
  const stack: Open[] = [{ name: '', line: 1, start: 0, innerStart: 0, children: [], text: '' }];
  const fail = (code: string, message: string, offset: number): never => {
    throw unreadable(source, code, message, lineAt(offset));
  };
  let count = 0;
  let at = 0;
  while (at < text.length) {
    const top = stack.at(-1);
    if (top === undefined) return fail('bad-xml', 'an end tag too many.', at);
    const open = text.indexOf('<', at);
    top.text += decodeEntities(text.slice(at, open === -1 ? text.length : open), (message) =>
      fail('bad-xml', message, at),
    );
    if (open === -1) break;
    const token = tokenAt(text, open);
    if (token === undefined) return fail('bad-xml', 'cut inside a tag.', open);
    at = token.end;
    if (token.kind === 'doctype' && /<!ENTITY|\[/i.test(token.body))
      return fail('xml-entities', 'it declares entities, which a settings file has no use for.', open);
    if (token.kind === 'text') top.text += token.body;
    else if (token.kind === 'open' || token.kind === 'empty') {
      count += 1;
      if (count > MAX_ELEMENTS) return fail('too-many-entries', `more than ${MAX_ELEMENTS} elements.`, open);
      if (stack.length > MAX_DEPTH)
        return fail('xml-too-deep', `nested more than ${MAX_DEPTH} levels.`, open);
      stack.push({
        name: token.body,
        line: lineAt(open),
        start: open,
        innerStart: token.end,
        children: [],
        text: '',
      });
    }
    if (token.kind === 'close' || token.kind === 'empty') {
      const done = stack.pop();
      if (done?.name !== token.body || stack.length === 0)
        return fail('bad-xml', `</${token.body}> closes nothing that is open.`, open);
      const { name, line, children, start, innerStart } = done;
      const innerEnd = token.kind === 'empty' ? -1 : open;
      stack.at(-1)?.children.push({
        name,
        line,
        children,
        text: done.text.trim(),
        range: { start, innerStart, innerEnd, end: token.end },
      });
    }
  }
  const root = stack.length === 1 ? stack[0]?.children[0] : undefined;
  return root ?? fail('bad-xml', 'the document is not complete.', text.length);
}

interface Token {
  readonly kind: 'open' | 'close' | 'empty' | 'text' | 'skip' | 'doctype';
  readonly body: string;
  readonly end: number;
}

const SPANS: readonly (readonly [start: string, end: string, kind: Token['kind']])[] = [
  ['<!--', '-->', 'skip'],
  ['<![CDATA[', ']]>', 'text'],
  ['<?', '?>', 'skip'],
];

function tokenAt(text: string, open: number): Token | undefined {
  for (const [start, end, kind] of SPANS) {
    if (!text.startsWith(start, open)) continue;
    const close = text.indexOf(end, open + start.length);
    return close === -1
      ? undefined
      : { kind, body: text.slice(open + start.length, close), end: close + end.length };
  }
  const close = text.indexOf('>', open);
  if (close === -1) return undefined;
  const body = text.slice(open + 1, close);
  if (body.startsWith('!')) return { kind: 'doctype', body: text.slice(open, close + 1), end: close + 1 };
  if (body.startsWith('/')) return { kind: 'close', body: body.slice(1).trim(), end: close + 1 };
  const name = /^[^\s/]+/.exec(body)?.[0];
  if (name === undefined) return undefined;
  return { kind: body.endsWith('/') ? 'empty' : 'open', body: name, end: close + 1 };
}

function decodeEntities(text: string, fail: (message: string) => never): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(#x[0-9a-fA-F]{1,6}|#[0-9]{1,7}|[A-Za-z][A-Za-z0-9]{0,31});/g,
    (whole, name: string) => {
      const code = name.startsWith('#x')
        ? Number.parseInt(name.slice(2), 16)
        : name.startsWith('#')
          ? Number(name.slice(1))
          : undefined;
      if (code !== undefined)
        return code <= 0x10ffff ? String.fromCodePoint(code) : fail(`${whole} is no character.`);
      return NAMED[name] ?? fail(`the entity ${whole} is not known.`);
    },
  );
}

/** The first child of a name. */
export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((one) => one.name === name);
}
