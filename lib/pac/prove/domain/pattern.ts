/**
 * The source of a regular expression → its parts. Covers the plain part of ECMAScript's syntax; look-around, back
 * references and word boundaries are not taken.
 */

export type CharTest = (code: number) => boolean;

export type Part =
  | { readonly kind: 'char'; readonly test: CharTest }
  | { readonly kind: 'start' | 'end' | 'empty' }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly Part[] }
  | { readonly kind: 'repeat'; readonly part: Part; readonly least: number; readonly most: number };

/** Thrown for syntax that is not taken. */
export class Unsupported extends Error {}

const between =
  (low: number, high: number): CharTest =>
  (code) =>
    code >= low && code <= high;
const any =
  (tests: readonly CharTest[]): CharTest =>
  (code) =>
    tests.some((test) => test(code));
const isDigit = between(48, 57);
const isWord = any([isDigit, between(65, 90), between(97, 122), between(95, 95)]);
const isSpace: CharTest = (code) => code === 32 || (code >= 9 && code <= 13) || code === 0xa0;
const CLASSES: Readonly<Record<string, CharTest>> = {
  d: isDigit,
  D: (code) => !isDigit(code),
  w: isWord,
  W: (code) => !isWord(code),
  s: isSpace,
  S: (code) => !isSpace(code),
};
const CONTROLS: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, '0': 0 };
const MOST_REPEATS = 64;

/** Recursive descent over the source of an expression. */
class PatternParser {
  readonly #source: string;
  readonly #ignoreCase: boolean;
  #at = 0;

  constructor(source: string, ignoreCase: boolean) {
    this.#source = source;
    this.#ignoreCase = ignoreCase;
  }

  parse(): Part {
    const part = this.#choice();
    if (this.#at < this.#source.length) throw new Unsupported();
    return part;
  }

  #peek(): string {
    return this.#source.charAt(this.#at);
  }

  #eat(text: string): boolean {
    if (!this.#source.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #choice(): Part {
    const parts = [this.#sequence()];
    while (this.#eat('|')) parts.push(this.#sequence());
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: 'choice', parts };
  }

  #sequence(): Part {
    const parts: Part[] = [];
    while (this.#at < this.#source.length && this.#peek() !== '|' && this.#peek() !== ')')
      parts.push(this.#repeated());
    return { kind: 'sequence', parts };
  }

  #repeated(): Part {
    const part = this.#atom();
    const match = /^(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/.exec(this.#source.slice(this.#at));
    if (match === null) return part;
    this.#at += match[0].length;
    const [, sign, least, comma, most] = match;
    const bounds: Readonly<Record<string, readonly [number, number]>> = {
      '*': [0, Infinity],
      '+': [1, Infinity],
      '?': [0, 1],
    };
    const low = Number(least);
    const [from, to] = bounds[sign ?? ''] ?? [
      low,
      comma === undefined ? low : most === '' ? Infinity : Number(most),
    ];
    if (from > MOST_REPEATS || (to !== Infinity && to > MOST_REPEATS)) throw new Unsupported();
    return { kind: 'repeat', part, least: from, most: to };
  }

  #char(code: number): Part {
    if (!this.#ignoreCase) return { kind: 'char', test: (other) => other === code };
    const text = String.fromCharCode(code);
    const codes = [text.toLowerCase().charCodeAt(0), text.toUpperCase().charCodeAt(0)];
    return { kind: 'char', test: (other) => codes.includes(other) };
  }

  #atom(): Part {
    const char = this.#peek();
    this.#at++;
    switch (char) {
      case '^':
        return { kind: 'start' };
      case '$':
        return { kind: 'end' };
      case '.':
        return { kind: 'char', test: (code) => code !== 10 && code !== 13 };
      case '(': {
        if (this.#eat('?') && !this.#eat(':')) throw new Unsupported();
        const inner = this.#choice();
        if (!this.#eat(')')) throw new Unsupported();
        return inner;
      }
      case '[':
        return { kind: 'char', test: this.#set() };
      case '\\':
        return this.#escape();
      case '*':
      case '+':
      case '?':
        throw new Unsupported();
      default:
        return this.#char(char.charCodeAt(0));
    }
  }

  #escape(): Part {
    const char = this.#peek();
    this.#at++;
    const named = CLASSES[char];
    if (named !== undefined) return { kind: 'char', test: named };
    const control = CONTROLS[char];
    if (control !== undefined) return { kind: 'char', test: (code) => code === control };
    // Letters and digits left are look-behinds, references, boundaries or code units.
    if (/[A-Za-z1-9]/.test(char) || char === '') throw new Unsupported();
    return this.#char(char.charCodeAt(0));
  }

  #setMember(): { code: number | null; test: CharTest } {
    let char = this.#peek();
    this.#at++;
    if (char === '\\') {
      char = this.#peek();
      this.#at++;
      const named = CLASSES[char];
      if (named !== undefined) return { code: null, test: named };
      const control = char === 'b' ? 8 : CONTROLS[char];
      if (control !== undefined) return { code: control, test: (code) => code === control };
      if (/[A-Za-z1-9]/.test(char)) throw new Unsupported();
    }
    const code = char.charCodeAt(0);
    return { code, test: (other) => other === code };
  }

  #set(): CharTest {
    const negated = this.#eat('^');
    const tests: CharTest[] = [];
    while (this.#peek() !== ']') {
      if (this.#at >= this.#source.length) throw new Unsupported();
      const first = this.#setMember();
      if (this.#peek() === '-' && this.#source.charAt(this.#at + 1) !== ']') {
        this.#at++;
        const last = this.#setMember();
        if (first.code === null || last.code === null) throw new Unsupported();
        tests.push(between(first.code, last.code));
      } else tests.push(first.test);
    }
    this.#at++;
    const inside = any(tests);
    const test: CharTest = this.#ignoreCase
      ? (code) =>
          inside(code) ||
          inside(String.fromCharCode(code).toLowerCase().charCodeAt(0)) ||
          inside(String.fromCharCode(code).toUpperCase().charCodeAt(0))
      : inside;
    return negated ? (code) => !test(code) : test;
  }
}

/** Throws `Unsupported`. */
export function parsePattern(source: string, ignoreCase: boolean): Part {
  return new PatternParser(source, ignoreCase).parse();
}
