import type { Vm } from '../vm.js';
export function markUnmodelled(_vm: Vm): void {}
