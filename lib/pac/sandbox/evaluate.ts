/**
 * Gives the engine a script's text in one copy. `QuickJSContext.evalCode` writes it letter by letter, which for a large
 * file takes as long as a fifth of its parsing. Limits: as for `direct-calls.ts`, walls are told apart by `machine.ts`.
 */
import type {
  BorrowedHeapCharPointer,
  EvalDetectModule,
  EvalFlags,
  QuickJSContext,
  QuickJSHandle,
} from 'quickjs-emscripten-core';
import { internalsOf } from './quickjs-internals.js';

/** As `QuickJSContext.evalCode` does where nothing else is said. */
const DETECT_MODULE = 1 as EvalDetectModule;
const FLAGS = 0 as EvalFlags;

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
  bytes[length] = 0;
  const source = pointer as BorrowedHeapCharPointer;
  const value = ffi.QTS_Eval(ctx.value, source, length, fileName, DETECT_MODULE, FLAGS);
  module._free(pointer);
  const error = ffi.QTS_ResolveException(ctx.value, value);
  ffi.QTS_FreeValuePointer(ctx.value, value);
  return error === 0 ? null : memory.heapValueHandle(error);
}
