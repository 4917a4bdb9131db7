/**
 * Rules to no purpose: their condition was decided before, by one that is the same or matches more, and that leaves the
 * function (or the loop) where it holds. Goes through a function in the order in which it runs; what one branch knows is
 * forgotten at its end, and what is known of a variable when it is written.
 */
import { isFunction, walk, type Node, type Program } from '../../syntax/parse.js';
import { references } from '../../syntax/scopes.js';
import { canonical, type Canonical, type Names } from './canonical.js';
import { fallsThrough } from './flow.js';
import { covers, hostSetOf, type HostSet } from './host-sets.js';

type Any = Node & Record<string, unknown>;
type Report = (rule: 'duplicate-rule' | 'unreachable', message: string, at: Node) => void;

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
function writtenIn(root: Node): Set<string> {
  const names = new Set<string>();
  const target = (node: Any | null | undefined): void => {
    if (node === null || node === undefined) return;
    walk(node, (part) => {
      if (part.type === 'Identifier') names.add((part as Any)['name'] as string);
      return undefined;
    });
  };
  walk(root, (node) => {
    const parts = node as Any;
    if (isFunction(node)) return false;
    if (node.type === 'AssignmentExpression' || /^For(?:In|Of)Statement$/.test(node.type))
      target(parts['left'] as Any);
    if (node.type === 'UpdateExpression') target(parts['argument'] as Any);
    if (node.type === 'VariableDeclarator') target(parts['id'] as Any);
    return undefined;
  });
  return names;
}

/** The parts of `a || b || c`, however many. */
function partsOf(test: Any, operator: '||' | '&&'): Any[] {
  const parts: Any[] = [];
  const waiting = [test];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === 'LogicalExpression' && node['operator'] === operator)
      waiting.push(node['right'] as Any, node['left'] as Any);
    else parts.push(node);
  }
  return parts;
}

class Reader {
  readonly #report: Report;
  readonly #names: Names;

  constructor(report: Report, names: Names) {
    this.#report = report;
    this.#names = names;
  }

  #condition(node: Any): Condition | null {
    const known = canonical(node, this.#names);
    return known === null ? null : { ...known, line: node.loc?.start.line ?? 0, set: hostSetOf(node) };
  }

  /** Looks at the parts of one test, and gives those that do not hold where it does not. */
  #test(test: Any, layer: Layer): Condition[] {
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

  #compare(part: Any, layer: Layer): void {
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
  #chain(statement: Any, around: Layer): void {
    const layer = new Layer(around);
    const left: Condition[] = [];
    let fellThrough = false;
    for (let at: Any | null = statement; at !== null; at = at['alternate'] as Any | null) {
      if (at.type !== 'IfStatement') {
        this.statement(at, new Layer(layer));
        break;
      }
      const test = at['test'] as Any;
      layer.forget(writtenIn(test));
      const parts = this.#test(test, layer);
      this.statement(at['consequent'] as Any, new Layer(layer));
      fellThrough ||= fallsThrough(at['consequent'] as Any);
      if (!fellThrough) left.push(...parts);
      for (const part of parts) layer.add(part);
    }
    for (const condition of left) around.add(condition);
  }

  list(statements: readonly Any[], layer: Layer): void {
    for (const statement of statements) {
      this.statement(statement, layer);
      layer.forget(writtenIn(statement));
    }
  }

  statement(node: Any, layer: Layer): void {
    if (isFunction(node)) return;
    if (node.type === 'IfStatement') {
      this.#chain(node, layer);
      return;
    }
    const inner = new Layer(layer);
    if (node.type === 'BlockStatement') {
      this.list(node['body'] as Any[], inner);
      return;
    }
    // Loops come again, and what follows a part of the others may follow half of it.
    inner.forget(writtenIn(node));
    if (node.type === 'SwitchStatement') {
      this.#cases(node['cases'] as Any[]);
      for (const one of node['cases'] as Any[]) this.list(one['consequent'] as Any[], new Layer(inner));
      return;
    }
    const handler = node['handler'] as Any | null | undefined;
    for (const part of [node['body'], node['block'], handler?.['body'], node['finalizer']] as (Any | null)[])
      if (typeof part?.type === 'string') this.statement(part, new Layer(inner));
  }

  #cases(cases: readonly Any[]): void {
    const known = new Layer(null);
    for (const { test } of cases as unknown as readonly { test: Any | null }[]) {
      const condition = test === null ? null : this.#condition(test);
      if (test === null || condition === null) continue;
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
    const body = isFunction(fn) ? ((fn as Any)['body'] as Any) : null;
    if (body?.type !== 'BlockStatement') return undefined;
    const unsteady = new Set<string>();
    for (const { within, scope, node } of writes) {
      const isOfAnother = scope !== null && scope.owner !== program && scope.owner !== fn;
      if (within !== fn && !isOfAnother) unsteady.add(node.name);
    }
    const names = {
      isSteady: (name: string): boolean => !unsteady.has(name),
      isBuiltin: (name: string): boolean => !declared.has(name),
    };
    new Reader(report, names).statement(body, new Layer(null));
    return undefined;
  });
}
