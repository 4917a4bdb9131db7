/**
 * Functions and values of the global object itself (section 19).
 */
import type { NativeRow } from '../native.js';
import type { Value } from '../values.js';
import type { Vm } from '../vm.js';
import { install, pure } from './rows.js';

/** Runs one of the host's functions on texts, whose only failure is a text that is none in Unicode. */
function uri(vm: Vm, convert: (text: string) => string, value: Value): string {
  const text = vm.toString(value);
  vm.budget.text(text.length * 3);
  let result: string;
  try {
    result = convert(text);
  } catch {
    return vm.throwError('URIError', 'malformed');
  }
  return result;
}

const UNESCAPED = /[A-Za-z0-9@*_+\-./]/;

function escape(text: string): string {
  let result = '';
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    const code = text.charCodeAt(at);
    if (UNESCAPED.test(char)) result += char;
    else if (code < 256) result += `%${code.toString(16).toUpperCase().padStart(2, '0')}`;
    else result += `%u${code.toString(16).toUpperCase().padStart(4, '0')}`;
  }
  return result;
}

const unescape = (text: string): string =>
  text.replace(/%(?:u([0-9a-fA-F]{4})|([0-9a-fA-F]{2}))/g, (_all, four?: string, two?: string) =>
    String.fromCharCode(parseInt(four ?? two ?? '', 16)),
  );

/** Also on `Number`, where they are the same functions. */
export const PARSING: readonly NativeRow[] = [
  pure('parseFloat', 1, (vm, _self, [text]) => Number.parseFloat(vm.toString(text))),
  pure('parseInt', 2, (vm, _self, [text, radix]) => {
    const digits = vm.toString(text);
    return Number.parseInt(digits, vm.toNumber(radix));
  }),
];

const ROWS: readonly NativeRow[] = [
  ...PARSING,
  pure('isNaN', 1, (vm, _self, [value]) => Number.isNaN(vm.toNumber(value))),
  pure('isFinite', 1, (vm, _self, [value]) => Number.isFinite(vm.toNumber(value))),
  pure('encodeURI', 1, (vm, _self, [text]) => uri(vm, encodeURI, text)),
  pure('encodeURIComponent', 1, (vm, _self, [text]) => uri(vm, encodeURIComponent, text)),
  pure('decodeURI', 1, (vm, _self, [text]) => uri(vm, decodeURI, text)),
  pure('decodeURIComponent', 1, (vm, _self, [text]) => uri(vm, decodeURIComponent, text)),
  pure('escape', 1, (vm, _self, [text]) => uri(vm, escape, text)),
  pure('unescape', 1, (vm, _self, [text]) => uri(vm, unescape, text)),
];

export function installGlobals(vm: Vm): void {
  const { global, realm } = vm;
  install(vm, global, ROWS);
  realm.put(global, 'globalThis', global);
  realm.put(global, 'undefined', undefined, 0);
  realm.put(global, 'NaN', NaN, 0);
  realm.put(global, 'Infinity', Infinity, 0);
}
