/**
 * A cursor over a DNS message (or one RDATA) that never reads past its end. Compression pointers must lead strictly
 * backwards, so they cannot loop; a name costs at most 128 jumps and 255 bytes whatever the message says.
 */
import { ParseError } from '../errors.js';
import { maxNameBytes, type Name } from './name.js';

const maxJumps = 128;
/** Where a name is put together before it is copied out. */
const assembled = new Uint8Array(maxNameBytes);

export class Reader {
  readonly message: Uint8Array;
  readonly end: number;
  offset: number;

  /** Reads `message` from `offset` up to `end` (exclusive); pointers may lead anywhere before in the message. */
  constructor(message: Uint8Array, offset = 0, end: number = message.length) {
    this.message = message;
    this.offset = offset;
    this.end = Math.min(end, message.length);
  }

  get remaining(): number {
    return this.end - this.offset;
  }

  u8(): number {
    const at = this.#advance(1);
    return this.message[at] ?? 0;
  }

  u16(): number {
    const at = this.#advance(2);
    return (this.message[at] ?? 0) * 0x100 + (this.message[at + 1] ?? 0);
  }

  u32(): number {
    return this.u16() * 0x1_0000 + this.u16();
  }

  /** A view, not a copy. */
  bytes(count: number): Uint8Array {
    const at = this.#advance(count);
    return this.message.subarray(at, this.offset);
  }

  /** The bytes left, as a view. */
  rest(): Uint8Array {
    return this.bytes(this.remaining);
  }

  /** Moves past bytes that are of no interest. */
  skip(count: number): void {
    this.#advance(count);
  }

  /** Moves past a name without following pointers. */
  skipName(): void {
    for (;;) {
      const length = this.u8();
      if (length === 0) return;
      if (length >= 0xc0) {
        this.skip(1);
        return;
      }
      if (length >= 0x40) throw this.#fault('bad-label', 'a label of a type that is not in use');
      this.skip(length);
    }
  }

  /** A name, decompressed; its case is kept. */
  name(): Name {
    const start = this.offset;
    this.skipName();
    return this.#nameAt(start);
  }

  #nameAt(start: number): Name {
    let size = 0;
    let at = start;
    // A label in place may not cross this reader's end; one reached by pointer may not cross the message's.
    let end = this.end;
    let floor = start;
    for (let jumps = 0; ;) {
      const length = this.message[at];
      if (length === undefined || at >= end)
        throw this.#fault('bad-name', 'a name that runs past the end', at);
      if (length >= 0xc0) {
        const target = (length & 0x3f) * 0x100 + (this.message[at + 1] ?? 0);
        jumps += 1;
        if (target >= floor)
          throw this.#fault('bad-pointer', 'a compression pointer that leads forwards', at);
        if (jumps > maxJumps) throw this.#fault('bad-pointer', 'too many compression pointers', at);
        floor = target;
        at = target;
        end = this.message.length;
        continue;
      }
      if (length >= 0x40) throw this.#fault('bad-label', 'a label of a type that is not in use', at);
      if (at + 1 + length > end) throw this.#fault('bad-name', 'a label that runs past the end', at);
      if (size + 1 + length > maxNameBytes) throw this.#fault('bad-name', 'a name longer than 255 bytes', at);
      for (const labelEnd = at + length; at <= labelEnd; at += 1) assembled[size++] = this.message[at] ?? 0;
      if (length === 0) return assembled.slice(0, size);
    }
  }

  /** Where the next `count` bytes start; the offset is then behind them. */
  #advance(count: number): number {
    if (count > this.remaining)
      throw this.#fault('short', `${count} bytes are due, ${this.remaining} are left`);
    const start = this.offset;
    this.offset += count;
    return start;
  }

  #fault(code: string, what: string, offset: number = this.offset): ParseError {
    return new ParseError(code, `DNS message, byte ${offset}: ${what}`, { offset });
  }
}
