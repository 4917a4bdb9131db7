/**
 * Texts made of addresses: what they are as functions of the octets, and questions about them as questions about the
 * address.
 */
import { equals, forms, isByOctets, isSure, matches, sameAddress } from '../domain/questions.js';
import { assume } from './telling-apart.js';
import { severalOf } from './sources.js';
import { addressOf, withAddress } from '../domain/known.js';
import type { Value } from '../interpreter/values.js';
import { AddressList, AddressPart, AddressText, Table, TermValue, type AnyUnknown } from './kinds.js';
import type { Path } from './path.js';
import { table, upTo } from './tables.js';
import type { Operations } from './operations.js';

export const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** More than any address has characters. */
export const BEYOND = 99;

/** Two addresses of two characters, and what is between them; and what no text is longer than. */
const SHORTEST_LIST = 5;
const MOST_UNITS = 2 ** 30;

export class Texts {
  readonly #operations: Operations;

  constructor(operations: Operations) {
    this.#operations = operations;
  }

  get #path(): Path {
    return this.#operations.path;
  }

  isByOctets(sym: string): boolean {
    return isByOctets(this.#path.known, sym);
  }

  isV4(sym: string): boolean {
    return addressOf(this.#path.known, sym).family === 'v4';
  }

  /** Settles how an IPv6 address is written. */
  settleForm(sym: string): void {
    const path = this.#path;
    const { family, form } = addressOf(path.known, sym);
    if (family !== 'v6' || form !== 'any') return;
    path.take('form', sym, () =>
      forms(addressOf(path.known, sym)).map((way) => ({
        answer: null,
        known: withAddress(path.known, sym, way),
      })),
    );
  }

  /** Whether an expression matches; `null`: one that is not covered. */
  matches(sym: string, source: string, flags = ''): boolean | null {
    const path = this.#path;
    if (matches(path.known, sym, source, flags) === null) return null;
    return path.take('match', source, () => matches(path.known, sym, source, flags) ?? []);
  }

  equalsText(text: AddressText | AddressPart | AddressList, other: string): boolean | null {
    const path = this.#path;
    if (text instanceof AddressText)
      return path.take('text', other, () => equals(path.known, text.sym, other));
    if (text instanceof AddressList) {
      const parts = other.split(';');
      if (parts.length < 2) return false;
      const list = this.listed(text);
      return (
        list.length === parts.length &&
        list.every((one, at) => this.equalsText(one, parts[at] ?? '') === true)
      );
    }
    const { sym, from, to } = text;
    const room = to - from;
    if (other.length > room) return false;
    // Nothing is left of an address that ends before the part begins.
    if (other === '') return room === 0 ? true : this.matches(sym, `^[^]{0,${from}}$`);
    const end = other.length < room ? '$' : '';
    return this.matches(sym, `^[^]{${from}}${escaped(other)}${end}`);
  }

  /** Whether two addresses are the same; `null`: not followed. */
  same(one: string, other: string): boolean | null {
    const path = this.#path;
    if (one === other) return true;
    const [a, b] = [addressOf(path.known, one), addressOf(path.known, other)];
    if (a.family !== b.family) return false;
    this.settleForm(one);
    this.settleForm(other);
    if (sameAddress(path.known, one, other) === null) return null;
    const isSame = path.take('same', other, () => sameAddress(path.known, one, other) ?? []);
    if (!isSame && this.isByOctets(one)) {
      // That they differ is a fact about their numbers.
      const differ = this.#operations.binary('!==', this.number(one), this.number(other));
      assume(this.#operations, differ);
    }
    return isSame;
  }

  // --- as functions of octets ----------------------------------------------------------------------------------

  octets(sym: string): Value[] {
    const { prefix } = addressOf(this.#path.known, sym).v4;
    return [0, 1, 2, 3].map((at) =>
      table(
        `${sym}/${at}`,
        upTo(256).map((octet) => (at === 0 ? prefix : '') + String(octet)),
      ),
    );
  }

  /** An IPv4 address as the number that `convert_addr` makes of it. */
  number(sym: string): Value {
    const operations = this.#operations;
    return [0, 1, 2, 3]
      .map((at) => operations.binary('<<', table(`${sym}/${at}`, upTo(256)), 24 - 8 * at))
      .reduce((sum, octet) => operations.binary('|', sum, octet));
  }

  /** The octet that begins at a place (`isEnd`: the one before that ends there), -1 where none is certain to. */
  #octetAt(sym: string, at: number, isEnd: boolean): number {
    if (at === 0) return isEnd ? -1 : 0;
    for (let octet = 1; octet < 4; octet++) {
      const rest = `[^.]*(?:\\.[^.]*){${3 - octet}}$`;
      if (isSure(this.#path.known, sym, `^[^]{${isEnd ? at : at - 1}}\\.${rest}`))
        return isEnd ? octet - 1 : octet;
    }
    return -1;
  }

  #dotted(parts: readonly Value[]): Value {
    const operations = this.#operations;
    return parts.reduce((text, part) => operations.binary('+', operations.binary('+', text, '.'), part));
  }

  /** The text of an address or of a part of one, as a table or a term; `null` where it cannot be one. */
  asTerm(text: AddressText | AddressPart): Value | null {
    const { sym } = text;
    this.settleForm(sym);
    const whole = (): Value | null => {
      if (this.isByOctets(sym)) return this.#dotted(this.octets(sym));
      const term = this.#operations.pool.open(`${sym}/text`);
      return term === null ? null : new TermValue(term, 'text');
    };
    if (text instanceof AddressText) return whole();
    const { from, to } = text;
    if (this.isByOctets(sym)) {
      const octets = this.octets(sym);
      const first = this.#octetAt(sym, from, false);
      if (first !== -1) {
        if (to >= BEYOND || to >= 15 + 7) return this.#dotted(octets.slice(first));
        const last = this.#octetAt(sym, to, true);
        if (last >= first) return this.#dotted(octets.slice(first, last + 1));
        // What ends with a dot.
        const before = this.#octetAt(sym, to - 1, true);
        if (before >= first)
          return this.#operations.binary('+', this.#dotted(octets.slice(first, before + 1)), '.');
      }
    }
    const all = whole();
    return all === null ? null : this.#operations.term('.substring', [all, from, to]);
  }

  /** A part of an address; what lies between two dots is an octet, and octets are counted with. */
  part(text: AddressText, from: number, to: number): Value {
    if (from === 0 && to >= BEYOND) return text;
    const part = new AddressPart(text.sym, Math.min(from, to), Math.max(from, to));
    if (!this.isByOctets(text.sym)) return part;
    const term = this.asTerm(part);
    return term instanceof Table ? term : part;
  }

  length(text: AnyUnknown): Value {
    if (text instanceof AddressText) return table(`${text.sym}/length`, upTo(38, 2));
    const term = text instanceof AddressPart ? this.asTerm(text) : text;
    if (term === null || text instanceof AddressList)
      return this.#operations.range(SHORTEST_LIST, MOST_UNITS, 'the length of a list of addresses');
    return this.#operations.lift([term], ([one]) => String(one).length, 'length');
  }

  // --- lists ---------------------------------------------------------------------------------------------------

  listed(list: AddressList): AddressText[] {
    const syms = list.sorted ?? severalOf(this.#operations, list.source);
    return syms.map((sym) => new AddressText(sym));
  }
}
