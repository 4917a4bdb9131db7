/**
 * The memory of an engine in which our library has been evaluated, as the build writes it and the threads put it back.
 * It holds for one build of the engine's code only.
 */
import type { WasmMemory } from './wasm.js';

interface Pointers {
  readonly runtime: number;
  readonly context: number;
  readonly installer: number;
}

export interface EngineImage extends Pointers {
  /** By where they begin. Everything else is as in an engine that was just made. */
  readonly blocks: ReadonlyMap<number, Uint8Array>;
}

const BLOCK_BYTES = 4096;
/** Numbers at the start of the file: size of the engine's code, the pointers, count of blocks. */
const HEADER_WORDS = 5;
const WORD_BYTES = 4;
const ZEROS = new Uint8Array(BLOCK_BYTES);

/** Where the blocks begin that hold anything but zeros. */
export function usedBlocks({ buffer }: WasmMemory): readonly number[] {
  const used: number[] = [];
  for (let at = 0; at < buffer.byteLength; at += BLOCK_BYTES)
    if (Buffer.compare(ZEROS, new Uint8Array(buffer, at, BLOCK_BYTES)) !== 0) used.push(at);
  return used;
}

/** `before`: blocks that an engine which was just made has in use; they are part of it whatever they hold now. */
export function imageOf(memory: WasmMemory, before: readonly number[], pointers: Pointers): EngineImage {
  const places = [...new Set([...before, ...usedBlocks(memory)])].sort((a, b) => a - b);
  const blocks = places.map((at) => [at, new Uint8Array(memory.buffer, at, BLOCK_BYTES).slice()] as const);
  return { ...pointers, blocks: new Map(blocks) };
}

export function restoreImage({ buffer }: WasmMemory, { blocks }: EngineImage): void {
  const bytes = new Uint8Array(buffer);
  for (const [at, block] of blocks) bytes.set(block, at);
}

/** All numbers little-endian, as the engine's memory is. */
export function writeImage(
  { runtime, context, installer, blocks }: EngineImage,
  codeBytes: number,
): Uint8Array {
  const header = [codeBytes, runtime, context, installer, blocks.size, ...blocks.keys()];
  const words = Buffer.alloc(header.length * WORD_BYTES);
  for (const [index, value] of header.entries()) words.writeUInt32LE(value, index * WORD_BYTES);
  return Buffer.concat([words, ...blocks.values()]);
}

/** `null` where the image was made of other code. */
export function readImage(file: Buffer, codeBytes: number): EngineImage | null {
  const word = (index: number): number => file.readUInt32LE(index * WORD_BYTES);
  if (word(0) !== codeBytes) return null;
  const count = word(4);
  const start = (HEADER_WORDS + count) * WORD_BYTES;
  const blocks = new Map<number, Uint8Array>();
  for (let index = 0; index < count; index++) {
    const from = start + index * BLOCK_BYTES;
    blocks.set(word(HEADER_WORDS + index), file.subarray(from, from + BLOCK_BYTES));
  }
  return { runtime: word(1), context: word(2), installer: word(3), blocks };
}
