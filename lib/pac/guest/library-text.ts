/**
 * Guest code as text. The build (`build/guest.ts`) bundles two modules and what they import, each to one function
 * expression:
 *
 * - `driver.ts` → a function of `offsetMinutes` and `configJson`. QuickJS evaluates it once for the image of its memory
 *   (`../sandbox/boot.ts`) and calls it once for every machine; it holds the library.
 * - `library.ts` → a function of `host` (`host.ts`) and the dialect's name. The interpreter of a proof runs this text as it
 *   is, with a `host` of its own: `host.define(name, value, kind)` is called for every builtin of the dialect, to make a
 *   global of it that the script may change; everything else a builtin asks of `host` is in `PRIMITIVES`. Its syntax
 *   tree is there as well, since parsing it would take longer than an ordinary script takes to be proven.
 *
 * Both run in strict mode, import nothing and know no module system.
 */
import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import type { Expression } from 'acorn';
import type { DialectName } from '../types.js';
import { builtinsOf, type Builtin } from './builtins/index.js';
import { PRIMITIVES } from './host.js';

export interface Library {
  /** The same for every dialect. */
  readonly text: string;
  readonly builtins: readonly Builtin[];
  /** The names of `builtins`. */
  readonly globals: readonly string[];
  readonly primitives: readonly string[];
}

// `../guest/`, since the worker's bundle is not here but in a folder beside this one.
const bytesOf = (name: string): Buffer => readFileSync(new URL(`../guest/bundled/${name}`, import.meta.url));
const read = (name: string): string => bytesOf(name).toString('utf8');

let library: string | undefined;
let tree: Expression | undefined;

export function libraryFor(dialect: DialectName): Library {
  library ??= read('library.js');
  const builtins = builtinsOf(dialect);
  return { text: library, builtins, globals: builtins.map(({ name }) => name), primitives: PRIMITIVES };
}

/** The syntax tree of the library's text, to be read only. */
export function libraryTree(): Expression {
  tree ??= JSON.parse(brotliDecompressSync(bytesOf('library.tree.json.br')).toString('utf8')) as Expression;
  return tree;
}

export function driverText(): string {
  return read('driver.js');
}
