/**
 * What builtins give back, by the name of their row. A builtin that is not here gives any primitive, anything that can
 * be reached from what it was given, or a new object of such. A row says more only where that is true of every call.
 */
import { EVERY_NUMBER, wholeNumbers } from './numbers.js';
import { AbstractValue, join, joinAll, known, NUMBER, numbersIn, TEXT, TRUTH, UNDEFINED } from './value.js';

/** `list`: a new list of members of what was given; `texts`: one of texts; `members`: one of the members. */
export type Shape = 'list' | 'texts' | 'texts or null' | 'members' | 'self' | 'made' | 'object';

const whole = (low: number, high: number): AbstractValue => numbersIn(wholeNumbers(low, high, true));
const ANY_WHOLE = numbersIn({ ...EVERY_NUMBER, isWhole: true, low: -(2 ** 53), high: 2 ** 53 });
const CLIENT = new AbstractValue({ isClient: true });

const rows = (value: AbstractValue, prefix: string, names: string): [string, AbstractValue][] =>
  names.split(' ').map((name) => [prefix + name, value]);

/** Builtins of the language and of the PAC library that give a primitive. */
export const PRIMITIVE_RESULTS: ReadonlyMap<string, AbstractValue> = new Map([
  ...rows(
    TEXT,
    'String.prototype.',
    'charAt concat replace replaceAll slice substr substring toLowerCase toUpperCase toLocaleLowerCase toLocaleUpperCase trim trimStart trimEnd padStart padEnd repeat toString valueOf',
  ),
  ...rows(whole(-1, 2 ** 30), 'String.prototype.', 'indexOf lastIndexOf search charCodeAt'),
  ...rows(TRUTH, 'String.prototype.', 'startsWith endsWith includes'),
  ...rows(TEXT, 'Array.prototype.', 'join toString'),
  // What is no list can have a length of up to 2^53.
  ...rows(ANY_WHOLE, 'Array.prototype.', 'push unshift indexOf lastIndexOf findIndex'),
  ...rows(TRUTH, 'Array.prototype.', 'includes some every'),
  ...rows(UNDEFINED, 'Array.prototype.', 'forEach'),
  ...rows(TRUTH, 'Array.', 'isArray'),
  ...rows(TRUTH, 'Object.prototype.', 'hasOwnProperty isPrototypeOf propertyIsEnumerable'),
  ...rows(TRUTH, 'Object.', 'hasOwn is isFrozen isSealed isExtensible'),
  ...rows(TEXT, 'Object.prototype.', 'toString'),
  ...rows(TEXT, 'Function.prototype.', 'toString'),
  ...rows(TEXT, 'Number.prototype.', 'toString toFixed toPrecision toExponential'),
  ...rows(NUMBER, 'Number.prototype.', 'valueOf'),
  ...rows(TRUTH, 'Boolean.prototype.', 'valueOf'),
  ...rows(known('true', 'false'), 'Boolean.prototype.', 'toString'),
  ...rows(TRUTH, 'Number.', 'isInteger isNaN isFinite isSafeInteger'),
  ...rows(TRUTH, '', 'isNaN isFinite'),
  ...rows(NUMBER, '', 'parseInt parseFloat'),
  ...rows(TEXT, '', 'escape unescape encodeURI encodeURIComponent decodeURI decodeURIComponent'),
  ...rows(TRUTH, 'RegExp.prototype.', 'test'),
  ...rows(TEXT, 'RegExp.prototype.', 'toString'),
  ...rows(
    NUMBER,
    'Math.',
    'abs acos acosh asin asinh atan atan2 atanh cbrt ceil cos cosh exp expm1 floor fround hypot log log10 log1p log2 max min pow round sign sin sinh sqrt tan tanh trunc imul clz32',
  ),
  ...rows(new AbstractValue({ isDraw: true }), 'Math.', 'random'),
  ...rows(numbersIn(wholeNumbers(0, 8.64e15)), 'Date.', 'now'),
  ...rows(NUMBER, 'Date.', 'parse UTC'),
  ...rows(ANY_WHOLE, 'Date.prototype.', 'getTime valueOf setTime setFullYear setMonth setDate setHours'),
  ...rows(ANY_WHOLE, 'Date.prototype.', 'getFullYear getUTCFullYear getYear getTimezoneOffset'),
  ...rows(whole(0, 6), 'Date.prototype.', 'getDay getUTCDay'),
  ...rows(whole(1, 31), 'Date.prototype.', 'getDate getUTCDate'),
  ...rows(whole(0, 11), 'Date.prototype.', 'getMonth getUTCMonth'),
  ...rows(whole(0, 23), 'Date.prototype.', 'getHours getUTCHours'),
  ...rows(whole(0, 59), 'Date.prototype.', 'getMinutes getUTCMinutes getSeconds getUTCSeconds'),
  ...rows(whole(0, 999), 'Date.prototype.', 'getMilliseconds getUTCMilliseconds'),
  ...rows(join(TEXT, UNDEFINED), 'JSON.', 'stringify'),
  ...rows(TRUTH, 'Map.prototype.', 'has delete'),
  ...rows(TRUTH, 'Set.prototype.', 'has delete'),
  ...rows(UNDEFINED, 'Map.prototype.', 'clear forEach'),
  ...rows(UNDEFINED, 'Set.prototype.', 'clear forEach'),
  ...rows(
    TRUTH,
    '',
    'isPlainHostName dnsDomainIs localHostOrDomainIs isResolvable isResolvableEx isInNet shExpMatch weekdayRange dateRange timeRange isValidIpAddress',
  ),
  ...rows(numbersIn(wholeNumbers(0, 2 ** 30)), '', 'dnsDomainLevels'),
  ...rows(numbersIn(wholeNumbers(-(2 ** 31), 2 ** 32, true)), '', 'convert_addr'),
  ...rows(CLIENT, '', 'myIpAddress'),
  ...rows(TEXT, '', 'myIpAddressEx getClientVersion'),
  // What is no text gets another answer.
  ...rows(join(TRUTH, known(null)), '', 'isInNetEx'),
  ...rows(join(TEXT, UNDEFINED), '', 'dnsResolveEx'),
  ...rows(joinAll([TEXT, TRUTH, known(null)]), '', 'sortIpAddressList'),
  ...rows(UNDEFINED, '', 'alert'),
]);

/** Builtins that make or hand on objects. */
export const OBJECT_RESULTS: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  ['String.prototype.split', 'texts'],
  ['String.prototype.match', 'texts or null'],
  ['RegExp.prototype.exec', 'texts or null'],
  ['Array.prototype.concat', 'list'],
  ['Array.prototype.slice', 'list'],
  ['Array.prototype.filter', 'list'],
  ['Array.prototype.map', 'list'],
  ['Array.prototype.splice', 'list'],
  ['Array.prototype.pop', 'members'],
  ['Array.prototype.shift', 'members'],
  ['Array.prototype.at', 'members'],
  ['Array.prototype.find', 'members'],
  ['Array.prototype.sort', 'self'],
  ['Array.prototype.reverse', 'self'],
  ['Array.prototype.fill', 'self'],
  ['Object.keys', 'texts'],
  ['Object.getOwnPropertyNames', 'texts'],
  ['Array', 'list'],
  ['Array.of', 'list'],
]);

/** What a value is converted to by functions that are called as such. */
export const CONVERSIONS: ReadonlyMap<string, AbstractValue> = new Map([
  ['String', TEXT],
  ['Number', NUMBER],
  ['Boolean', TRUTH],
]);
