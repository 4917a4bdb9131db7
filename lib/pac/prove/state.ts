/**
 * State kept between calls. A browser loads a script once and calls it many times, so what an earlier call (for any
 * URL, in any environment) wrote may be read by a later one. A proof that starts each path from a freshly loaded
 * script holds for every call only if no path reads what some call may have written.
 *
 * Variables: those a reachable function may write are found here, and their reads before any write are watched while
 * paths run. Objects: writes to anything but an object made by the same function are found here by property name, and
 * compared with the property reads of the functions that paths ran.
 */
import { reachOf } from './reach.js';
import { references, type Reference, type Scope } from './scopes.js';
import { isFunction, lineOf, walk, type Node, type Program } from './syntax.js';

type Any = Node & Record<string, unknown>;

/** A variable that outlives a call and that calls may write. */
export interface KeptVariable {
  readonly name: string;
  readonly line: number;
  readonly references: readonly Reference[];
}

export interface ObjectWrite {
  /** The property written; `*` where the key is computed or a method changes the object. */
  readonly property: string;
  readonly line: number;
}

export interface ObjectRead {
  /** The property read, `*` where its name is computed. */
  readonly property: string;
  /** Where in the text. */
  readonly at: number;
}

export interface StateModel {
  readonly variables: readonly KeptVariable[];
  readonly objectWrites: readonly ObjectWrite[];
  readonly objectReads: readonly ObjectRead[];
}

const MUTATORS = new Set([
  ...[
    'push',
    'pop',
    'shift',
    'unshift',
    'splice',
    'sort',
    'reverse',
    'fill',
    'copyWithin',
    'add',
    'set',
    'delete',
    'clear',
  ],
  ...[
    'assign',
    'defineProperty',
    'defineProperties',
    'setPrototypeOf',
    'setHours',
    'setMinutes',
    'setSeconds',
    'setDate',
  ],
  ...['setMonth', 'setFullYear', 'setTime', 'setYear', 'compile'],
]);
/** Calls whose result is an object nobody else holds. */
const FRESH_CALLS =
  /^(?:split|slice|concat|map|filter|match|matchAll|exec|keys|values|entries|from|of|create|parse|Array|Object|String|Number|Boolean|toLowerCase|toUpperCase|substring|substr|replace|trim|join|charAt|indexOf|toString)$/;

function calleeName(call: Any): string {
  const callee = call['callee'] as Any;
  if (callee.type === 'Identifier') return callee['name'] as string;
  const property = callee['property'] as Any | undefined;
  return callee.type === 'MemberExpression' && callee['computed'] !== true
    ? (property?.['name'] as string)
    : '';
}

function isFreshValue(value: Any | null | undefined): boolean {
  if (value === null || value === undefined) return true;
  if (
    /^(?:ArrayExpression|ObjectExpression|Literal|TemplateLiteral|NewExpression|BinaryExpression|UnaryExpression)$/.test(
      value.type,
    )
  ) {
    return true;
  }
  return value.type === 'CallExpression' && FRESH_CALLS.test(calleeName(value));
}

/** Local variables of each function that only ever hold objects made there. */
function freshLocals(program: Program, all: readonly Reference[]): (node: Any, within: Node) => boolean {
  const held = new Map<Scope, Map<string, boolean>>();
  const note = (scope: Scope, name: string, fresh: boolean): void => {
    const names = held.get(scope) ?? new Map<string, boolean>();
    names.set(name, (names.get(name) ?? true) && fresh);
    held.set(scope, names);
  };
  const scopeOf = new Map<Node, Scope>();
  for (const { node, parent, scope, writes } of all) {
    if (scope === null) continue;
    scopeOf.set(node, scope);
    if (!writes) continue;
    const value = parent.type === 'AssignmentExpression' ? ((parent as Any)['right'] as Any) : null;
    note(scope, node.name, parent.type === 'AssignmentExpression' && isFreshValue(value));
  }
  // `var x = value`: the declaration is no reference, so its value is matched by name within the same function.
  const declared = new Map<Node, Map<string, boolean>>();
  walk(program, (node, ancestors, around) => {
    const parts = node as Any;
    if (node.type !== 'VariableDeclarator') return undefined;
    const home = around ?? program;
    const names = declared.get(home) ?? new Map<string, boolean>();
    const inLoopHead = /^For(?:In|Of)Statement$/.test(ancestors.at(-2)?.type ?? '');
    const name = (parts['id'] as Any)['name'];
    if (typeof name === 'string') {
      names.set(name, (names.get(name) ?? true) && !inLoopHead && isFreshValue(parts['init'] as Any | null));
    }
    declared.set(home, names);
    return undefined;
  });
  return (node, within) => {
    const scope = scopeOf.get(node);
    if (node.type !== 'Identifier' || scope?.owner !== within || !isFunction(within)) return false;
    const name = node['name'] as string;
    const isDeclared = declared.get(within)?.get(name);
    return isDeclared === true && held.get(scope)?.get(name) !== false;
  };
}

/** The name of the property a member expression means, `*` where it is computed. */
function propertyName(member: Any): string {
  const property = member['property'] as Any;
  if (member['computed'] !== true) return property['name'] as string;
  return property.type === 'Literal' ? String(property['value']) : '*';
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

export function stateOf(program: Program): StateModel {
  const { reachable } = reachOf(program);
  const all = references(program);
  const isFresh = freshLocals(program, all);
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
  const kept = [...variables].map(([key, { line }]) => {
    const own = all.filter((reference) => keyed(reference) === key);
    return { name: own[0]?.node.name ?? key, line, references: own };
  });

  const objectWrites: ObjectWrite[] = [];
  const objectReads: ObjectRead[] = [];
  walk(program, (node, ancestors, within) => {
    const reads = (property: string): void => {
      objectReads.push({ property, at: node.start });
    };
    const parts = node as Any;
    const flags = (parts['regex'] as { flags: string } | undefined)?.flags ?? '';
    if (within === null) {
      // A regular expression that remembers where it stopped, made once and used by every call.
      if (/[gy]/.test(flags)) objectWrites.push({ property: 'lastIndex', line: lineOf(node) });
      return undefined;
    }
    if (node.type === 'MemberExpression') {
      const up = ancestors.at(-1) as Any;
      const isTarget = up.type === 'AssignmentExpression' && up['left'] === node && up['operator'] === '=';
      const name = propertyName(parts);
      if (!isTarget && !isFresh(parts['object'] as Any, within)) reads(name);
      if (name === 'test' || name === 'exec') reads('lastIndex');
    }
    if (
      /^For(?:In|Of)Statement$/.test(node.type) ||
      (node.type === 'BinaryExpression' && parts['operator'] === 'in')
    ) {
      reads('*');
    }
    if (!reachable.has(within)) return undefined;
    const written = writtenMember(parts);
    if (written === null) return undefined;
    const base = written.object;
    if (isFresh(base, within) || isFreshValue(base)) return undefined;
    if (base.type === 'ThisExpression' && isConstructor(within, ancestors, constructors)) return undefined;
    objectWrites.push({ property: written.property, line: lineOf(node) });
    return undefined;
  });
  return { variables: kept, objectWrites, objectReads };
}

/** The object and property that a node changes, or `null`. */
function writtenMember(node: Any): { object: Any; property: string } | null {
  const target =
    node.type === 'AssignmentExpression'
      ? (node['left'] as Any)
      : node.type === 'UpdateExpression' || (node.type === 'UnaryExpression' && node['operator'] === 'delete')
        ? (node['argument'] as Any)
        : null;
  if (target?.type === 'MemberExpression')
    return { object: target['object'] as Any, property: propertyName(target) };
  if (target?.type.endsWith('Pattern') === true) return { object: target, property: '*' };
  if (node.type !== 'CallExpression') return null;
  const callee = node['callee'] as Any;
  if (callee.type !== 'MemberExpression' || !MUTATORS.has(calleeName(node))) return null;
  const object = callee['object'] as Any;
  const isStatic = object.type === 'Identifier' && object['name'] === 'Object';
  return { object: isStatic ? ((node['arguments'] as Any[])[0] ?? object) : object, property: '*' };
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

/** The first write that a read meets, among the reads that paths reached; `null` where there is none. */
export function objectConflict(model: StateModel, reached: (at: number) => boolean): ObjectWrite | null {
  if (model.objectWrites.length === 0) return null;
  const reads = new Set(model.objectReads.filter(({ at }) => reached(at)).map(({ property }) => property));
  for (const write of model.objectWrites) {
    const met = write.property === '*' ? readsElements(reads) : reads.has(write.property) || reads.has('*');
    if (met) return write;
  }
  return null;
}

/** Whether any of the reads could see an element that a computed write changed. Names of methods cannot. */
function readsElements(reads: ReadonlySet<string>): boolean {
  const methods =
    /^(?:test|exec|indexOf|lastIndexOf|substring|substr|slice|split|charAt|charCodeAt|toLowerCase|toUpperCase|match|replace|search|trim|concat|floor|ceil|round|random|abs|min|max|getHours|getMinutes|getSeconds|getDay|getDate|getMonth|getFullYear|getTime|startsWith|endsWith|includes)$/;
  return [...reads].some((name) => name !== 'lastIndex' && !methods.test(name));
}
