/**
 * What calls really leave is among what the search says: scripts put together at random from statements that write in
 * all ways, called with several URLs one after the other, and looked at after each.
 */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { Scope } from '../../../../lib/pac/prove/interpreter/heap.js';
import { GuestThrow } from '../../../../lib/pac/prove/interpreter/errors.js';
import { leftAt } from '../../../../lib/pac/prove/interpreter/left-cells.js';
import { ArrayObj, isObj, Obj, type Key, type Value } from '../../../../lib/pac/prove/interpreter/values.js';
import { load, type Loaded } from './support.js';

const BEFORE = `
var a = 0, b = "", c = null, f = null, n = 0, t = false, list = [1, 2, 3], o = { p: 1, get g() { n++; return this; }, set s(v) { this.w = v; } };
var re = /a/g, made = (function () { var k = 0; return { up: function () { return ++k; }, k: function (v) { k = v; } }; })();
function K(v) { this.v = v; } K.prototype.m = function (v) { this.v = v; a = v; return this; };
function mixed(x, y) { if (x) { c = y; } else { c = arguments[0]; } return c; }
var keep = { toString: function () { t = !t; return "keep"; }, valueOf: function () { n += 2; return n; } };
class A { constructor() { return o; } } class B extends A { field = b; #p = 1; }
let l = 1; const z = { inner: { deep: 0 } };
`;

const EXPRESSIONS = [
  '1',
  '"x"',
  'host',
  'url.length',
  'a',
  'b',
  'c',
  'n',
  't',
  'l',
  'list',
  'o',
  'o.g',
  'list.length',
  'keep + ""',
  'keep * 1',
  'made.up()',
  'z.inner',
  'mixed(a, b)',
  'mixed.apply(o, list)',
  'new K(a)',
  'new K(1).m(host)',
  '!t',
  'a + 1',
  'n % 3',
  'list[n % 3]',
  'function () { a = 5; }',
  '(x => { b = x; return x; })',
  '[...list]',
  '{ q: a }',
  'host.split(".")',
  'list.slice(1)',
  'o.p',
  'typeof c',
  'list.map(function (v) { n = v; return v; })',
  'host.indexOf("a")',
  'Object.keys(o).length',
  'a || b',
  'a && c',
  '[a, b].join()',
  'f',
  'list.indexOf(a)',
  'host.replace(/e/, function () { l = 4; return ""; })',
  'this',
  'Math.floor(n / 2)',
  'n & 7',
  '-n',
  'void 0',
] as const;

const STATEMENTS = [
  'a = E;',
  'b = E;',
  'c = E;',
  'f = E;',
  'l = E;',
  'n = E;',
  't = E;',
  'u = E;',
  'o.p = E;',
  'o.s = E;',
  'o[b] = E;',
  'o["x" + n] = E;',
  'list[1] = E;',
  'list[n % 4] = E;',
  'list.push(E);',
  'list.pop();',
  'list.length = 2;',
  'delete o.p;',
  'o = E;',
  'list = E;',
  'z.inner.deep = E;',
  'z.inner = E;',
  'made.k(E);',
  'if (typeof f == "function") f(E);',
  'for (a in o);',
  'for (b of list);',
  '[a, b] = [E, E];',
  '({ p: c, ...u } = o);',
  'a++;',
  'n += 2;',
  'b += "y";',
  't = !t;',
  'try { throw E; } catch (e) { c = e; }',
  'switch (n) { case 1: a = E; break; default: b = E; }',
  're.test(host);',
  'new B();',
  'mixed(E, E);',
  'a ||= E;',
  'c ??= E;',
  'if (E) { a = E; } else { b = E; }',
  'for (var i = 0; i < 2; i++) { n += i; list[i] = E; }',
  '{ function inner() { l = E; } inner(); }',
  'K.prototype.v = E;',
  'this.w = E;',
] as const;

const statement = fc
  .tuple(
    fc.constantFrom(...STATEMENTS),
    fc.array(fc.constantFrom(...EXPRESSIONS), { minLength: 2, maxLength: 2 }),
  )
  .map(([text, given]) => {
    let at = 0;
    return text.replace(/\bE\b/g, () => `(${given[at++ % 2] ?? '1'})`.replace('({ q', '({ q'));
  });

const scripts = fc
  .tuple(fc.array(statement, { minLength: 1, maxLength: 7 }), fc.array(statement, { maxLength: 3 }))
  .map(
    ([main, more]) =>
      `${BEFORE}\nfunction helper(host, url) {\n${more.join('\n')}\n}\nfunction FindProxyForURL(url, host) {\n${main.join('\n')}\nhelper(host, url);\nreturn "DIRECT";\n}\n`,
  );

/** What every cell that was there after loading held. */
type Snapshot = Map<Obj | Scope, Map<Key | number, unknown>>;

function contents(holder: Obj | Scope): Map<Key | number, unknown> {
  if (holder instanceof Scope) return new Map(holder.values.map((value, slot) => [slot, value]));
  const found = new Map<Key | number, unknown>();
  for (const [key, { value, get, isAccessor }] of holder.properties) found.set(key, isAccessor ? get : value);
  if (holder instanceof ArrayObj) {
    holder.elements?.forEach((element, index) => found.set(String(index), element));
    found.set('length', holder.length);
  }
  return found;
}

function snapshot({ vm }: Loaded): Snapshot {
  const holders = new Set<Obj | Scope>([vm.global, ...[...vm.lexical.values()].map(({ scope }) => scope)]);
  for (const holder of holders) {
    const scope = holder instanceof Scope ? holder.parent : (holder as Obj & { scope?: Scope | null }).scope;
    if (scope instanceof Scope) holders.add(scope);
    if (holder instanceof Obj && holder.birth < 0 && holder !== vm.global) continue;
    for (const value of contents(holder).values()) if (isObj(value)) holders.add(value);
    if (holder instanceof Obj)
      for (const { set } of holder.properties.values()) if (set !== undefined) holders.add(set);
  }
  return new Map([...holders].map((holder) => [holder, contents(holder)]));
}

/** Whether one of the values that the search gives stands for what was found. */
function isGiven(value: unknown, options: readonly (() => Value)[]): boolean {
  return options.some((option) => {
    const given = option();
    if (Object.is(given, value)) return true;
    const range =
      typeof given === 'string' ? /^<(?<kind>whole|number) (?<low>\S+) to (?<high>\S+)>$/.exec(given) : null;
    if (range?.groups === undefined || typeof value !== 'number') return false;
    if (range.groups['kind'] === 'whole' && !Number.isInteger(value)) return false;
    return value >= Number(range.groups['low']) && value <= Number(range.groups['high']);
  });
}

function check({ effects }: Loaded, before: Snapshot): void {
  for (const [holder, cells] of before) {
    const now = contents(holder);
    for (const key of new Set([...cells.keys(), ...now.keys()])) {
      const value = now.get(key);
      if (now.has(key) === cells.has(key) && Object.is(value, cells.get(key))) continue;
      const left = effects.cells.get(holder);
      const cell = left === undefined ? null : leftAt(left, key);
      assert.ok(cell !== null, `${String(key)} was written`);
      if (cell.options !== null)
        assert.ok(now.has(key) && isGiven(value, cell.options), `${String(key)} holds ${String(value)}`);
    }
  }
}

const HOSTS = ['www.example.com', 'a.b', '', 'p', '1', '__proto__'];

describe('what calls really leave', () => {
  it('is among what the search says', function () {
    this.timeout(0);
    let decided = 0;
    fc.assert(
      fc.property(
        scripts,
        fc.array(fc.constantFrom(...HOSTS), { minLength: 1, maxLength: 6 }),
        (source, hosts) => {
          const loaded = load(source);
          if (loaded.effects.obstacle !== null) return;
          decided++;
          const before = snapshot(loaded);
          for (const host of hosts) {
            loaded.vm.heap.begin();
            try {
              loaded.vm.call(loaded.entry, undefined, [`http://${host}/`, host]);
            } catch (error) {
              if (!(error instanceof GuestThrow)) return;
            }
            check(loaded, before);
          }
        },
      ),
      {
        numRuns: Number(process.env['RUNS'] ?? 150),
        ...(process.env['SEED'] === undefined ? {} : { seed: Number(process.env['SEED']) }),
      },
    );
    assert.ok(decided > 30, `${String(decided)} scripts without an obstacle`);
  });
});
