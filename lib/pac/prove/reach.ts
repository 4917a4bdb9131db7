/**
 * Which functions a call of the entry point can run, found by name: a function counts as soon as any reachable code
 * mentions a name it goes by, or any code hands it on as a value. Too many is safe, too few is not.
 */
import { nonNull } from '../non-null.js';
import { isFunction, walk, type Node, type Program } from '../syntax/parse.js';

type Any = Node & Record<string, unknown>;

const nameOf = (node: unknown): string | null => {
  const part = node as Any | null | undefined;
  if (part?.type === 'Identifier' || part?.type === 'PrivateIdentifier') return part['name'] as string;
  if (part?.type === 'Literal') return String(part['value']);
  if (part?.type === 'MemberExpression') return nameOf(part['property']);
  return null;
};

interface FunctionInfo {
  readonly node: Node;
  /** Names it goes by; empty for a function that is passed on or called on the spot. */
  readonly names: Set<string>;
  readonly parent: Node;
  /** Handed on as a value (returned, kept, passed to a function that is not known): may be called at any time. */
  readonly escapes: boolean;
  /** Stands in an object, where a computed key can find it. */
  readonly isMember: boolean;
  /** Names mentioned in its own code, inner functions left out. */
  readonly mentions: Set<string>;
  /** Calls what no name tells, `object[expression](…)` or a variable: any member could be meant. */
  callsUnknown: boolean;
}

/** Methods of the language that call what they are given at once and do not keep it. */
const CALLS_AT_ONCE =
  /^(?:forEach|map|filter|some|every|find|findIndex|findLast|reduce|reduceRight|sort|replace|replaceAll|from)$/;
/** With these, reading a property can call any function that stands in an object. */
const TRAPS = ['defineProperty', 'defineProperties', '__defineGetter__', '__defineSetter__', 'Proxy'];
const ENTRIES = ['FindProxyForURL', 'FindProxyForURLEx'];
/** Names the language calls by itself. */
const CALLED_UNSEEN = ['toString', 'valueOf', 'toJSON', 'constructor'];

/** Whether a value in this place is called there and then, or only looked at. */
function isUsedUp(node: Node, up: Any): boolean {
  if (up.type === 'CallExpression' || up.type === 'NewExpression') {
    if (up['callee'] === node) return true;
    const callee = up['callee'] as Any;
    return callee.type === 'MemberExpression' && CALLS_AT_ONCE.test(nameOf(callee) ?? '');
  }
  if (up.type === 'MemberExpression') return /^(?:call|apply)$/.test(nameOf(up) ?? '');
  return up.type === 'UnaryExpression' || up.type === 'ExpressionStatement';
}

function describe(node: Node, ancestors: readonly Node[], home: Node | null): FunctionInfo {
  const up = ancestors.at(-1) as Any;
  const names = new Set<string>();
  const own = nameOf((node as Any)['id']);
  if (own !== null) names.add(own);
  if (up.type === 'VariableDeclarator') names.add(nameOf(up['id']) ?? '');
  if (up.type === 'AssignmentExpression') names.add(nameOf(up['left']) ?? '');
  if (up.type === 'Property' || up.type === 'MethodDefinition' || up.type === 'PropertyDefinition') {
    names.add(nameOf(up['key']) ?? '');
  }
  names.delete('');
  const isMember =
    /^(?:Property|MethodDefinition|PropertyDefinition)$/.test(up.type) ||
    (up.type === 'AssignmentExpression' && (up['left'] as Any).type === 'MemberExpression');
  const target = up.type === 'AssignmentExpression' ? (up['left'] as Any) : up;
  const key = (target.type === 'MemberExpression' ? target['property'] : target['key']) as Any | undefined;
  const isKeyUnknown = target['computed'] === true && key?.type !== 'Literal';
  const isPassedThrough =
    up.type === 'AssignmentExpression' && ancestors.at(-2)?.type !== 'ExpressionStatement';
  const isAccessor = up['kind'] === 'get' || up['kind'] === 'set';
  const isBound =
    node.type === 'FunctionDeclaration' ||
    isMember ||
    up.type === 'VariableDeclarator' ||
    up.type === 'AssignmentExpression';
  const escapes = isKeyUnknown || isPassedThrough || isAccessor || (!isBound && !isUsedUp(node, up));
  const parent = home ?? nonNull(ancestors[0]);
  return { node, names, parent, escapes, isMember, mentions: new Set(), callsUnknown: false };
}

/** The name of a function that is handed on here, e.g. `cnt` in `var f = cnt` or in `cnt.bind(null)`. */
function handedOn(node: Node, ancestors: readonly Node[]): string | null {
  const up = ancestors.at(-1) as Any;
  if (node.type === 'MemberExpression') {
    if (isUsedUp(node, up) || (up.type === 'AssignmentExpression' && up['left'] === node)) return null;
    return up.type === 'MemberExpression' && up['object'] === node && !isCarrier(up) ? null : nameOf(node);
  }
  if (node.type !== 'Identifier' || isUsedUp(node, up)) return null;
  if (up.type === 'MemberExpression') return up['object'] === node && isCarrier(up) ? nameOf(node) : null;
  const isTarget =
    (up.type === 'AssignmentExpression' && up['left'] === node) ||
    (up.type === 'VariableDeclarator' && up['id'] === node) ||
    (up.type === 'Property' && up['key'] === node && up['shorthand'] !== true);
  return isTarget || isFunction(up) ? null : nameOf(node);
}

/** A function that is not called here: one of its own properties is read, or it says what an object is made by. */
function isLookedInto(node: Node, ancestors: readonly Node[]): boolean {
  const up = ancestors.at(-1) as Any | undefined;
  if (node.type !== 'Identifier' || up === undefined) return false;
  if (up.type === 'BinaryExpression') return up['operator'] === 'instanceof' && up['right'] === node;
  const isRead = up.type === 'MemberExpression' && up['object'] === node && up['computed'] !== true;
  const around = ancestors.at(-2) as Any | undefined;
  return (
    isRead &&
    around?.['callee'] !== up &&
    !/^(?:prototype|constructor|call|apply|bind)$/.test(nameOf(up) ?? '')
  );
}

const isCarrier = (member: Any): boolean => /^(?:bind|call|apply)$/.test(nameOf(member) ?? '');

/** Functions of the language and of the PAC library that scripts call by a plain name. */
const BUILTINS: ReadonlySet<string> = new Set([
  ...['dnsDomainIs', 'dnsDomainLevels', 'isValidIpAddress', 'convert_addr', 'isInNet', 'isPlainHostName'],
  ...['isResolvable', 'localHostOrDomainIs', 'shExpMatch', 'dnsResolve', 'myIpAddress', 'alert'],
  ...['weekdayRange', 'dateRange', 'timeRange', 'myIpAddressEx', 'dnsResolveEx', 'isResolvableEx'],
  ...['isInNetEx', 'sortIpAddressList', 'getClientVersion', 'parseInt', 'parseFloat', 'isNaN', 'isFinite'],
  ...['String', 'Number', 'Boolean', 'Array', 'Object', 'RegExp', 'Date', 'Error', 'escape', 'unescape'],
  ...['encodeURIComponent', 'decodeURIComponent', 'encodeURI', 'decodeURI'],
]);

export interface Callees {
  /** Functions that a call of this one may run, itself included; `null` where it calls what no name tells. */
  from(fn: Node): ReadonlySet<Node> | null;
  /** Some function of a call calls what no name tells. */
  readonly someUnknown: boolean;
}

export interface Reach {
  /** Functions that may run during a call of the entry point. */
  readonly reachable: ReadonlySet<Node>;
  /** Functions that may run while the script is loaded. */
  readonly loaded: ReadonlySet<Node>;
  readonly callees: Callees;
}

export function reachOf(program: Program): Reach {
  const infos = new Map<Node, FunctionInfo>();
  const handed = new Set<string>();
  const atTop = new Set<string>();
  /** `Object.create(parent, { name: { get: function … } })` */
  let describes = false as boolean;
  const callees: { readonly home: FunctionInfo; readonly name: string }[] = [];
  walk(program, (node, ancestors, around) => {
    if (isFunction(node)) infos.set(node, describe(node, ancestors, around));
    const called = node.type === 'CallExpression' ? (node as Any) : undefined;
    describes ||= nameOf(called?.['callee']) === 'create' && (called?.['arguments'] as Any[]).length > 1;
    const given = ancestors.length === 0 ? null : handedOn(node, ancestors);
    if (given !== null) handed.add(given);
    const home = around === null ? undefined : infos.get(around);
    if (home === undefined) {
      const named = node.type === 'Identifier' || node.type === 'Literal' ? nameOf(node) : null;
      const isOwn = ancestors.at(-1)?.type === 'FunctionDeclaration';
      if (named !== null && !isOwn) atTop.add(named);
      return undefined;
    }
    const name = node.type === 'Identifier' || node.type === 'Literal' ? nameOf(node) : null;
    if (name !== null && !isLookedInto(node, ancestors)) home.mentions.add(name);
    if (node.type !== 'CallExpression') return undefined;
    const callee = (node as Any)['callee'] as Any;
    if (callee.type === 'Identifier') callees.push({ home, name: callee['name'] as string });
    else if (callee.type !== 'MemberExpression') home.callsUnknown ||= !isFunction(callee);
    else if (callee['computed'] === true && (callee['property'] as Any).type !== 'Literal')
      home.callsUnknown = true;
    return undefined;
  });
  const all = [...infos.values()];
  const known = new Set(all.flatMap((info) => (info.isMember ? [] : [...info.names])));
  for (const { home, name } of callees) if (!known.has(name) && !BUILTINS.has(name)) home.callsUnknown = true;
  const isTrapped =
    describes || TRAPS.some((name) => all.some(({ mentions }) => mentions.has(name)) || atTop.has(name));
  const isUnseen = (info: FunctionInfo, names: readonly string[]): boolean =>
    info.escapes ||
    (isTrapped && info.isMember) ||
    [...info.names].some((name) => handed.has(name)) ||
    names.some((name) => info.names.has(name));
  const closure = (start: readonly FunctionInfo[]): ReadonlySet<FunctionInfo> => {
    const found = new Set(start);
    // What is added while this goes on is gone through, too.
    for (const { node, mentions, callsUnknown } of found) {
      for (const other of all) {
        const isMentioned = [...other.names].some((name) => mentions.has(name));
        const isInner = other.parent === node && other.names.size === 0;
        if ((callsUnknown && other.isMember) || isMentioned || isInner) found.add(other);
      }
    }
    return found;
  };
  const nodesOf = (found: ReadonlySet<FunctionInfo>): ReadonlySet<Node> =>
    new Set([...found].map(({ node }) => node));
  const reached = closure(all.filter((info) => isUnseen(info, [...ENTRIES, ...CALLED_UNSEEN])));
  const from = (fn: Node): ReadonlySet<Node> | null => {
    const unseen = all.filter((info) => info.node === fn || isUnseen(info, CALLED_UNSEEN));
    const found = closure(unseen);
    return [...found].some(({ callsUnknown }) => callsUnknown) ? null : nodesOf(found);
  };
  const isAtTop = (info: FunctionInfo): boolean =>
    info.names.size === 0 || [...info.names].some((name) => atTop.has(name));
  const loaded = closure(all.filter((info) => isAtTop(info) || isUnseen(info, CALLED_UNSEEN)));
  const someUnknown = [...reached].some(({ callsUnknown }) => callsUnknown);
  return { reachable: nodesOf(reached), loaded: nodesOf(loaded), callees: { from, someUnknown } };
}
