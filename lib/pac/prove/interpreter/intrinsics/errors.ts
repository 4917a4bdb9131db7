/**
 * Errors (section 20.5).
 */
import { toText } from '../convert.js';
import { BINARY } from '../operators.js';
import * as objects from '../objects.js';
import { ERROR_NAMES, type ErrorName } from '../realm.js';
import { HIDDEN, isObj, Obj, type FunctionObj, type Value } from '../values.js';
import { ERROR_DETAILS, type Vm } from '../vm.js';
import { install, takes } from './rows.js';

function made(vm: Vm, name: ErrorName, [message, options]: readonly Value[], newTarget?: FunctionObj): Obj {
  const error = new Obj(vm.prototypeFor(newTarget, name), vm.heap.epoch, 'Error');
  error.unmodelled = ERROR_DETAILS;
  if (message !== undefined) objects.create(vm, error, 'message', toText(vm, message), HIDDEN);
  if (isObj(options) && vm.has(options, 'cause'))
    objects.create(vm, error, 'cause', vm.get(options, 'cause'), HIDDEN);
  return error;
}

const add = BINARY['+'] as (vm: Vm, left: Value, right: Value) => Value;

function errorToString(vm: Vm, self: Value): Value {
  if (!isObj(self)) return vm.throwError('TypeError', 'not an object');
  const name = vm.get(self, 'name');
  const shown = name === undefined ? 'Error' : toText(vm, name);
  const message = vm.get(self, 'message');
  const text = message === undefined ? '' : toText(vm, message);
  if (shown === '') return text;
  if (text === '') return shown;
  return add(vm, add(vm, shown, ': '), text);
}

export function installErrors(vm: Vm): void {
  const { realm } = vm;
  for (const name of ERROR_NAMES) {
    const fn = realm.classOf(
      takes(name, 1, 'none', (of, _self, args, newTarget) => made(of, name, args, newTarget)),
      name,
    );
    const prototype = realm.prototypeOf(name);
    realm.put(prototype, 'name', name);
    realm.put(prototype, 'message', '');
    if (name !== 'Error') fn.proto = vm.global.properties.get('Error')?.value as Obj;
  }
  install(vm, realm.prototypeOf('Error'), [takes('Error.prototype.toString', 0, 'none', errorToString)]);
}
