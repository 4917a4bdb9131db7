/**
 * QuickJS as a WebAssembly module with a capped memory. Its code comes compiled (`engine-parts.ts`): instantiating from
 * bytes instead would wait, each time, behind whatever the compiler is optimising.
 */
import moduleLoader from '@jitl/quickjs-wasmfile-release-sync/emscripten-module';
import { QuickJSFFI } from '@jitl/quickjs-wasmfile-release-sync/ffi';
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
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
}
const { Instance, Memory } = (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly;

/** As the package's own entry, which imports these two only when asked to: that starts another module loader. */
const BUILD: QuickJSSyncVariant = {
  type: 'sync',
  importFFI: () => Promise.resolve(QuickJSFFI),
  importModuleLoader: () => Promise.resolve(moduleLoader),
};

const PAGE_BYTES = 65536;
/** What the engine's build asks for. */
const FIRST_PAGES = 256;

/** A fresh engine of `code` (a `WebAssembly.Module`) whose memory, a whole number of pages, can never pass `memoryBytes`. */
export async function newModule(
  code: object,
  memoryBytes: number,
): Promise<{ readonly module: QuickJSWASMModule; readonly memory: WasmMemory }> {
  const maximum = Math.max(FIRST_PAGES + 1, Math.floor(memoryBytes / PAGE_BYTES));
  const memory = new Memory({ initial: FIRST_PAGES, maximum });
  const options = {
    // Otherwise the path of whatever program this is would stand in its environment.
    thisProgram: 'staylocal',
    // At once: the asynchronous way waits for a thread of the compiler's, tens of milliseconds while it optimises.
    instantiateWasm: (imports: object, done: (instance: object) => void): object => {
      const instance = new Instance(code, imports);
      done(instance);
      return instance.exports;
    },
  };
  const engine = newVariant(BUILD, { wasmMemory: memory, emscriptenModule: options });
  const module = await newQuickJSWASMModuleFromVariant(engine);
  if (module.getWasmMemory() !== memory) throw new Error('the engine did not take the capped memory');
  return { module, memory };
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

/** How often emscripten's allocator tries to grow the memory for one request. */
const ATTEMPTS = 3;

/**
 * Tells when the memory is out for good. The engine asks for more up to three times, less each time, before it gives
 * up. Having given up once, the machine is out of memory: a script can catch the error, but what it says then is worth
 * nothing.
 */
export function watchGrowth(memory: WasmMemory, gaveUp: () => void): void {
  const grow = memory.grow.bind(memory);
  let refused = 0;
  memory.grow = (pages) => {
    try {
      const before = grow(pages);
      refused = 0;
      return before;
    } catch (error) {
      refused++;
      if (refused >= ATTEMPTS) gaveUp();
      throw error;
    }
  };
}
