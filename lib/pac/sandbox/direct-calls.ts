/**
 * Calls of guest functions that take and give plain text, straight on the engine's exports. `QuickJSContext.callFunction`
 * allocates a handle, a pointer array and a copy for every argument, which costs more than most scripts' own work; here
 * the space for them is allocated once. Limits: it does not watch the time or tell walls apart, `machine.ts` does.
 */
import type {
  EitherFFI,
  EitherModule,
  JSContextPointer,
  JSValueConstPointer,
  JSValueConstPointerPointer,
  JSValuePointer,
  OwnedHeapCharPointer,
  QuickJSContext,
  QuickJSHandle,
} from 'quickjs-emscripten-core';
import { internalsOf } from './quickjs-internals.js';

const MOST_ARGUMENTS = 2;
const POINTER_BYTES = 4;
/** Longer arguments, and those outside ASCII, go the library's way. */
const TEXT_BYTES = 4096;

export class DirectCalls {
  readonly #context: QuickJSContext;
  readonly #ctx: JSContextPointer;
  readonly #ffi: EitherFFI;
  readonly #module: EitherModule;
  readonly #memory: { readonly buffer: ArrayBuffer };
  readonly #nothing: JSValuePointer | JSValueConstPointer;
  readonly #argv: JSValueConstPointerPointer;
  readonly #text: OwnedHeapCharPointer;
  #bytes = new Uint8Array(0);
  #words = new Int32Array(0);

  constructor(context: QuickJSContext, memory: { readonly buffer: ArrayBuffer }) {
    const { ctx, ffi, module } = internalsOf(context);
    this.#context = context;
    this.#ctx = ctx.value;
    this.#ffi = ffi;
    this.#module = module;
    this.#memory = memory;
    this.#nothing = context.undefined.value;
    this.#argv = module._malloc(MOST_ARGUMENTS * POINTER_BYTES) as JSValueConstPointerPointer;
    this.#text = module._malloc(TEXT_BYTES) as OwnedHeapCharPointer;
  }

  /** The text that `fn` answers; `null` where the run ended in an exception. Throws what the engine itself throws. */
  text(fn: QuickJSHandle): string | null {
    return this.#taken(this.#call(fn, 0));
  }

  /**
   * The text or the number that `fn` answers for one or two texts without a NUL or half a pair of surrogates; `null` and
   * throws as `text`. No text that it answers may read as a number.
   */
  call(fn: QuickJSHandle, texts: readonly string[]): string | number | null {
    const values = texts.map((text) => this.#newText(text));
    this.#look();
    this.#words.set(values, this.#argv / POINTER_BYTES);
    const result = this.#call(fn, values.length);
    for (const value of values) this.#free(value);
    const number = this.#ffi.QTS_GetFloat64(this.#ctx, result);
    if (Number.isNaN(number)) return this.#taken(result);
    this.#free(result);
    return number;
  }

  #call(fn: QuickJSHandle, count: number): JSValuePointer {
    return this.#ffi.QTS_Call(this.#ctx, fn.value, this.#nothing, count, this.#argv);
  }

  #free(value: JSValuePointer): void {
    this.#ffi.QTS_FreeValuePointer(this.#ctx, value);
  }

  /** The text in a result, which is freed; `null` where it is an exception. */
  #taken(result: JSValuePointer): string | null {
    const error = this.#ffi.QTS_ResolveException(this.#ctx, result);
    if (error !== 0) this.#free(error);
    const text = error === 0 ? this.#textOf(result) : null;
    this.#free(result);
    return text;
  }

  /** The engine's memory, which is another buffer after it has grown. */
  #look(): void {
    if (this.#bytes.byteLength === this.#memory.buffer.byteLength) return;
    this.#bytes = new Uint8Array(this.#memory.buffer);
    this.#words = new Int32Array(this.#memory.buffer);
  }

  #newText(text: string): JSValuePointer {
    if (text.length >= TEXT_BYTES) return this.#context.newString(text).value as JSValuePointer;
    this.#look();
    const bytes = this.#bytes;
    const start: number = this.#text;
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (unit > 0x7f) return this.#context.newString(text).value as JSValuePointer;
      bytes[start + at] = unit;
    }
    bytes[start + text.length] = 0;
    return this.#ffi.QTS_NewString(this.#ctx, this.#text);
  }

  #textOf(value: JSValuePointer): string {
    const pointer = this.#ffi.QTS_GetString(this.#ctx, value);
    const text = this.#module.UTF8ToString(pointer);
    this.#ffi.QTS_FreeCString(this.#ctx, pointer);
    return text;
  }
}
