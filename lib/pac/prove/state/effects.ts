/**
 * What earlier calls of the entry points, of any URL and in any environment, any number of them in any order, can have
 * left in what is older than a call.
 */
import type { LeftCells, LeftValue } from '../interpreter/left-cells.js';
import type { Scope } from '../interpreter/heap.js';
import { ArrayObj, isObj, type FunctionObj, type Key, type Obj } from '../interpreter/values.js';
import type { Vm } from '../interpreter/vm.js';
import { look } from './body.js';
import type { Args, Site } from './callable.js';
import { Unit } from './callable.js';
import { leftValue } from './left-value.js';
import type { Effects, LeftoverMaker } from './leftovers.js';
import { isNumeric, key } from './keys.js';
import type { AbstractObject } from './object.js';
import { Search } from './search.js';
import { objectValue, TEXT, UNDEFINED, type AbstractValue, type Cell } from './value.js';

const URL_AND_HOST: Args = { first: [TEXT, TEXT], rest: null };

/** To be asked when the script has been loaded, before the first call. */
export function effectsOf(vm: Vm, entries: readonly FunctionObj[], make: LeftoverMaker): Effects {
  const search = new Search(vm);
  const site = rootSite(search);
  search.settle(
    (unit) => {
      look(search, unit);
    },
    () => {
      search.call(entriesOf(search, entries, site), UNDEFINED, URL_AND_HOST, site);
    },
  );
  const { changes } = search;
  checkLanguage(search);
  if (changes.obstacle !== null) return { obstacle: changes.obstacle, cells: new Map() };
  return { obstacle: null, cells: cellsOf(search, make) };
}

/** A place outside of the script, from which the entry points are called. */
function rootSite(search: Search): Site {
  const node = { type: 'EmptyStatement', start: 0, end: 0 } as const;
  const unit = new Unit(search.changes, {
    kind: 'closure',
    node: node as never,
    how: 'plain',
    isStrict: true,
    obstacle: null,
    block: null,
    lexical: null,
    home: null,
    privates: new Map(),
  });
  return { unit, node };
}

/** The entry points, and what calls can have put in their place. */
function entriesOf(search: Search, entries: readonly FunctionObj[], site: Site): AbstractValue {
  const { vm, changes } = search;
  let all = objectValue(...entries.map((entry) => changes.objectOf(entry)));
  const put = (value: AbstractValue): void => {
    all = all.with({
      objects: new Set([...all.objects, ...value.objects]),
      anything: all.anything ?? value.anything,
    });
  };
  for (const [name, { value }] of vm.global.properties)
    if (entries.some((entry) => entry === value))
      put(search.read(objectValue(changes.objectOf(vm.global)), key(name), site));
  for (const [name, { scope, slot, isConst }] of vm.lexical)
    if (entries.some((entry) => entry === scope.values[slot]))
      put(changes.variable(scope, slot, name, isConst).value);
  return all;
}

/** Rules of the interpreter rest on the language's own objects, and on the PAC library's functions, as they were. */
function checkLanguage({ vm, changes }: Search): void {
  for (const [concrete, object] of changes.objects) {
    if (concrete.birth >= 0) continue;
    const { lines } = changes;
    const { underAny, underNumber } = object;
    const stop = (line: number | null): void => {
      changes.stop("a call changes the language's own objects for later ones", line);
    };
    for (const [name, cell] of object.properties) {
      const own = concrete.properties.get(name);
      const isShared =
        concrete !== vm.global || own?.isAccessor === true || (isObj(own?.value) && own.value.birth < 0);
      if (isShared && !cell.value.isNothing) stop(lines.get(cell) ?? null);
    }
    for (const cell of [underAny, underNumber]) if (!cell.value.isNothing) stop(lines.get(cell) ?? null);
    const isOwn = (name: Key): boolean => {
      const { flags = 7, value } = concrete.properties.get(name) ?? {};
      return concrete === vm.global && flags === 7 && !(isObj(value) && value.birth < 0);
    };
    if (object.isAnyDeleted || [...object.deleted].some((name) => !isOwn(name))) stop(object.deletedAt);
  }
}

function cellsOf(search: Search, make: LeftoverMaker): Map<Obj | Scope, LeftCells> {
  const cells = new Map<Obj | Scope, LeftCells>();
  const { changes } = search;
  for (const { written, scope, slot, name } of changes.oldVariables) {
    if (written.value.isNothing) continue;
    const byKey = new Map(cells.get(scope)?.byKey);
    byKey.set(slot, leftOf(search, written, name, make, scope.values[slot]));
    cells.set(scope, { byKey, any: null, names: null, slots: null });
  }
  for (const [holder, object] of changes.objects) {
    const left = objectCells(search, object, make);
    if (left !== null) cells.set(holder, left);
  }
  return cells;
}

function leftOf(search: Search, cell: Cell, name: string, make: LeftoverMaker, loaded: unknown): LeftValue {
  return leftValue(cell.value, { name, line: search.changes.lines.get(cell) ?? null, make, loaded });
}

/** Where nothing was loaded, `undefined` is something else. */
const ABSENT = Symbol('absent');

const unfollowed = (reason: string): LeftValue => ({ options: null, reason });
const at = (line: number | null | undefined): string =>
  line == null ? 'the script' : `line ${String(line)}`;

function objectCells(search: Search, object: AbstractObject, make: LeftoverMaker): LeftCells | null {
  const { concrete, properties, underAny, underNumber } = object;
  if (concrete === null) return null;
  const byKey = new Map<Key, LeftValue>();
  let addsNames = false;
  for (const [name, cell] of properties) {
    if (cell.value.isNothing) continue;
    const own = concrete.properties.get(name);
    if (own === undefined) addsNames = true;
    const left = leftOf(search, cell, String(name), make, own === undefined ? ABSENT : own.value);
    // An accessor is called instead, unless it was replaced.
    byKey.set(name, own?.isAccessor === true ? unfollowed(left.reason) : left);
  }
  for (const name of object.deleted)
    byKey.set(
      name,
      unfollowed(`${at(object.deletedAt)} can have deleted \`${String(name)}\` in an earlier call`),
    );
  // Elements beyond the end, and the length, go together.
  const isLonger = concrete instanceof ArrayObj && byKey.has('length');
  const isAny = isLonger || !underAny.value.isNothing || !underNumber.value.isNothing || object.isAnyDeleted;
  // What was written under a key that is not known may stand under each that it can be.
  for (const name of [...byKey.keys()]) {
    const isList =
      typeof name === 'string' && (isNumeric(name) || (name === 'length' && concrete instanceof ArrayObj));
    if (!underAny.value.isNothing || object.isAnyDeleted || (isAny && isList)) byKey.delete(name);
  }
  const line =
    search.changes.lines.get(underAny) ?? search.changes.lines.get(underNumber) ?? object.deletedAt;
  const table = `${at(line)} keeps what earlier calls found in a table: a cache`;
  const slots = object.slotWrite;
  const isTouched = byKey.size > 0 || isAny || slots !== null;
  if (!isTouched) return null;
  return {
    byKey,
    any: isAny ? unfollowed(table) : null,
    names: addsNames || object.deleted.size > 0 ? 'earlier calls can have added names to an object' : null,
    slots: slots === null ? null : `${at(slots.line)} keeps something of an earlier call`,
  };
}
