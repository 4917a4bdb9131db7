/**
 * Reads a PAC file and says, with line and column, what is risky, not portable or to no purpose in it. It runs
 * nothing: what the script does is for `prove` to say.
 */
import { parse, type Comment } from 'acorn';
import { isHtmlPage } from '../decode.js';
import { BEGIN_MARK } from '../patch/snippet.js';
import { isFunction, walk, type Node, type Program } from '../prove/syntax.js';
import { CALL_RULES, EX_BUILTINS, LOOKUPS } from './calls.js';
import { fallsThrough, unreachableIn } from './flow.js';
import type { LintFinding, LintOptions, LintRule } from './types.js';

type Any = Node & Record<string, unknown>;

/** One large vendor refuses files over this size. */
const MOST_BYTES = 256 * 1024;
const ENTRY_POINTS = /^FindProxyForURL(?:Ex)?$/;

const MODERN: Readonly<Record<string, string>> = {
  ArrowFunctionExpression: 'an arrow function',
  TemplateLiteral: 'a template literal',
  ClassDeclaration: 'a class',
  SpreadElement: 'a spread',
  ForOfStatement: 'for…of',
  ObjectPattern: 'destructuring',
  ArrayPattern: 'destructuring',
  ChainExpression: 'optional chaining',
};
const DEPRECATED_MEMBERS: Readonly<Record<string, string>> = {
  callee: 'arguments.callee fails in strict code',
  getYear: 'getYear counts from 1900; use getFullYear',
  compile: 'RegExp.prototype.compile is deprecated',
};

class Linter {
  readonly findings: LintFinding[] = [];
  readonly #seen = new Set<string>();
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  report(rule: LintRule, message: string, at: Node | { line: number; column: number }): void {
    const place =
      'type' in at ? { line: at.loc?.start.line ?? 1, column: (at.loc?.start.column ?? 0) + 1 } : at;
    this.findings.push({ rule, message, ...place });
  }

  once(key: string, rule: LintRule, message: string, at: Node): void {
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.report(rule, message, at);
  }

  source(node: Node): string {
    return this.#text.slice(node.start, node.end).replace(/\s+/g, ' ');
  }
}

function nameOf(node: Any | null | undefined): string {
  if (node?.type === 'Identifier') return node['name'] as string;
  return node?.type === 'MemberExpression' && node['computed'] !== true
    ? nameOf(node['property'] as Any)
    : '';
}

/** Entry point functions, and the names under which they and their helpers know the host. */
function entriesOf(program: Program): { entries: Any[]; hostNames: Set<string> } {
  const entries: Any[] = [];
  const hostNames = new Set<string>(['host']);
  walk(program, (node, ancestors) => {
    if (!isFunction(node)) return undefined;
    const up = ancestors.at(-1) as Any;
    const name = nameOf((node as Any)['id'] as Any) || nameOf((up['left'] ?? up['id']) as Any);
    if (!ENTRY_POINTS.test(name)) return undefined;
    entries.push(node as Any);
    const second = nameOf(((node as Any)['params'] as Any[])[1]);
    if (second !== '') hostNames.add(second);
    return undefined;
  });
  return { entries, hostNames };
}

/** Where the exemption stands: our own mark, or the first mention of an exempted host; the end where there is none. */
function exemptionStart(text: string, comments: readonly Comment[], hosts: readonly string[]): number {
  const mark = comments.find((comment) => comment.value.trim() === BEGIN_MARK);
  const mentions = hosts.map((host) => text.indexOf(host)).filter((at) => at !== -1);
  return Math.min(mark?.start ?? Number.POSITIVE_INFINITY, ...mentions);
}

function lintCalls(
  linter: Linter,
  node: Any,
  hostNames: ReadonlySet<string>,
  exemption: number,
  inside: boolean,
): void {
  const name = nameOf(node['callee'] as Any);
  const args = node['arguments'] as Any[];
  const said = Object.hasOwn(CALL_RULES, name)
    ? (CALL_RULES[name]?.({ name, args }, hostNames) ?? null)
    : null;
  if (said !== null) linter.report(said.rule, said.message, node);
  if (EX_BUILTINS.has(name))
    linter.once(name, 'not-portable', `${name} does not exist in Firefox and Node programs`, node);
  const looksUp =
    LOOKUPS.has(name) || (name === 'isInNet' && nameOf(args[0]) !== '' && hostNames.has(nameOf(args[0])));
  if (looksUp && inside && node.start < exemption) {
    const message = `${name} looks a name up before the exemption: a resolver round trip that blocks the browser, for every request`;
    linter.report('lookup-before-exemption', message, node);
  }
}

/** Identical conditions of one function: the second never decides anything. */
function lintDuplicates(linter: Linter, fn: Any): void {
  const known = new Map<string, number>();
  const conditions = (test: Any): Any[] =>
    test.type === 'LogicalExpression' && test['operator'] === '||'
      ? [...conditions(test['left'] as Any), ...conditions(test['right'] as Any)]
      : [test];
  walk(fn['body'] as Node, (node) => {
    if (isFunction(node)) return false;
    if (node.type !== 'IfStatement') return undefined;
    for (const condition of conditions((node as Any)['test'] as Any)) {
      const source = linter.source(condition);
      const line = known.get(source);
      if (line !== undefined)
        linter.report(
          'duplicate-rule',
          `the condition ${source.slice(0, 60)} stands on line ${line} already`,
          condition,
        );
      else known.set(source, condition.loc?.start.line ?? 0);
    }
    return undefined;
  });
}

function lintSyntax(linter: Linter, node: Any): void {
  const modern =
    MODERN[node.type] ??
    (node.type === 'VariableDeclaration' && node['kind'] !== 'var' ? 'let and const' : undefined);
  if (modern !== undefined)
    linter.once(
      'modern',
      'not-portable',
      `${modern} is not known to the engine of WinHTTP and old clients`,
      node,
    );
  if (node.type === 'WithStatement') linter.report('deprecated', 'with fails in strict code', node);
  if (node.type === 'MemberExpression') {
    const name = nameOf(node);
    const message = Object.hasOwn(DEPRECATED_MEMBERS, name) ? DEPRECATED_MEMBERS[name] : undefined;
    if (message !== undefined) linter.once(message, 'deprecated', message, node);
  }
  if (node.type !== 'Literal') return;
  const raw = (node as { raw?: string }).raw ?? '';
  if (/^0\d+$/.test(raw))
    linter.once('octal', 'deprecated', `${raw} is an octal number of old, an error in strict code`, node);
  const value = node['value'];
  if (typeof value === 'string' && /^\s*(?:PROXY|HTTPS?|SOCKS[45]?)\s[^;]+;.*\bDIRECT\b/i.test(value)) {
    const message =
      'a proxy first and DIRECT after it is no exemption: the request goes out whenever the proxy answers';
    linter.report('proxy-before-direct', message, node);
  }
}

/** Everything found, in the order of the file. `bytes`: the size it was served with. */
export function lintText(text: string, bytes: number, options: LintOptions): LintFinding[] {
  const linter = new Linter(text);
  const top = { line: 1, column: 1 };
  if (bytes > MOST_BYTES)
    linter.report('too-large', `the file has ${bytes} bytes; some clients stop at ${MOST_BYTES}`, top);
  if (isHtmlPage(text)) {
    linter.report('not-a-pac', 'this is an HTML page, not a PAC file', top);
    return linter.findings;
  }
  const comments: Comment[] = [];
  let program: Program;
  try {
    program = parse(text, {
      ecmaVersion: 'latest',
      sourceType: 'script',
      locations: true,
      onComment: comments,
    });
  } catch (cause) {
    const { message, loc } = cause as { message: string; loc?: { line: number; column: number } };
    linter.report(
      'syntax-error',
      message,
      loc === undefined ? top : { line: loc.line, column: loc.column + 1 },
    );
    return linter.findings;
  }
  const { entries, hostNames } = entriesOf(program);
  if (entries.length === 0)
    linter.report('entry-not-found', 'no function FindProxyForURL was found by its name', top);
  const exemption = exemptionStart(text, comments, options.hosts ?? []);
  walk(program, (node, _ancestors, home) => {
    const parts = node as Any;
    lintSyntax(linter, parts);
    if (node.type === 'CallExpression') lintCalls(linter, parts, hostNames, exemption, home !== null);
    const lists = [parts['body'], parts['consequent']].filter(Array.isArray) as Any[][];
    for (const list of lists) {
      const dead = unreachableIn(list);
      if (dead !== null) linter.report('unreachable', 'nothing after a return is reached', dead);
    }
    if (isFunction(node)) lintDuplicates(linter, parts);
    return undefined;
  });
  for (const entry of entries) {
    const body = entry['body'] as Any;
    if (body.type === 'BlockStatement' && fallsThrough(body)) {
      const message = 'the function can end without a return; the client then treats the script as failed';
      linter.report('missing-return', message, {
        line: body.loc?.end.line ?? 1,
        column: body.loc?.end.column ?? 1,
      });
    }
  }
  return linter.findings.sort((a, b) => a.line - b.line || a.column - b.column);
}
