/**
 * Calls of the language's own functions, as a PAC makes them, in V8: what each changes among objects that are older than
 * the call, and what it gives.
 */
import { createContext, Script } from 'node:vm';

/** What is there before the call; each kind of object has something that tells when it is called or asked. */
export const BEFORE = `
var n = 0;
function f() { n = n + 1; return 1; }
var o = { x: 1, length: 2, 0: 'x', 1: { z: 1 }, get q() { n = n + 1; return 1; } };
var a = [3, 'b', { z: 1 }];
var d = new Date(0);
var m = new Map([['k', o]]);
var s = new Set(['k', a]);
var r = /a/g;
var t = { toString: function () { n = n + 1; return 'a'; }, valueOf: function () { n = n + 1; return 1; } };
var i = { [Symbol.iterator]: function () { n = n + 1; return { next: function () { n = n + 1; return { done: true }; } }; } };
var p = { exec: function () { n = n + 1; return null; }, [Symbol.replace]: function () { n = n + 1; return 'p'; } };
function C() {}
C.prototype.k = f;
var kept;
`;
export const NAMES: readonly string[] = 'n f o a d m s r t i p C'.split(' ');

export const entryOf = (expression: string): string =>
  `function FindProxyForURL(url, host) { kept = ${expression}; return "DIRECT"; }`;

/** Every cell as a text: own properties with their attributes, what is inherited from, and slots. */
const DESCRIBE = `(function () {
  var names = ${JSON.stringify(NAMES)}, ids = new WeakMap(), count = 0;
  function idOf(value) {
    if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return typeof value + ' ' + String(value);
    if (!ids.has(value)) ids.set(value, ++count);
    return '#' + ids.get(value);
  }
  return function () {
    var cells = {}, paths = {};
    function walk(path, value) {
      if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return;
      var id = idOf(value);
      if (id in paths) return;
      paths[id] = path;
      cells[id + '|fixed'] = idOf(Object.getPrototypeOf(value)) + Object.isExtensible(value);
      if (value instanceof Date) cells[id + '|slots'] = String(+value);
      if (value instanceof Map) cells[id + '|slots'] = Array.from(value, function (e) { return e.map(idOf); }).join();
      if (value instanceof Set) cells[id + '|slots'] = Array.from(value, idOf).join();
      Reflect.ownKeys(value).forEach(function (key) {
        var property = Object.getOwnPropertyDescriptor(value, key);
        if (typeof key === 'symbol' || key === 'prototype' || key === 'constructor') return;
        cells[id + '.' + key] = String([property.writable, property.enumerable, property.configurable, idOf(property.get), idOf(property.value)]);
        if ('value' in property) walk(path + '.' + key, property.value);
      });
    }
    names.forEach(function (name) { cells['.' + name] = idOf(globalThis[name]); walk(name, globalThis[name]); });
    paths[''] = '';
    return { cells: cells, paths: paths };
  };
})()`;

export interface RealCall {
  readonly isThrown: boolean;
  /** Cells that are not as before, e.g. `o.x`, `d|slots`. */
  readonly changed: readonly string[];
  readonly result: unknown;
}

/** Cells by the object that has them, and where each object was found first. */
interface Described {
  readonly cells: Readonly<Record<string, string>>;
  readonly paths: Readonly<Record<string, string>>;
}

/** One V8 in which what is there before is made anew for each call. */
export class RealCalls {
  readonly #context = createContext(Object.create(null) as object);
  readonly #begin = new Script(BEFORE);
  readonly #call = new Script('FindProxyForURL("https://www.example/", "www.example")');
  readonly #describer = new Script(DESCRIBE);

  call(expression: string): RealCall {
    const run = (script: Script): unknown => script.runInContext(this.#context, { timeout: 1000 });
    run(this.#begin);
    run(new Script(entryOf(expression)));
    const describe = run(this.#describer) as () => Described;
    const before = describe();
    let isThrown = false;
    try {
      run(this.#call);
    } catch {
      isThrown = true;
    }
    const after = describe();
    const changed = [...new Set([...Object.keys(before.cells), ...Object.keys(after.cells)])].flatMap(
      (cell) => {
        const [holder = '', end = ''] = cell.split(/(?=[|.])/);
        const path = before.paths[holder];
        const isThere = path !== undefined && after.paths[holder] !== undefined;
        return isThere && before.cells[cell] !== after.cells[cell] ? [path + end] : [];
      },
    );
    return { isThrown, changed, result: run(new Script('kept')) };
  }
}
