/**
 * A script loaded into the interpreter, what the search says of earlier calls, and calls made for comparison.
 */
import * as acorn from 'acorn';
import { NOTHING_KNOWN } from '../../../../lib/pac/prove/domain/known.js';
import { DIALECTS } from '../../../../lib/pac/dialect/dialects.js';
import { TermPool } from '../../../../lib/pac/prove/domain/terms.js';
import { installIntrinsics } from '../../../../lib/pac/prove/interpreter/intrinsics/index.js';
import type { Scope } from '../../../../lib/pac/prove/interpreter/heap.js';
import type { LeftCells, LeftValue } from '../../../../lib/pac/prove/interpreter/left-cells.js';
import { compileScript } from '../../../../lib/pac/prove/interpreter/program.js';
import { ScriptTrace } from '../../../../lib/pac/prove/interpreter/script-trace.js';
import {
  isFunction,
  isObj,
  isUnknown,
  Obj,
  type FunctionObj,
  type Value,
} from '../../../../lib/pac/prove/interpreter/values.js';
import { Vm } from '../../../../lib/pac/prove/interpreter/vm.js';
import { effectsOf, type Effects } from '../../../../lib/pac/prove/state/index.js';
import type { LeftoverMaker } from '../../../../lib/pac/prove/state/leftovers.js';
import { installPacLibrary } from '../../../../lib/pac/prove/unknown/library.js';
import { Operations } from '../../../../lib/pac/prove/unknown/operations.js';
import { PathWorld } from '../../../../lib/pac/prove/unknown/path-world.js';
import { Path } from '../../../../lib/pac/prove/unknown/path.js';
import { UnknownRules } from '../../../../lib/pac/prove/unknown/unknown-rules.js';

/** Stand-ins for unknowns, by what they are of. */
export const MAKER: LeftoverMaker = {
  clientAddress: () => '<client>',
  answerOf: (name) => `<answer of ${name}>`,
  numberIn: (low, high, isWhole) => `<${isWhole ? 'whole' : 'number'} ${String(low)} to ${String(high)}>`,
  draw: () => '<draw>',
};

export interface Loaded {
  readonly vm: Vm;
  readonly entry: FunctionObj;
  readonly effects: Effects;
}

export function load(source: string): Loaded {
  const program = acorn.parse(source, { ecmaVersion: 2022, sourceType: 'script', locations: true });
  const trace = new ScriptTrace();
  const dialect = DIALECTS.chromium;
  const operations = new Operations(
    Path.first(NOTHING_KNOWN),
    new TermPool(),
    { dialect, knownDns: {} },
    () => trace.line,
  );
  const rules = new UnknownRules(operations);
  const vm = new Vm(rules, new PathWorld(operations), trace);
  rules.serve(vm);
  vm.budget.begin(10_000_000);
  installIntrinsics(vm);
  installPacLibrary(vm, operations, dialect);
  vm.heap.epoch = 0;
  compileScript(vm, program, source, true).load();
  const entry = vm.global.properties.get('FindProxyForURL')?.value;
  if (!isFunction(entry)) throw new Error('no entry point');
  return { vm, entry, effects: effectsOf(vm, [entry], MAKER) };
}

/** Another entry point for what is loaded: of which, and of all else, nothing is run. */
export function loadMore({ vm }: Loaded, source: string): Loaded {
  const program = acorn.parse(source, { ecmaVersion: 2022, sourceType: 'script', locations: true });
  vm.budget.begin(10_000_000);
  compileScript(vm, program, source, true).load();
  const entry = vm.global.properties.get('FindProxyForURL')?.value;
  if (!isFunction(entry)) throw new Error('no entry point');
  return { vm, entry, effects: effectsOf(vm, [entry], MAKER) };
}

function shown(value: Value): string {
  if (isObj(value)) return `a ${value.className}`;
  return isUnknown(value) ? 'something unknown' : String(value);
}

const leftShown = ({ options }: LeftValue): string =>
  options === null
    ? '?'
    : options
        .map((option) => shown(option()))
        .sort()
        .join(' or ');

/** The cells of one holder, each with what can be left in it; `?`: something that is not followed. */
function cellsShown(holder: Obj | Scope, cells: LeftCells, vm: Vm): string[] {
  const prefix = holder === vm.global ? '' : holder instanceof Obj ? `${holder.className}.` : 'variable ';
  return [
    ...[...cells.byKey].map(([key, left]) => `${prefix}${String(key)} = ${leftShown(left)}`),
    ...(cells.any === null ? [] : [`${prefix}* = ?`]),
    ...(cells.slots == null ? [] : [`${prefix}slots`]),
  ];
}

/** The effects of a script in one line each; an obstacle as such. */
export function effectsShown(source: string): string[] {
  const { vm, effects } = load(source);
  if (effects.obstacle !== null) return [`obstacle: ${effects.obstacle.reason}`];
  return [...effects.cells].flatMap(([holder, cells]) => cellsShown(holder, cells, vm));
}
