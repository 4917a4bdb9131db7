/**
 * State kept between calls. A browser loads a script once and calls it many times, so what an earlier call (for any
 * URL, in any environment) wrote may be read by a later one. A proof that starts each path from a freshly loaded
 * script holds for every call only if no path reads what some call may have written.
 *
 * Variables: those a reachable function may write are found here, and their reads before any write are watched while
 * paths run. Objects: writes to anything but an object made by the same function are found here by property name, and
 * compared with the property reads of the functions that paths ran.
 */
import { freshLocals, isFreshValue, makersOf, ownFunctions, type IsFreshValue } from './fresh.js';
import { leftFinder, type Left } from './left.js';
import {
  accessTo,
  calleeName,
  isUsedAtOnce,
  propertyName,
  remembers,
  writtenMember,
  type Access,
  type ObjectRead,
  type ObjectWrite,
} from './properties.js';
import { reachOf } from './reach.js';
import { isGlobal, references, type Reference, type Scope } from '../syntax/scopes.js';
import { NOTHING_SETTLED, settledOf } from './settle.js';
import type { KeptWrite, Settled } from './settle-script.js';
import { isFunction, lineOf, walk, type Node, type Program } from '../syntax/parse.js';

type Any = Node & Record<string, unknown>;

/** A variable that outlives a call and that calls may write. */
export interface KeptVariable {
  readonly name: string;
  readonly line: number;
  readonly references: readonly Reference[];
  /** False where several of that name may live at once, e.g. in functions made by a function: a write to one is not seen in another. */
  readonly isSingle: boolean;
  /** What an earlier call can have left in it, where that is known. */
  readonly left: Left | null;
}

export interface StateModel {
  readonly variables: readonly KeptVariable[];
  readonly objectWrites: readonly ObjectWrite[];
  readonly objectReads: readonly ObjectRead[];
  readonly settled: Settled;
  /** Code made from text or a scope made from an object: what it writes and reads is not known. */
  readonly hidden: { readonly what: string; readonly line: number } | null;
}

/**
 * Functions that only ever work on an object just made: called with `new`, or by such a function as `Parent.call(this)`.
 */
function constructorsOf(program: Program): ReadonlySet<string> {
  const made = new Set<string>();
  const called = new Set<string>();
  const passed: { readonly name: string; readonly from: string }[] = [];
  walk(program, (node, _ancestors, home) => {
    const parts = node as Any;
    if (node.type === 'NewExpression') made.add(calleeName(parts));
    if (node.type !== 'CallExpression') return undefined;
    const callee = parts['callee'] as Any;
    if (callee.type === 'Identifier') called.add(callee['name'] as string);
    const target = callee.type === 'MemberExpression' ? (callee['object'] as Any) : null;
    if (target?.type !== 'Identifier' || !/^(?:call|apply|bind)$/.test(calleeName(parts))) return undefined;
    const name = target['name'] as string;
    const isThis = (parts['arguments'] as Any[])[0]?.type === 'ThisExpression';
    const from = ((home as Any | null)?.['id'] as Any | null | undefined)?.['name'];
    if (isThis && typeof from === 'string') passed.push({ name, from });
    else called.add(name);
    return undefined;
  });
  const candidates = new Set(
    [...made, ...passed.map(({ name }) => name)].filter((name) => !called.has(name)),
  );
  for (let before = -1; before !== candidates.size;) {
    before = candidates.size;
    for (const { name, from } of passed) if (!candidates.has(from)) candidates.delete(name);
  }
  return candidates;
}

/** Functions called where they stand, once: `(function () { … })()` outside every loop. */
function runOnce(program: Program): ReadonlySet<Node> {
  const once = new Set<Node>();
  walk(program, (node, ancestors, home) => {
    const up = ancestors.at(-1) as Any | undefined;
    const isCalled = up?.type === 'CallExpression' && up['callee'] === node;
    if (!isCalled || !isFunction(node)) return undefined;
    const around = ancestors.slice(home === null ? 0 : ancestors.indexOf(home));
    const isInLoop = around.some(({ type }) => /^(?:For|ForIn|ForOf|While|DoWhile)Statement$/.test(type));
    if (!isInLoop && (home === null || once.has(home))) once.add(node);
    return undefined;
  });
  return once;
}

export function stateOf(program: Program, text: string): StateModel {
  const { reachable, loaded, callees } = reachOf(program);
  const all = references(program);
  const own = ownFunctions(program);
  const makers = makersOf(program);
  const isNew: IsFreshValue = (value) => isFreshValue(own, makers, value);
  const isFresh = freshLocals(program, all, isNew);
  const constructors = constructorsOf(program);

  const variables = new Map<string, { line: number; scope: Scope | null }>();
  const keyed = (reference: Reference): string =>
    `${reference.node.name}@${reference.scope?.owner.start ?? -1}`;
  const outlives = ({ scope }: Reference): boolean => scope === null || !reachable.has(scope.owner);
  for (const reference of all) {
    if (!reference.writes || !reachable.has(reference.within) || !outlives(reference)) continue;
    if (!variables.has(keyed(reference))) {
      variables.set(keyed(reference), { line: lineOf(reference.node), scope: reference.scope });
    }
  }
  const objectWrites: ObjectWrite[] = [];
  const memberWrites: ObjectWrite[] = [];
  const keptWrites: KeptWrite[] = [];
  const objectReads: ObjectRead[] = [];
  const globals = new Set<Node>();
  // A global variable is a property of the global object as well.
  for (const { node, scope, reads, writes, within } of all) {
    if (scope !== null && scope.owner !== program) continue;
    globals.add(node);
    if (writes && reachable.has(within))
      objectWrites.push({ property: node.name, line: lineOf(node), by: 'name' });
    if (reads) objectReads.push({ property: node.name, at: node.start, by: 'name' });
  }
  walk(program, (node, ancestors, within) => {
    const reads = (property: string, by: Access = 'member', seesAll = false): void => {
      objectReads.push({ property, at: node.start, by, seesAll });
    };
    const parts = node as Any;
    // A regular expression that remembers where it stopped, made once and used by every call.
    const isOfLoading = within === null || (loaded.has(within) && !reachable.has(within));
    if (isOfLoading && remembers(parts) && !isUsedAtOnce(node, ancestors))
      objectWrites.push({ property: 'lastIndex', line: lineOf(node), by: 'member' });
    if (within === null) return undefined;
    if (node.type === 'MemberExpression') {
      const up = ancestors.at(-1) as Any;
      const isTarget = up.type === 'AssignmentExpression' && up['left'] === node && up['operator'] === '=';
      const name = propertyName(parts);
      if (!isTarget && !isFresh(parts['object'] as Any, within))
        reads(name, accessTo(parts['object'] as Any));
      if (name === 'hasOwnProperty' && up['callee'] !== node) reads('*', 'member', true);
      if (isListSearch(parts)) reads('*');
      if (name === 'test' || name === 'exec') reads('lastIndex');
    }
    if (
      /^For(?:In|Of)Statement$|^(?:Object|Array)Pattern$|^SpreadElement$/.test(node.type) ||
      (node.type === 'BinaryExpression' && parts['operator'] === 'in')
    ) {
      reads('*', 'member', node.type !== 'BinaryExpression');
    }
    if (!reachable.has(within)) return undefined;
    const written = writtenMember(parts);
    if (written === null) return undefined;
    const base = written.object;
    if (isFresh(base, within) || isNew(base)) return undefined;
    if (base.type === 'ThisExpression' && isConstructor(within, ancestors, constructors)) return undefined;
    memberWrites.push({ property: written.property, line: lineOf(node), by: accessTo(base) });
    keptWrites.push({ node: parts, base, within, ancestors: [...ancestors] });
    return undefined;
  });
  const once = runOnce(program);
  const isSingle = (scope: Scope | null): boolean =>
    isGlobal(scope) || (scope !== null && scope.parent?.owner !== scope.owner && once.has(scope.owner));
  const keptNodes = new Set<Node>(
    all.filter((reference) => variables.has(keyed(reference))).map(({ node }) => node),
  );
  const hidden = hiddenCode(program, all);
  const script = { program, all, reachable, callees, kept: keptNodes, isNew, own };
  const remembering = objectWrites.some(({ by }) => by === 'member');
  const settled = hidden === null && !remembering ? settledOf(script, keptWrites) : NOTHING_SETTLED;
  if (settled.units.length === 0) objectWrites.push(...memberWrites);
  // Where a variable can also be written as a property of the global object, its assignments do not tell.
  const isOpen = hidden !== null || objectWrites.some(({ by }) => by === 'global');
  const finder = leftFinder(program, text, all, keptNodes, own);
  const tables = new Set([...settled.variables.keys()].map((node) => (node as Any)['name'] as string));
  const isTable = (name: string, scope: Scope | null): boolean => isGlobal(scope) && tables.has(name);
  const watched = [...variables].filter(
    ([key, { scope }]) => !isTable(key.slice(0, key.lastIndexOf('@')), scope),
  );
  const kept = watched.map(([key, { line, scope }]) => {
    const found = all.filter((reference) => keyed(reference) === key);
    const name = found[0]?.node.name ?? key;
    const left = isOpen || !isSingle(scope) ? null : finder.leftIn(found);
    return { name, line, references: found, isSingle: isSingle(scope), left };
  });

  return { variables: kept, objectWrites, objectReads, hidden, settled };

  /** `list.indexOf(…)` on a global variable, which may be a list whose elements change. */
  function isListSearch(member: Any): boolean {
    const object = member['object'] as Any;
    if (
      object.type !== 'Identifier' ||
      !/^(?:indexOf|lastIndexOf|includes|slice|concat)$/.test(propertyName(member))
    )
      return false;
    return globals.has(object);
  }
}

function hiddenCode(program: Program, all: readonly Reference[]): StateModel['hidden'] {
  for (const { node, scope, parent } of all) {
    const isLookedAt = /^(?:BinaryExpression|UnaryExpression)$/.test(parent.type);
    if (scope === null && (node.name === 'eval' || node.name === 'Function') && !isLookedAt)
      return { what: node.name, line: lineOf(node) };
  }
  let found: StateModel['hidden'] = null;
  walk(program, (node, ancestors) => {
    const parts = node as Any;
    if (node.type === 'WithStatement') found ??= { what: 'with', line: lineOf(node) };
    if (node.type !== 'MemberExpression') return undefined;
    const up = ancestors.at(-1) as Any;
    const isMade = up['callee'] === node && propertyName(parts) === 'constructor';
    const isGlobal =
      accessTo(parts['object'] as Any) === 'global' && /^(?:eval|Function)$/.test(propertyName(parts));
    if (isMade || isGlobal) found ??= { what: propertyName(parts), line: lineOf(node) };
    return undefined;
  });
  return found;
}

function isConstructor(within: Node, ancestors: readonly Node[], constructors: ReadonlySet<string>): boolean {
  const at = ancestors.indexOf(within);
  const up = ancestors[at - 1] as Any | undefined;
  if (up?.type === 'MethodDefinition') return up['kind'] === 'constructor';
  const id = (within as Any)['id'] as Any | null | undefined;
  if (id?.type === 'Identifier') return constructors.has(id['name'] as string);
  const target =
    up?.type === 'VariableDeclarator'
      ? (up['id'] as Any)
      : up?.type === 'AssignmentExpression'
        ? (up['left'] as Any)
        : null;
  return target?.type === 'Identifier' && constructors.has(target['name'] as string);
}
