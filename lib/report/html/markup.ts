/**
 * HTML that is escaped by the way it is made. The fixed parts of a template are ours; whatever stands in `${…}` is text, and
 * becomes markup only where it was made by `html` itself. Where a value may stand is known from the fixed parts: in text, in
 * a double-quoted attribute, or, for `attribute()` alone, between two attributes. Anywhere else is a mistake of ours, and throws.
 */
import { replaceUnsafe } from '../escape.js';

class Piece {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

class AttributePiece extends Piece {}

/** HTML that was made here. */
export type Markup = Piece;
/** An attribute, with the blank before it, or nothing. */
export type Attribute = AttributePiece;

/** What may stand in a template; `undefined` and `false` are nothing. */
export type Value = string | number | undefined | false | Markup | Attribute | readonly Value[];

type Slot = { readonly kind: 'text' | 'between' } | { readonly kind: 'attribute'; readonly address?: string };

const known = new WeakMap<TemplateStringsArray, readonly Slot[]>();

export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return made(strings, values, escapeText);
}

/** The same within `<svg>`, where an element of HTML would end the picture. */
export function svg(strings: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return made(strings, values, escapeAttribute);
}

/** The title of a page or a picture, which holds text alone. */
export function titleElement(text: string, id?: string): Markup {
  const attributes = id === undefined ? '' : ` id="${escapeAttribute(id)}"`;
  return new Piece(`<title${attributes}>${escapeAttribute(text)}</title>`);
}

function made(
  strings: TemplateStringsArray,
  values: readonly Value[],
  escape: (text: string) => string,
): Markup {
  const slots = known.get(strings) ?? slotsOf(strings);
  known.set(strings, slots);
  return new Piece(
    strings
      .map((fixed, index) => {
        const slot = slots[index];
        return slot === undefined ? fixed : fixed + filled(values[index], slot, escape);
      })
      .join(''),
  );
}

/** Nothing. */
export const nothing: Markup = new Piece('');

const attributeNames = ['open', 'id', 'checked'] as const;

/** An attribute that is not always there: `<details${attribute('open', isOpen)}>`. */
export function attribute(name: (typeof attributeNames)[number], value: string | boolean): Attribute {
  if (!attributeNames.includes(name)) throw new TypeError(`no attribute ${name}`);
  if (typeof value === 'boolean') return new AttributePiece(value ? ` ${name}` : '');
  return new AttributePiece(` ${name}="${escapeAttribute(value)}"`);
}

/** A style or script of our own, of which the page's policy holds the digest. */
export function ownCode(element: 'style' | 'script', code: string): Markup {
  if (/<\/|<!--/.test(code)) throw new TypeError(`the ${element} could end itself`);
  return new Piece(`<${element}>${code}</${element}>`);
}

function filled(value: Value, slot: Slot, escape: (text: string) => string): string {
  if (value === undefined || value === false) return '';
  if (slot.kind === 'between') {
    if (!(value instanceof AttributePiece)) throw new TypeError('only attribute() may stand there');
    return value.toString();
  }
  if (slot.kind === 'attribute') {
    if (typeof value !== 'string' && typeof value !== 'number')
      throw new TypeError('an attribute holds text');
    const text = String(value);
    return slot.address !== undefined && !isOwnAddress(slot.address, text) ? '#' : escapeAttribute(text);
  }
  if (value instanceof AttributePiece) throw new TypeError('an attribute stands in a tag');
  if (value instanceof Piece) return value.toString();
  return typeof value === 'object'
    ? value.map((each) => filled(each, slot, escape)).join('')
    : escape(String(value));
}

/**
 * A place of this page, or a file that it holds: the page itself leads nowhere else. `start` is what the template has of the
 * address already.
 */
function isOwnAddress(start: string, text: string): boolean {
  return /^(?:#[\w-]+|data:application\/(?:octet-stream|json);base64,[A-Za-z0-9+/]*={0,2})$/.test(
    start + text,
  );
}

const special = /[&<>"'`]/g;

function escapeSpecial(text: string): string {
  return text.replace(special, (character) => `&#${character.charCodeAt(0)};`);
}

/** Line feeds and tabs stay; every other control, and what shows as nothing, is shown by its number. */
function escapeText(text: string): string {
  return replaceUnsafe(escapeSpecial(text), (codePoint, character) =>
    character === '\n' || character === '\t' ? character : `<b class="ctl">${codePointText(codePoint)}</b>`,
  );
}

function escapeAttribute(text: string): string {
  return replaceUnsafe(escapeSpecial(text), (codePoint, character) =>
    character === '\n' || character === '\t' ? character : `[${codePointText(codePoint)}]`,
  );
}

function codePointText(codePoint: number): string {
  return `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Where each value of a template stands. Elements that hold no markup, attributes that hold code, and comments are refused. */
function slotsOf(strings: readonly string[]): readonly Slot[] {
  let state: 'text' | 'tag' | 'value' = 'text';
  let name = '';
  const slots: Slot[] = [];
  for (const [index, fixed] of strings.entries()) {
    let rest = fixed;
    while (rest !== '') {
      const match = ends[state].exec(rest);
      const passed = match === null ? rest : rest.slice(0, match.index);
      if (state === 'tag') name = /(?:^|\s)([\w:-]+)=$/.exec(passed)?.[1] ?? '';
      if (match === null) break;
      rest = rest.slice(match.index + match[0].length);
      if (state === 'text' && /^(?:!|script|style|title|textarea|iframe|object|embed|base|link)/i.test(rest))
        throw new TypeError(`no template may hold <${rest.slice(0, 20)}`);
      state = next(state, match[0]);
      if (state === 'value' && /^(?:on|style$|srcdoc$)/i.test(name))
        throw new TypeError(`no template may hold the attribute ${name}`);
    }
    if (index < strings.length - 1) slots.push(slotAt(state, name, fixed));
  }
  if (state !== 'text') throw new TypeError('a template ends within a tag');
  return slots;
}

const ends = { text: /</, tag: /["'>]/, value: /"/ } as const;

function next(state: 'text' | 'tag' | 'value', found: string): 'text' | 'tag' | 'value' {
  if (state === 'text') return 'tag';
  if (state === 'value') return 'tag';
  if (found === '>') return 'text';
  if (found === "'") throw new TypeError('attributes stand in double quotes');
  return 'value';
}

function slotAt(state: 'text' | 'tag' | 'value', name: string, fixed: string): Slot {
  if (state === 'text') return { kind: 'text' };
  if (state === 'value') {
    const address = fixed.slice(fixed.lastIndexOf('"') + 1);
    return /^(?:href|src|xlink:href|action)$/i.test(name)
      ? { kind: 'attribute', address }
      : { kind: 'attribute' };
  }
  // Behind the element's name or a whole attribute, never behind `name=` or within a name.
  if (/[\w"]$/.test(fixed) || fixed === '') return { kind: 'between' };
  throw new TypeError(`no value may stand behind ${fixed.slice(-20)}`);
}
