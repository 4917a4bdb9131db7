/**
 * What the threads make their machines of, read and compiled once for the process: while the first thread still starts,
 * this is already done.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { brotliDecompressSync } from 'node:zlib';
import type { EngineParts } from './boot.js';
import { readImage } from './memory-image.js';

/** The part of WebAssembly used here; its types come with the DOM library, which this project does not load. */
interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array) => object;
}

let parts: EngineParts | undefined;

export function readEngineCode(): Buffer {
  return readFileSync(createRequire(import.meta.url).resolve('@jitl/quickjs-wasmfile-release-sync/wasm'));
}

export function compile(bytes: Uint8Array): object {
  const { Module } = (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly;
  return new Module(bytes);
}

export function engineParts(): EngineParts {
  if (parts !== undefined) return parts;
  const bytes = readEngineCode();
  const image = readImage(
    brotliDecompressSync(readFileSync(new URL('./engine.image', import.meta.url))),
    bytes.length,
  );
  return (parts = { code: compile(bytes), image });
}
