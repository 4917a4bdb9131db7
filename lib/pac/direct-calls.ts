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

/** What lies under a `QuickJSContext`. It is not part of its public face: the package's version is pinned for it. */
interface Insides {
  readonly ctx: { readonly value: JSContextPointer };
  readonly ffi: EitherFFI;
  readonly module: EitherModule;
}

export type PlainArgument = string | boolean;

const MOST_ARGUMENTS = 8;
const POINTER_BYTES = 4;
/** Longer arguments, and those outside ASCII, go the library's way. */
const TEXT_BYTES = 4096;

export class DirectCalls {
  readonly #context: QuickJSContext;
  readonly #ctx: JSContextPointer;
  readonly #ffi: EitherFFI;
  readonly #module: EitherModule;
  readonly #memory: { readonly buffer: ArrayBuffer };
  readonly #argv: JSValueConstPointerPointer;
  readonly #text: OwnedHeapCharPointer;
  /** Arguments that are given again and again, made once. */
  readonly #known = new Map<PlainArgument, JSValuePointer | JSValueConstPointer>();
  #bytes = new Uint8Array(0);
  #words = new Int32Array(0);

  /** `names`: texts that are often given as arguments. */
  constructor(context: QuickJSContext, memory: { readonly buffer: ArrayBuffer }, names: readonly string[]) {
    const { ctx, ffi, module } = context as unknown as Insides;
    this.#context = context;
    this.#ctx = ctx.value;
    this.#ffi = ffi;
    this.#module = module;
    this.#memory = memory;
    this.#argv = module._malloc(MOST_ARGUMENTS * POINTER_BYTES) as JSValueConstPointerPointer;
    this.#text = module._malloc(TEXT_BYTES) as OwnedHeapCharPointer;
    this.#known.set(true, context.true.value);
    this.#known.set(false, context.false.value);
    for (const name of names) this.#known.set(name, context.newString(name).value);
  }

  /** The text that `fn` answers; `null` where the run ended in an exception. Throws what the engine itself throws. */
  call(fn: QuickJSHandle, args: readonly PlainArgument[]): string | null {
    const ffi = this.#ffi;
    const pointers: number[] = [];
    const made: JSValuePointer[] = [];
    for (const value of args) {
      let pointer = this.#known.get(value);
      if (pointer === undefined) made.push((pointer = this.#newText(String(value))));
      pointers.push(pointer);
    }
    this.#look();
    this.#words.set(pointers, this.#argv / POINTER_BYTES);
    const nothing = this.#context.undefined.value;
    const result = ffi.QTS_Call(this.#ctx, fn.value, nothing, args.length, this.#argv);
    for (const pointer of made) ffi.QTS_FreeValuePointer(this.#ctx, pointer);
    const error = ffi.QTS_ResolveException(this.#ctx, result);
    if (error !== 0) ffi.QTS_FreeValuePointer(this.#ctx, error);
    const text = error === 0 ? this.#textOf(result) : null;
    ffi.QTS_FreeValuePointer(this.#ctx, result);
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
