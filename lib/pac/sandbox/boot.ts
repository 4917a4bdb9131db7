/**
 * A machine up to where a script's own work begins: the engine, a context, and our library's text evaluated in it. That
 * text takes longer to evaluate than most scripts do, so the build keeps an image of the memory as it is then
 * (`memory-image.ts`), and a machine is made by putting it back.
 */
import {
  StaticLifetime,
  type JSContextPointer,
  type JSRuntimePointer,
  type JSValuePointer,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSRuntime,
} from 'quickjs-emscripten-core';
import { imageOf, restoreImage, usedBlocks, type EngineImage } from './memory-image.js';
import { driverText } from '../guest/library-text.js';
import { internalsOf } from './quickjs-internals.js';
import { nonNull } from '../non-null.js';
import { newModule, type WasmMemory } from './wasm.js';

export interface BootedEngine {
  readonly runtime: QuickJSRuntime;
  readonly context: QuickJSContext;
  readonly memory: WasmMemory;
  /** The guest function that installs the driver: host's offset function and configuration → `Driver`. */
  readonly installer: QuickJSHandle;
}

/** Its `WebAssembly.Module`, and the image that belongs to it. */
export interface EngineParts {
  readonly code: object;
  readonly image: EngineImage | null;
}

let parts: EngineParts | null = null;

/** What every machine of this thread is made of. */
export function useEngine(made: EngineParts): void {
  parts = made;
}

const evaluateInstaller = (context: QuickJSContext): QuickJSHandle =>
  context.unwrapResult(context.evalCode(driverText(), 'driver.js', { type: 'global' }));

/** A fresh machine whose memory, in whole pages, can never pass `memoryBytes`. */
export async function bootEngine(memoryBytes: number): Promise<BootedEngine> {
  const { code, image } = nonNull(parts);
  const { module, memory } = await newModule(code, memoryBytes);
  if (image === null) {
    const runtime = module.newRuntime();
    const context = runtime.newContext();
    const installer = evaluateInstaller(context);
    return { runtime, context, memory, installer };
  }
  restoreImage(memory, image);
  // It holds a runtime and a context already.
  module.getFFI().QTS_NewRuntime = () => image.runtime as JSRuntimePointer;
  const runtime = module.newRuntime();
  const context = runtime.newContext({ contextPointer: image.context as JSContextPointer });
  const installer: QuickJSHandle = new StaticLifetime(image.installer as JSValuePointer, runtime);
  return { runtime, context, memory, installer };
}

/** For the build. */
export async function takeImage(code: object, memoryBytes: number): Promise<EngineImage> {
  const { module, memory } = await newModule(code, memoryBytes);
  const before = usedBlocks(memory);
  const runtime = module.newRuntime();
  const context = runtime.newContext();
  const installer = evaluateInstaller(context).value as number;
  const { rt, ctx } = internalsOf(context);
  return imageOf(memory, before, { runtime: rt.value, context: ctx.value, installer });
}
