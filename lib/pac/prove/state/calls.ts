/**
 * Calls, `new`, `super(…)` and tagged templates.
 */
import type * as acorn from 'acorn';
import { CHAIN_CALLED, isChainCalled, withoutParentheses } from '../interpreter/compile/syntax-facts.js';
import type { Args, Unit } from './callable.js';
import { initializeFields } from './classes.js';
import { evaluate, keysIn, placeOf } from './expressions.js';
import { iterated } from './iterate.js';
import { listAt } from './native-results.js';
import { siteOf, type Run } from './run.js';
import {
  join,
  joinAll,
  NOTHING,
  objectsIn,
  objectValue,
  TEXT,
  UNDEFINED,
  type AbstractValue,
} from './value.js';

function argsOf(run: Run, nodes: readonly (acorn.Expression | acorn.SpreadElement)[]): Args {
  const first: AbstractValue[] = [];
  let rest: AbstractValue | null = null;
  for (const node of nodes) {
    if (node.type === 'SpreadElement')
      rest = join(rest ?? NOTHING, iterated(run.search, evaluate(run, node.argument), siteOf(run, node)));
    else if (rest === null) first.push(evaluate(run, node));
    else rest = join(rest, evaluate(run, node));
  }
  return { first, rest };
}

/** What is called, and what `this` is for it. */
function calleeOf(
  run: Run,
  node: acorn.Expression,
): { readonly fn: AbstractValue; readonly self: AbstractValue } {
  const inner = withoutParentheses(node);
  if (isChainCalled(node)) run.search.stop(CHAIN_CALLED, node);
  if (inner.type !== 'MemberExpression') return { fn: evaluate(run, node), self: UNDEFINED };
  const { from, self } = placeOf(run, inner);
  return { fn: run.search.read(from, keysIn(run, inner), siteOf(run, inner), self), self };
}

export function callExpression(run: Run, node: acorn.CallExpression): AbstractValue {
  if (node.callee.type === 'Super') return superCall(run, node);
  const { fn, self } = calleeOf(run, node.callee);
  return run.search.call(fn, self, argsOf(run, node.arguments), siteOf(run, node));
}

function superCall(run: Run, node: acorn.CallExpression): AbstractValue {
  const args = argsOf(run, node.arguments);
  const { unit } = run.unit.lexical;
  if (unit === null) {
    run.search.stop('super() of a call that is over', node);
    return NOTHING;
  }
  return constructAbove(run, unit, args, node);
}

/** What `super(…)` makes, which is then `this`. */
export function constructAbove(run: Run, unit: Unit, args: Args, node: acorn.AnyNode): AbstractValue {
  const { search } = run;
  const site = siteOf(run, node);
  const made: AbstractValue[] = [];
  for (const callee of unit.callees.value.objects) {
    const one = search.construct(objectValue(...callee.parents()), args, unit.newTarget.value, site);
    initializeFields(search, callee, unit.shape, one, site);
    made.push(objectsIn(one.objects));
  }
  const all = joinAll(made);
  unit.derived.add(all);
  return all;
}

export function newExpression(run: Run, node: acorn.NewExpression): AbstractValue {
  const fn = evaluate(run, node.callee);
  return run.search.construct(fn, argsOf(run, node.arguments), fn, siteOf(run, node));
}

export function taggedTemplate(run: Run, node: acorn.TaggedTemplateExpression): AbstractValue {
  const { fn, self } = calleeOf(run, node.tag);
  const site = siteOf(run, node);
  const texts = listAt(run.search, site, 'template', join(TEXT, UNDEFINED));
  texts.at('raw').add(objectValue(listAt(run.search, site, 'raw', TEXT)));
  const parts = node.quasi.expressions.map((one) => evaluate(run, one));
  return run.search.call(fn, self, { first: [objectValue(texts), ...parts], rest: null }, site);
}
