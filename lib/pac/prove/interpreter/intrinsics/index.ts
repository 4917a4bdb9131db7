/**
 * The language's own objects, put into an interpreter before anything is run.
 */
import type { Vm } from '../vm.js';
import { installArray } from './array.js';
import { installCollections } from './collections.js';
import { installDate } from './date.js';
import { installErrors } from './errors.js';
import { installFunction } from './function.js';
import { installGlobals } from './globals.js';
import { installIterators, notePlainIteration } from './iterators.js';
import { installJson } from './json.js';
import { installMath } from './math.js';
import { installBoolean, installNumber } from './number.js';
import { installObjectPrototype } from './object-prototype.js';
import { installObject } from './object.js';
import { installReflect } from './reflect.js';
import { installRegExp } from './regexp.js';
import { installString } from './string.js';
import { installSymbol } from './symbol.js';
import { markUnmodelled } from './unmodelled.js';

const GROUPS: readonly ((vm: Vm) => void)[] = [
  installGlobals,
  installObject,
  installObjectPrototype,
  installFunction,
  installArray,
  installString,
  installNumber,
  installBoolean,
  installSymbol,
  installMath,
  installDate,
  installRegExp,
  installCollections,
  installJson,
  installErrors,
  installReflect,
  installIterators,
  notePlainIteration,
  markUnmodelled,
];

export function installIntrinsics(vm: Vm): void {
  for (const install of GROUPS) install(vm);
}
