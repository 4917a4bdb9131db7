/**
 * What lies under a `QuickJSContext`. It is not part of its public face: the package's version is pinned for it, and this
 * is the one place that looks there.
 */
import type {
  EitherFFI,
  EitherModule,
  JSContextPointer,
  JSRuntimePointer,
  JSValuePointer,
  QuickJSContext,
  QuickJSHandle,
} from 'quickjs-emscripten-core';

interface Internals {
  readonly rt: { readonly value: JSRuntimePointer };
  readonly ctx: { readonly value: JSContextPointer };
  readonly ffi: EitherFFI;
  readonly module: EitherModule;
  readonly memory: { heapValueHandle(pointer: JSValuePointer): QuickJSHandle };
}

export function internalsOf(context: QuickJSContext): Internals {
  return context as unknown as Internals;
}
