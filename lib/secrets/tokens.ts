/**
 * JavaScript and JSON → tokens, streamed: what is a string and what is a comment is told by acorn's tokenizer. Where acorn
 * gives up (TypeScript, JSX, a truncated file) the rest is read by a plain lexer, which knows strings and words but cannot
 * tell a regular expression from a division.
 */
import { tokenizer, tokTypes, type Token as AcornToken } from 'acorn';

export interface Token {
  readonly kind: 'string' | 'word' | 'number' | 'sign';
  /** A string's value with its escapes resolved; else the text as it stands. */
  readonly value: string;
  /** Offsets; those of a string hold its quotes, those of a template's part do not. */
  readonly start: number;
  readonly end: number;
  /** Whether the value starts one after `start`, as behind a quote. */
  readonly isQuoted: boolean;
}

/** Calls `take` for each token; false where acorn gave up somewhere. */
export function eachToken(text: string, take: (token: Token) => void): boolean {
  let end = 0;
  try {
    const reader = tokenizer(text, {
      ecmaVersion: 'latest',
      sourceType: 'module',
      allowHashBang: true,
    });
    for (;;) {
      const token = reader.getToken();
      if (token.type === tokTypes.eof) return true;
      end = token.end;
      take(fromAcorn(token, text));
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    eachLexeme(text, end, take);
    return false;
  }
}

function fromAcorn(token: AcornToken, text: string): Token {
  // Acorn's types leave the value out; a string has one, a template's part has none where an escape in it is invalid.
  const { type, start, end, value } = token as AcornToken & { readonly value: unknown };
  const place = { start, end };
  if (type === tokTypes.string) return { kind: 'string', value: String(value), ...place, isQuoted: true };
  if (type === tokTypes.template || type === tokTypes.invalidTemplate) {
    const cooked = typeof value === 'string' ? value : text.slice(start, end);
    return { kind: 'string', value: cooked, ...place, isQuoted: false };
  }
  const written = text.slice(start, end);
  if (type === tokTypes.num) return { kind: 'number', value: written, ...place, isQuoted: false };
  const isWord = type === tokTypes.name || type.keyword !== undefined;
  return {
    kind: isWord ? 'word' : 'sign',
    value: isWord ? written : written.slice(0, 3),
    ...place,
    isQuoted: false,
  };
}

const blank = /\s+/y;
const word = /[A-Za-z_$][\w$]*|\d[\w.]*/y;
const comment = /\/\/[^\r\n]*/y;

/** Linear: a quote that no string follows is a sign of its own. */
function eachLexeme(text: string, from: number, take: (token: Token) => void): void {
  let offset = from;
  while (offset < text.length) {
    offset = skip(blank, text, offset);
    if (offset >= text.length) return;
    const first = text[offset] ?? '';
    if (text.startsWith('//', offset)) offset = skip(comment, text, offset);
    else if (text.startsWith('/*', offset)) offset = endOfComment(text, offset);
    else {
      const end = endOfLexeme(text, offset, first);
      take(fromLexeme(text.slice(offset, end), offset, end));
      offset = end;
    }
  }
}

function endOfLexeme(text: string, offset: number, first: string): number {
  // An escaped quote outside a string opens none: were it tried, a row of them would be read again from each.
  if (first === '\\') return Math.min(text.length, offset + 2);
  if (first in specialIn) return endOfString(text, offset, first);
  return Math.max(offset + 1, skip(word, text, offset));
}

function skip(expression: RegExp, text: string, offset: number): number {
  expression.lastIndex = offset;
  return expression.test(text) ? expression.lastIndex : offset;
}

/** What ends or interrupts a string, by its quote. */
const specialIn: Readonly<Record<string, RegExp>> = {
  '"': /["\\\r\n]/g,
  "'": /['\\\r\n]/g,
  '`': /[`\\]/g,
};

/** The offset behind the closing quote; behind the opening one where none closes. */
function endOfString(text: string, offset: number, quote: string): number {
  const special = specialIn[quote];
  if (special === undefined) return offset + 1;
  special.lastIndex = offset + 1;
  for (;;) {
    const found = special.exec(text);
    if (found === null || /[\r\n]/.test(found[0])) return offset + 1;
    if (found[0] === quote) return found.index + 1;
    special.lastIndex = found.index + 2;
  }
}

function endOfComment(text: string, offset: number): number {
  const end = text.indexOf('*/', offset + 2);
  return end === -1 ? text.length : end + 2;
}

function fromLexeme(written: string, start: number, end: number): Token {
  const place = { start, end };
  if (written.length > 1 && /^["'`]/.test(written))
    return { kind: 'string', value: unescape(written.slice(1, -1)), ...place, isQuoted: true };
  if (/^\d/.test(written)) return { kind: 'number', value: written, ...place, isQuoted: false };
  return { kind: /^[\w$]/.test(written) ? 'word' : 'sign', value: written, ...place, isQuoted: false };
}

const simpleEscapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
  0: '\0',
};

function unescape(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(
    /\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|[\s\S]))/g,
    (_, braced?: string, four?: string, two?: string, one?: string) => {
      const digits = braced ?? four ?? two;
      if (digits !== undefined) return String.fromCodePoint(Math.min(parseInt(digits, 16), 0x10ffff));
      const sign = one ?? '';
      return /[\r\n]/.test(sign) ? '' : (simpleEscapes[sign] ?? sign);
    },
  );
}
