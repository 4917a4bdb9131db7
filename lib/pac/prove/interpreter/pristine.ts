/**
 * What the language's own objects have before the script begins, for rules that hold only as long as it is so.
 */
import type { Vm } from './vm.js';

export function keepPristine(vm: Vm): void {
  for (const [key, property] of vm.realm.prototypeOf('RegExp').properties)
    vm.pristine.set(`RegExp.prototype.${String(key)}`, property);
}
