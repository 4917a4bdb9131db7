/**
 * One script in three engines: ours, QuickJS and V8. A script says what it finds with `log(…)`, as texts.
 */
import vm from 'node:vm';
import type { QuickJSWASMModule } from 'quickjs-emscripten-core';
import { KnownRun, type RunLimits } from '../../../../lib/pac/prove/interpreter/run.js';
import { isObj, type Value } from '../../../../lib/pac/prove/interpreter/values.js';
import { compile, readEngineCode } from '../../../../lib/pac/sandbox/engine-parts.js';
import { newModule } from '../../../../lib/pac/sandbox/wasm.js';

/** Shows a value in full in the same way everywhere; errors by their names alone, for their texts differ. */
const PRELUDE = `var lines = [];
var show = (function () {
  var seen = [];
  function shown(value) {
    if (typeof value === 'string') return JSON.stringify(value);
    if (typeof value === 'function') return 'function ' + JSON.stringify(value.name) + '/' + value.length;
    if (typeof value === 'symbol') return String(value);
    if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? '-0' : String(value);
    if (value instanceof Error) return value.name;
    if (seen.indexOf(value) !== -1) return '<again>';
    if (seen.length > 6) return '<deep>';
    seen.push(value);
    var text;
    if (Array.isArray(value)) {
      var parts = [];
      for (var i = 0; i < value.length && i < 50; i++) parts.push(i in value ? shown(value[i]) : '<hole>');
      text = '[' + parts.join(', ') + (value.length > 50 ? ' … ' + value.length : '') + ']';
    } else if (value instanceof RegExp) text = String(value) + ' at ' + value.lastIndex;
    else if (value instanceof Date) text = 'Date ' + value.getTime();
    else if (value instanceof Map) text = 'Map ' + shown(Array.from(value));
    else if (value instanceof Set) text = 'Set ' + shown(Array.from(value));
    else {
      var tag = Object.prototype.toString.call(value);
      text = (tag === '[object Object]' ? '' : tag) + '{' + Object.keys(value).map(function (key) {
        return JSON.stringify(key) + ': ' + shown(value[key]);
      }).join(', ') + '}';
    }
    seen.pop();
    return text;
  }
  return shown;
})();
function log() {
  for (var i = 0; i < arguments.length; i++) lines.push(show(arguments[i]));
}
function attempt(run) {
  try { log(run()); } catch (error) { lines.push('throws ' + show(error)); }
}
function finish() { return lines.join('\\n'); }
`;

export interface Seen {
  /** What was logged, and at the end whether the script threw; `null`: the interpreter refused. */
  readonly log: string | null;
  readonly refused?: string;
}

const ended = (log: string, thrown: string | null): string =>
  thrown === null ? log : `${log}\nuncaught ${thrown}`;

const LIMITS: RunLimits = { steps: 3_000_000, milliseconds: 5000 };

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '?');

function thrownName(run: KnownRun, thrown: Value): string {
  if (!isObj(thrown)) return thrown === null ? 'null' : typeof thrown;
  return thrown.className === 'Error' ? run.errorName(thrown) : 'object';
}

export function inInterpreter(script: string, limits: RunLimits = LIMITS): Seen {
  const run = new KnownRun(limits);
  run.load(PRELUDE);
  let outcome;
  try {
    outcome = run.load(script);
  } catch (error) {
    if (error instanceof SyntaxError) return { log: 'syntax error' };
    throw error;
  }
  if ('refused' in outcome) return { log: null, refused: outcome.refused };
  const log = run.call('finish');
  if ('refused' in log) return { log: null, refused: log.refused };
  const text = textOf('value' in log ? log.value : null);
  return { log: ended(text, 'throws' in outcome ? thrownName(run, outcome.throws) : null) };
}

/** The name of what a script threw, as the engine that ran it has it. */
const NAME_OF = `(function (error) { return error instanceof Error ? String(error.name) : error === null ? 'null' : typeof error; })`;

export function inNode(script: string): Seen {
  const context = vm.createContext({});
  vm.runInContext(PRELUDE, context);
  let thrown: string | null = null;
  try {
    const compiled = new vm.Script(script);
    try {
      compiled.runInContext(context, { timeout: 5000 });
    } catch (error) {
      thrown = textOf((vm.runInContext(NAME_OF, context) as (error: unknown) => unknown)(error));
    }
  } catch {
    return { log: 'syntax error' };
  }
  return { log: ended(textOf(vm.runInContext('finish()', context)), thrown) };
}

let engine: { readonly module: Promise<QuickJSWASMModule>; uses: number } | undefined;
/** Contexts of one engine: they are not taken apart, as some of what scripts leave in them cannot be. */
const MOST_USES = 100;

function quickJs(): Promise<QuickJSWASMModule> {
  if (engine === undefined || engine.uses >= MOST_USES) {
    const module = newModule(compile(readEngineCode()), 512 * 1024 * 1024);
    engine = { module: module.then((made) => made.module), uses: 0 };
  }
  engine.uses++;
  return engine.module;
}

export async function inQuickJs(script: string): Promise<Seen> {
  const context = (await quickJs()).newContext();
  context.unwrapResult(context.evalCode(PRELUDE, 'prelude.js'));
  // Asked every some ten thousand steps: a script that goes on is one of ours gone wrong, on however slow a machine.
  let asked = 0;
  context.runtime.setMaxStackSize(256 * 1024);
  context.runtime.setInterruptHandler(() => ++asked > 20_000);
  const result = context.evalCode(script, 'script.js', { type: 'global' });
  let thrown: string | null = null;
  if (result.error !== undefined) {
    const nameOf = context.unwrapResult(context.evalCode(NAME_OF));
    thrown = context.getString(
      context.unwrapResult(context.callFunction(nameOf, context.undefined, result.error)),
    );
  }
  const log = context.getString(context.unwrapResult(context.evalCode('finish()')));
  return log === '' && thrown === 'SyntaxError' ? { log: 'syntax error' } : { log: ended(log, thrown) };
}

/** What an expression comes to, a text. */
export async function valueInQuickJs(expression: string): Promise<string> {
  const context = (await quickJs()).newContext();
  return context.getString(context.unwrapResult(context.evalCode(expression)));
}
