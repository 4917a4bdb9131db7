/**
 * Reads and writes of properties, as far as the text tells: which object and name an expression changes, and which
 * reads can see a write.
 */
import type { Node } from '../syntax/parse.js';

type Any = Node & Record<string, unknown>;

/** By a plain name (a global variable is a property too), as a property of the global object, or of any object. */
export type Access = 'name' | 'global' | 'member';

export interface ObjectWrite {
  /** The property written; `*` where the key is computed or a method changes the object. */
  readonly property: string;
  readonly line: number;
  readonly by: Access;
}

export interface ObjectRead {
  /** The property read, `*` where its name is computed. */
  readonly property: string;
  /** Where in the text. */
  readonly at: number;
  readonly by: Access;
  /** It sees every property of an object, whatever its name. */
  readonly seesAll?: boolean;
}

/** Methods that change the object they are called on: of lists, collections, dates, iterators and regular expressions. */
const MUTATORS: ReadonlySet<string> = new Set(
  `push pop shift unshift splice sort reverse fill copyWithin
  add set delete clear assign defineProperty defineProperties setPrototypeOf
  setHours setMinutes setSeconds setMilliseconds setDate setMonth setFullYear setTime setYear
  setUTCHours setUTCMinutes setUTCSeconds setUTCMilliseconds setUTCDate setUTCMonth setUTCFullYear
  next compile`.split(/\s+/),
);

export function calleeName(call: Any): string {
  const callee = call['callee'] as Any;
  if (callee.type === 'Identifier') return callee['name'] as string;
  const property = callee['property'] as Any | undefined;
  return callee.type === 'MemberExpression' && callee['computed'] !== true
    ? (property?.['name'] as string)
    : '';
}

/** The name of the property a member expression means, `*` where it is computed. */
export function propertyName(member: Any): string {
  const property = member['property'] as Any;
  if (member['computed'] !== true) return property['name'] as string;
  return property.type === 'Literal' ? String(property['value']) : '*';
}

/** What can touch the global object's properties by a computed name. */
export const accessTo = (base: Any): Access =>
  base.type === 'ThisExpression' ||
  (base.type === 'Identifier' && /^(?:globalThis|self|window|global)$/.test(base['name'] as string))
    ? 'global'
    : 'member';

/** Whether an expression keeps where its last search stopped: `/x/g`, or one made from text whose flags may be so. */
export function remembers(node: Any): boolean {
  const flags = (node['regex'] as { flags: string } | undefined)?.flags;
  if (flags !== undefined) return /[gy]/.test(flags);
  if (!/^(?:New|Call)Expression$/.test(node.type) || calleeName(node) !== 'RegExp') return false;
  const given = (node['arguments'] as Any[])[1];
  const flagsOf = (value: Any): boolean =>
    value.type === 'ConditionalExpression'
      ? flagsOf(value['consequent'] as Any) || flagsOf(value['alternate'] as Any)
      : !(value.type === 'Literal' && !/[gy]/.test(String(value['value'])));
  return given !== undefined && flagsOf(given);
}

/** A regular expression that is used where it stands and that nothing holds. */
export function isUsedAtOnce(node: Node, ancestors: readonly Node[]): boolean {
  const up = ancestors.at(-1) as Any | undefined;
  if (up?.type === 'CallExpression')
    return (
      up['callee'] !== node && /^(?:match|matchAll|replace|replaceAll|search|split)$/.test(calleeName(up))
    );
  return up?.type === 'MemberExpression' && up['object'] === node && /^(?:test|exec)$/.test(propertyName(up));
}

/** The object and property that a node changes, or `null`. */
export function writtenMember(node: Any): { object: Any; property: string } | null {
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
  if (callee.type !== 'MemberExpression') return null;
  const object = callee['object'] as Any;
  const [first] = node['arguments'] as Any[];
  const isLent = /^(?:call|apply)$/.test(calleeName(node)) && object.type === 'MemberExpression';
  if (isLent) return MUTATORS.has(propertyName(object)) ? { object: first ?? object, property: '*' } : null;
  if (!MUTATORS.has(calleeName(node))) return null;
  const isStatic = object.type === 'Identifier' && /^(?:Object|Reflect)$/.test(object['name'] as string);
  return { object: isStatic ? (first ?? object) : object, property: '*' };
}

/** The first write that a read meets, among the reads that paths reached; `null` where there is none. */
export function objectConflict(
  writes: readonly ObjectWrite[],
  reads: readonly ObjectRead[],
  reached: (at: number) => boolean,
): ObjectWrite | null {
  if (writes.length === 0) return null;
  const seen = reads.filter(({ at }) => reached(at));
  return writes.find((write) => seen.some((read) => meets(write, read))) ?? null;
}

/** Whether reached code reads anything that code made from text, in an earlier call, could have changed. */
export function seesHidden(reads: readonly ObjectRead[], reached: (at: number) => boolean): boolean {
  return reads.some(
    ({ property, at, by }) => (by === 'name' || !PLAIN_METHODS.test(property)) && reached(at),
  );
}

/** Methods of strings, numbers and dates, which see no element of an object. */
const PLAIN_METHODS =
  /^(?:test|exec|indexOf|lastIndexOf|substring|substr|slice|split|charAt|charCodeAt|toLowerCase|toUpperCase|match|replace|search|trim|concat|floor|ceil|round|random|abs|min|max|getHours|getMinutes|getSeconds|getDay|getDate|getMonth|getFullYear|getTime|startsWith|endsWith|includes|lastIndex)$/;
/** Reached code that goes through all the properties of some object. */
export function goesThroughAll(reads: readonly ObjectRead[], reached: (at: number) => boolean): boolean {
  return reads.some(
    ({ property, seesAll, at, by }) =>
      by !== 'name' &&
      (seesAll === true || (SEES_ALL.test(property) && !/^(?:\*|hasOwnProperty)$/.test(property))) &&
      reached(at),
  );
}

/** What sees every property of an object, whatever its name. */
const SEES_ALL =
  /^(?:\*|hasOwnProperty|hasOwn|propertyIsEnumerable|keys|values|entries|assign|stringify|getOwnProperty\w+)$/;

function meets(write: ObjectWrite, read: ObjectRead): boolean {
  if (write.by === 'name' && read.by === 'name') return false;
  // A computed name reaches a global variable only through the global object itself.
  if (write.by === 'name')
    return read.property === write.property || (read.property === '*' && read.by === 'global');
  const isElement = write.property === '*' || /^\d+$/.test(write.property);
  if (read.by === 'name') return read.property === write.property || (isElement && write.by === 'global');
  if (isElement) return !PLAIN_METHODS.test(read.property);
  return read.property === write.property || SEES_ALL.test(read.property);
}
