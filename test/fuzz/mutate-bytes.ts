/** One input → another, by what goes wrong in files and on wires: bits, lengths, cuts, repeats, pieces of other inputs. */
import type { Draws } from './random.js';

/** Inputs stay below it (bytes): what grows is found long before. */
const maxBytes = 256 * 1024;

const edges = [0, 1, 0x3f, 0x40, 0x7f, 0x80, 0xbf, 0xc0, 0xfe, 0xff];

export interface Material {
  /** Texts and bytes that mean something in the format. */
  readonly words: readonly Uint8Array[];
  /** Another input, of which pieces may be taken. */
  readonly other: Uint8Array;
}

type Step = (bytes: Buffer, draws: Draws, material: Material) => Buffer;

const joined = (...parts: readonly Uint8Array[]): Buffer => Buffer.concat(parts);

function setAt(bytes: Buffer, at: number, value: number): Buffer {
  if (at < bytes.length) bytes[at] = value & 0xff;
  return bytes;
}

/** A piece of it: start and end. */
function piece(bytes: Uint8Array, draws: Draws): readonly [number, number] {
  const start = draws.int(bytes.length + 1);
  return [start, Math.min(bytes.length, start + draws.small(bytes.length))];
}

const put = (bytes: Buffer, at: number, what: Uint8Array): Buffer =>
  joined(bytes.subarray(0, at), what, bytes.subarray(at));

const steps: readonly Step[] = [
  (bytes, draws) => {
    const at = draws.int(bytes.length);
    return setAt(bytes, at, (bytes[at] ?? 0) ^ (1 << draws.int(8)));
  },
  (bytes, draws) => setAt(bytes, draws.int(bytes.length), draws.pick(edges)),
  (bytes, draws) => setAt(bytes, draws.int(bytes.length), draws.int(256)),
  // Lengths and counts of two octets, a little off or at their ends.
  (bytes, draws) => {
    if (bytes.length < 2) return bytes;
    const at = draws.int(bytes.length - 1);
    const value = draws.chance(0.5)
      ? bytes.readUInt16BE(at) + draws.int(9) - 4
      : draws.pick([0, 0xffff, 0x7fff, 0xc00c, bytes.length]);
    bytes.writeUInt16BE(value & 0xffff, at);
    return bytes;
  },
  (bytes, draws) => {
    const [start, end] = piece(bytes, draws);
    return joined(bytes.subarray(0, start), bytes.subarray(end));
  },
  (bytes, draws) => {
    const [start, end] = piece(bytes, draws);
    const times = 1 + draws.small(64);
    return put(bytes, end, joined(...Array.from({ length: times }, () => bytes.subarray(start, end))));
  },
  (bytes, draws) => bytes.subarray(0, draws.int(bytes.length + 1)),
  (bytes, draws, { words }) =>
    words.length === 0 ? bytes : put(bytes, draws.int(bytes.length + 1), draws.pick(words)),
  (bytes, draws, { words }) => {
    if (words.length === 0) return bytes;
    const [start, end] = piece(bytes, draws);
    return joined(bytes.subarray(0, start), draws.pick(words), bytes.subarray(end));
  },
  (bytes, draws, { other }) => {
    const [start, end] = piece(other, draws);
    return put(bytes, draws.int(bytes.length + 1), other.subarray(start, end));
  },
  (bytes, draws, { other }) =>
    joined(bytes.subarray(0, draws.int(bytes.length + 1)), other.subarray(draws.int(other.length + 1))),
  // Lines and pieces change places.
  (bytes, draws) => {
    const [start, end] = piece(bytes, draws);
    const rest = joined(bytes.subarray(0, start), bytes.subarray(end));
    return put(rest, draws.int(rest.length + 1), bytes.subarray(start, end));
  },
];

/** One to eight steps. */
export function mutateBytes(bytes: Uint8Array, draws: Draws, material: Material): Buffer {
  let changed = Buffer.from(bytes);
  for (let left = 1 + draws.small(8); left > 0; left -= 1)
    changed = Buffer.from(draws.pick(steps)(changed, draws, material).subarray(0, maxBytes));
  return changed;
}
