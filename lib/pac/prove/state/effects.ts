import type { FunctionObj } from '../interpreter/values.js';
import type { Vm } from '../interpreter/vm.js';
import type { Effects, LeftoverMaker } from './leftovers.js';

export function effectsOf(_vm: Vm, _entries: readonly FunctionObj[], _make: LeftoverMaker): Effects {
  return { obstacle: null, cells: new Map() };
}
