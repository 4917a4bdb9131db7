/**
 * What the driver needs of the language, kept before the script can change it. Every name here is taken when the bundle is
 * run, which is before the script is.
 */
export const apply: typeof Reflect.apply = Reflect.apply;
export const construct: typeof Reflect.construct = Reflect.construct;
export const stringOf: (value: unknown) => string = String;
export const parseJson: (text: string) => unknown = JSON.parse as (text: string) => unknown;
export const writeJson: (text: string) => string = JSON.stringify as (text: string) => string;
const listOf = Array.of as (...items: string[]) => string[];
const defineProperty = Object.defineProperty;
const createObject = Object.create as (prototype: null) => Record<string, never>;
const hasOwnProperty = Object.prototype.hasOwnProperty;
const sliceText = String.prototype.slice;
const lowerText = String.prototype.toLowerCase;
const matchText = RegExp.prototype.exec;

/** A list of its own, which a script that gets hold of it may change. */
export function copyOf(list: readonly string[]): string[] {
  return apply(listOf, undefined, list) as string[];
}

const expressions = RegExp.prototype;
const texts = String.prototype;
const nativeExec = RegExp.prototype.exec;
const nativeSplit = String.prototype.split;

/** The script has left alone what the library's own helpers rest on. */
export function helpersStand(): boolean {
  return expressions.exec === nativeExec && texts.split === nativeSplit;
}

const nativeTest = RegExp.prototype.test;
const nativeJoin = Array.prototype.join;
const lists = Array.prototype;
const NativeExpression = RegExp;

/** The script has left alone what it takes to make an expression of a pattern and to try it. */
export function expressionsStand(): boolean {
  return (
    // By its name, as the library has it: a script may declare another without touching the global object.
    RegExp === NativeExpression &&
    helpersStand() &&
    expressions.test === nativeTest &&
    lists.join === nativeJoin
  );
}

/** An object that inherits nothing. */
export function emptyTable<T>(): Record<string, T> {
  return createObject(null);
}

export function hasOwn(table: object, key: string): boolean {
  return apply(hasOwnProperty, table, [key]) as boolean;
}

export function startOf(text: string, length: number): string {
  return text.length > length ? (apply(sliceText, text, [0, length]) as string) : text;
}

export function lowerCase(text: string): string {
  return apply(lowerText, text, []) as string;
}

export function matches(expression: RegExp, text: string): boolean {
  return apply(matchText, expression, [text]) !== null;
}

/** Names a function, as one that was declared under that name. */
export function nameFunction(target: object, name: string): void {
  const descriptor = emptyTable<unknown>();
  descriptor['value'] = name;
  descriptor['configurable'] = true;
  defineProperty(target, 'name', descriptor);
}

/** What the engine's own way of reading text out of it would lose: a NUL ends it there, and half a pair is none. */
const NOT_PLAIN = /[\0\ud800-\udfff]/;

/** Text on its way out of the machine; as JSON, which begins with a quote, where it would not arrive whole. */
export function outgoing(text: string): string {
  return matches(NOT_PLAIN, text) ? writeJson(text) : text;
}
