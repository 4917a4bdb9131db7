/**
 * Gives the engine a script's text in one copy. `QuickJSContext.evalCode` writes it letter by letter, which for a large
 * file takes as long as a fifth of its parsing. Limits: walls are told apart by
 * `machine.ts`.
 */
import type {
  BorrowedHeapCharPointer,
  EvalDetectModule,
  EvalFlags,
  QuickJSContext,
  QuickJSHandle,
} from 'quickjs-emscripten-core';
import { internalsOf } from './quickjs-internals.js';

/** A PAC is a script: `export` in it is a mistake, to its clients too. `0`: nor is it looked for signs of a module. */
const DETECT_MODULE = 0 as EvalDetectModule;
const AS_SCRIPT = 0 as EvalFlags;

const HALF_A_PAIR = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Half a pair of surrogates was written as U+FFFD, in as many bytes as the engine reads it from. */
function restoreHalves(text: string, bytes: Buffer): void {
  let units = 0;
  let at = 0;
  for (const { 0: half, index } of text.matchAll(HALF_A_PAIR)) {
    at += Buffer.byteLength(text.slice(units, index));
    const code = half.charCodeAt(0);
    bytes.set([0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)], at);
    at += 3;
    units = index + 1;
  }
}

/** Runs `text`. Returns what it threw, or `null`. Throws what the engine itself throws, and where memory ran out. */
export function evaluate(
  context: QuickJSContext,
  heap: { readonly buffer: ArrayBuffer },
  text: string,
  fileName: string,
): QuickJSHandle | null {
  const { ctx, ffi, module, memory } = internalsOf(context);
  const length = Buffer.byteLength(text);
  const pointer = module._malloc(length + 1);
  if (pointer === 0) throw new Error('out of memory');
  // Asked for after the allocation, which may have put another buffer in its place.
  const bytes = Buffer.from(heap.buffer, pointer, length + 1);
  bytes.write(text);
  restoreHalves(text, bytes);
  bytes[length] = 0;
  const source = pointer as BorrowedHeapCharPointer;
  const value = ffi.QTS_Eval(ctx.value, source, length, fileName, DETECT_MODULE, AS_SCRIPT);
  module._free(pointer);
  const error = ffi.QTS_ResolveException(ctx.value, value);
  ffi.QTS_FreeValuePointer(ctx.value, value);
  return error === 0 ? null : memory.heapValueHandle(error);
}
