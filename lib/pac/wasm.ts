/**
 * QuickJS as a WebAssembly module with a capped memory. The code is compiled once a thread, and the process keeps one
 * copy of it: instantiating from bytes instead would wait, each time, behind whatever the compiler is optimising.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import build from '@jitl/quickjs-wasmfile-release-sync';
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSSyncVariant,
  type QuickJSWASMModule,
} from 'quickjs-emscripten-core';

/** The part of WebAssembly used here; its types come with the DOM library, which this project does not load. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}
interface WebAssemblyApi {
  readonly Memory: new (size: { initial: number; maximum: number }) => WasmMemory;
  readonly Module: new (bytes: Uint8Array) => object;
}
const { Memory, Module } = (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly;

/** The package's types are those of its CommonJS file; its ES module's default export is the build itself. */
const BUILD = build as unknown as QuickJSSyncVariant;

const PAGE_BYTES = 65536;
/** What the engine's build asks for. */
const FIRST_PAGES = 256;

let compiled: object | undefined;

function compiledEngine(): object {
  const file = createRequire(import.meta.url).resolve('@jitl/quickjs-wasmfile-release-sync/wasm');
  return (compiled ??= new Module(readFileSync(file)));
}

/** A fresh engine whose memory, a whole number of pages, can never pass `memoryBytes`. */
export async function newModule(
  memoryBytes: number,
): Promise<{ readonly module: QuickJSWASMModule; readonly memory: WasmMemory }> {
  const maximum = Math.max(FIRST_PAGES + 1, Math.floor(memoryBytes / PAGE_BYTES));
  const memory = new Memory({ initial: FIRST_PAGES, maximum });
  const engine = newVariant(BUILD, { wasmMemory: memory, wasmModule: compiledEngine() });
  return { module: await newQuickJSWASMModuleFromVariant(engine), memory };
}

/**
 * A memory at one moment: the pages up to `end` that held anything but zeros. Most of what lies below `end` is the
 * engine's own stack, of which little was ever used.
 */
export interface Snapshot {
  readonly end: number;
  readonly pages: ReadonlyMap<number, Uint8Array>;
}

const ZEROS = new Uint8Array(PAGE_BYTES);

export function snapshotOf({ buffer }: WasmMemory): Snapshot {
  const pages = new Map<number, Uint8Array>();
  let end = 0;
  for (let at = 0; at < buffer.byteLength; at += PAGE_BYTES) {
    const page = new Uint8Array(buffer, at, PAGE_BYTES);
    if (Buffer.compare(ZEROS, page) === 0) continue;
    pages.set(at, page.slice());
    end = at + PAGE_BYTES;
  }
  return { end, pages };
}

/** What lies past the snapshot's end was free then and is free again; it is left as it is. */
export function putBack({ buffer }: WasmMemory, { end, pages }: Snapshot): void {
  const bytes = new Uint8Array(buffer);
  for (let at = 0; at < end; at += PAGE_BYTES) {
    const page = pages.get(at);
    if (page === undefined) bytes.fill(0, at, at + PAGE_BYTES);
    else bytes.set(page, at);
  }
}
