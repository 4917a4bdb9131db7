/**
 * Rules to no purpose: their condition was decided before, by one that is the same or matches more, and that leaves the
 * function (or the loop) where it holds. Goes through a function in the order in which it runs; what one branch knows is
 * forgotten at its end, and what is known of a variable when it is written.
 */
import type { IfStatement, SwitchCase } from 'acorn';
import { isFunction, walk, type AnyNode, type Program } from '../../syntax/parse.js';
import { references } from '../../syntax/scopes.js';
import { canonical, type Canonical, type Names } from './canonical.js';
import { fallsThrough } from './flow.js';
import { covers, hostSetOf, type HostSet } from './host-sets.js';

type Report = (rule: 'duplicate-rule' | 'unreachable', message: string, at: AnyNode) => void;

interface Condition extends Canonical {
  readonly line: number;
  readonly set: HostSet | null;
}

/** Patterns that are no plain suffix are compared one by one. */
const MOST_PATTERNS = 200;

/** Conditions known not to hold. A layer is a branch; it sees those around it, but for what it wrote itself. */
class Layer {
  readonly #own = new Map<string, Condition>();
  readonly #patterns: Condition[] = [];
  readonly #written = new Set<string>();
  readonly #around: Layer | null;

  constructor(around: Layer | null) {
    this.#around = around;
  }

  add(condition: Condition): void {
    if (!this.#own.has(condition.text)) this.#own.set(condition.text, condition);
    const { set } = condition;
    if (set === null) return;
    const key = `${set.subject} ${set.pattern}`;
    if (!this.#own.has(key)) this.#own.set(key, condition);
    if (/[*?]/.test(set.pattern.slice(1)) && this.#patterns.length < MOST_PATTERNS)
      this.#patterns.push(condition);
  }

  forget(names: ReadonlySet<string>): void {
    if (names.size === 0) return;
    for (const name of names) this.#written.add(name);
    const isStale = (condition: Condition): boolean => [...condition.names].some((name) => names.has(name));
    for (const [key, condition] of this.#own) if (isStale(condition)) this.#own.delete(key);
    const fresh = this.#patterns.filter((condition) => !isStale(condition));
    this.#patterns.splice(0, this.#patterns.length, ...fresh);
  }

  #find(look: (layer: Layer) => Condition | undefined, written = new Set<string>()): Condition | undefined {
    const found = look(this);
    if (found !== undefined && ![...found.names].some((name) => written.has(name))) return found;
    for (const name of this.#written) written.add(name);
    const around = this.#around;
    return around === null ? undefined : around.#find(look, written);
  }

  same({ text }: Canonical): Condition | undefined {
    return this.#find((layer) => layer.#own.get(text));
  }

  /** A condition that matches all that this one does. */
  wider({ subject, pattern }: HostSet): Condition | undefined {
    const tail = /[^*?]*$/.exec(pattern)?.[0] ?? '';
    const keys = [`${subject} ${pattern}`];
    for (let at = 0; at <= tail.length; at++) keys.push(`${subject} *${tail.slice(at)}`);
    return this.#find((layer) => {
      const key = keys.find((one) => layer.#own.has(one));
      if (key !== undefined) return layer.#own.get(key);
      return layer.#patterns.find(({ set }) => set?.subject === subject && covers(set.pattern, pattern));
    });
  }
}

/** Variables that some statement writes; what a function in it does is not its own doing. */
function writtenIn(root: AnyNode): Set<string> {
  const names = new Set<string>();
  const target = (node: AnyNode): void => {
    walk(node, (part) => {
      if (part.type === 'Identifier') names.add(part.name);
      return undefined;
    });
  };
  walk(root, (node) => {
    switch (node.type) {
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        return false;
      case 'AssignmentExpression':
      case 'ForInStatement':
      case 'ForOfStatement':
        target(node.left);
        break;
      case 'UpdateExpression':
        target(node.argument);
        break;
      case 'VariableDeclarator':
        target(node.id);
        break;
      default:
    }
    return undefined;
  });
  return names;
}

/** The parts of `a || b || c`, however many. */
function partsOf(test: AnyNode, operator: '||' | '&&'): AnyNode[] {
  const parts: AnyNode[] = [];
  const waiting = [test];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === 'LogicalExpression' && node.operator === operator) waiting.push(node.right, node.left);
    else parts.push(node);
  }
  return parts;
}

/** The statements within a loop, a `try`, or another statement that holds some but is no list and no choice. */
function bodiesOf(node: AnyNode): AnyNode[] {
  switch (node.type) {
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'LabeledStatement':
    case 'WithStatement':
      return [node.body];
    case 'TryStatement':
      return [node.block, node.handler?.body, node.finalizer].filter((part) => part != null);
    default:
      return [];
  }
}

class Reader {
  readonly #report: Report;
  readonly #names: Names;

  constructor(report: Report, names: Names) {
    this.#report = report;
    this.#names = names;
  }

  #condition(node: AnyNode): Condition | null {
    const known = canonical(node, this.#names);
    return known === null ? null : { ...known, line: node.loc?.start.line ?? 0, set: hostSetOf(node) };
  }

  /** Looks at the parts of one test, and gives those that do not hold where it does not. */
  #test(test: AnyNode, layer: Layer): Condition[] {
    const own = new Layer(null);
    const parts: Condition[] = [];
    for (const part of partsOf(test, '||')) {
      const condition = this.#condition(part);
      const same = condition === null ? undefined : (layer.same(condition) ?? own.same(condition));
      if (same !== undefined)
        this.#report(
          'duplicate-rule',
          `line ${same.line} has this condition already; it decides nothing here`,
          part,
        );
      else this.#compare(part, layer);
      if (condition === null) continue;
      parts.push(condition);
      own.add(condition);
    }
    return parts;
  }

  #compare(part: AnyNode, layer: Layer): void {
    for (const factor of partsOf(part, '&&')) {
      const condition = this.#condition(factor);
      if (condition === null) continue;
      const wider =
        layer.same(condition) ?? (condition.set === null ? undefined : layer.wider(condition.set));
      if (wider === undefined) continue;
      const message = `never true: all that it matches was decided on line ${wider.line}; put the narrower rule first`;
      this.#report('unreachable', message, part);
      return;
    }
  }

  /** `if … else if … else`: each test is read where those before it did not hold. */
  #chain(statement: IfStatement, around: Layer): void {
    const layer = new Layer(around);
    const left: Condition[] = [];
    let fellThrough = false;
    for (let at: AnyNode | null | undefined = statement; at != null; at = at.alternate) {
      if (at.type !== 'IfStatement') {
        this.statement(at, new Layer(layer));
        break;
      }
      const { test, consequent } = at;
      layer.forget(writtenIn(test));
      const parts = this.#test(test, layer);
      this.statement(consequent, new Layer(layer));
      fellThrough ||= fallsThrough(consequent);
      if (!fellThrough) left.push(...parts);
      for (const part of parts) layer.add(part);
    }
    for (const condition of left) around.add(condition);
  }

  list(statements: readonly AnyNode[], layer: Layer): void {
    for (const statement of statements) {
      this.statement(statement, layer);
      layer.forget(writtenIn(statement));
    }
  }

  statement(node: AnyNode, layer: Layer): void {
    if (isFunction(node)) return;
    if (node.type === 'IfStatement') {
      this.#chain(node, layer);
      return;
    }
    const inner = new Layer(layer);
    if (node.type === 'BlockStatement') {
      this.list(node.body, inner);
      return;
    }
    // Loops come again, and what follows a part of the others may follow half of it.
    inner.forget(writtenIn(node));
    if (node.type === 'SwitchStatement') {
      this.#cases(node.cases);
      for (const { consequent } of node.cases) this.list(consequent, new Layer(inner));
      return;
    }
    for (const part of bodiesOf(node)) this.statement(part, new Layer(inner));
  }

  #cases(cases: readonly SwitchCase[]): void {
    const known = new Layer(null);
    for (const { test } of cases) {
      const condition = test == null ? null : this.#condition(test);
      if (test == null || condition === null) continue;
      const same = known.same(condition);
      if (same !== undefined) this.#report('duplicate-rule', `line ${same.line} has this case already`, test);
      known.add(condition);
    }
  }
}

/** Reads every function of the script. */
export function lintOrder(program: Program, report: Report): void {
  const refs = references(program);
  const writes = refs.filter((reference) => reference.writes && reference.within !== program);
  const declared = new Set(refs.filter(({ scope }) => scope !== null).map(({ node }) => node.name));
  walk(program, (fn) => {
    if (!isFunction(fn) || fn.body.type !== 'BlockStatement') return undefined;
    const unsteady = new Set<string>();
    for (const { within, scope, node } of writes) {
      const isOfAnother = scope !== null && scope.owner !== program && scope.owner !== fn;
      if (within !== fn && !isOfAnother) unsteady.add(node.name);
    }
    const names = {
      isSteady: (name: string): boolean => !unsteady.has(name),
      isBuiltin: (name: string): boolean => !declared.has(name),
    };
    new Reader(report, names).statement(fn.body, new Layer(null));
    return undefined;
  });
}
