/**
 * Reads a PAC file and says, with line and column, what is risky, not portable or to no purpose in it. It runs
 * nothing; what the script does for the hosts that must go directly, `exempted.ts` finds out.
 */
import { parse, type CallExpression, type Comment } from 'acorn';
import { isHtmlPage } from '../../syntax/decode.js';
import { BEGIN_MARK } from '../patch/snippet.js';
import {
  isFunction,
  memberName,
  walk,
  type AnyNode,
  type FunctionNode,
  type Program,
} from '../../syntax/parse.js';
import { CALL_RULES, EX_BUILTINS, LOOKUPS, isProxyThenDirect, missingArgument } from './calls.js';
import { fallsThrough, unreachableIn } from './flow.js';
import { followed } from './follow.js';
import { lintOrder } from './order.js';
import type { LintFinding, LintReading, LintRule } from './types.js';
import { isForAddresses, variablesOf, type Variables } from './variables.js';

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

  report(rule: LintRule, message: string, at: AnyNode | { line: number; column: number }): void {
    const place =
      'type' in at ? { line: at.loc?.start.line ?? 1, column: (at.loc?.start.column ?? 0) + 1 } : at;
    this.findings.push({ rule, message, ...place });
  }

  once(key: string, rule: LintRule, message: string, at: AnyNode): void {
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.report(rule, message, at);
  }

  /** Whether the script asks if it is there before it calls it. */
  isAskedFor(name: string): boolean {
    return new RegExp(`typeof\\s*\\(?\\s*${name}\\b`).test(this.#text);
  }
}

/** The last name of `name` or `object.name`; `''` for any other expression. */
function nameOf(node: AnyNode): string {
  if (node.type === 'Identifier') return node.name;
  return node.type === 'MemberExpression' ? (memberName(node) ?? '') : '';
}

/** What a function is called by its own name, or by what it is assigned to. */
function functionName(fn: FunctionNode, parent: AnyNode | undefined): string {
  if (fn.id != null) return fn.id.name;
  switch (parent?.type) {
    case 'VariableDeclarator':
      return nameOf(parent.id);
    case 'AssignmentExpression':
    case 'AssignmentPattern':
    case 'LogicalExpression':
      return nameOf(parent.left);
    default:
      return '';
  }
}

/** Functions that are, or are assigned to, an entry point. */
function entriesOf(program: Program): FunctionNode[] {
  const entries: FunctionNode[] = [];
  walk(program, (node, ancestors) => {
    if (isFunction(node) && ENTRY_POINTS.test(functionName(node, ancestors.at(-1)))) entries.push(node);
    return undefined;
  });
  return entries;
}

/** Where our own exemption stands; the end where there is none. */
function exemptionStart(comments: readonly Comment[]): number {
  const mark = comments.find((comment) => comment.value.trim() === BEGIN_MARK);
  return mark?.start ?? Number.POSITIVE_INFINITY;
}

function lintCall(
  linter: Linter,
  node: CallExpression,
  ancestors: readonly AnyNode[],
  variables: Variables,
): void {
  if (node.callee.type !== 'Identifier' || !variables.isBuiltin(node.callee.name)) return;
  const { name } = node.callee;
  const given = node.arguments;
  const args = given.map((arg) => variables.constant(arg) ?? arg);
  const isOfHostName = variables.isHost(given[0]) && !isForAddresses(node, ancestors, variables);
  const rule = Object.hasOwn(CALL_RULES, name) ? CALL_RULES[name] : undefined;
  const site = { name, args, isOfHostName };
  const said = missingArgument(site) ?? rule?.(site) ?? null;
  if (said !== null) linter.report(said.rule, said.message, node);
  if (EX_BUILTINS.has(name) && !linter.isAskedFor(name))
    linter.once(name, 'not-portable', `${name} does not exist in Firefox and Node programs`, node);
}

/** What holds where every host is one that must go directly. */
function lintUnfollowed(linter: Linter, node: AnyNode, exemption: number, variables: Variables): void {
  if (node.type === 'Literal' && typeof node.value === 'string' && isProxyThenDirect(node.value)) {
    const message =
      'a proxy first and DIRECT after it is no exemption: the request goes out whenever the proxy answers';
    linter.report('proxy-before-direct', message, node);
  }
  if (node.type !== 'CallExpression' || node.start >= exemption) return;
  const name = nameOf(node.callee);
  const [first] = node.arguments;
  const looksUp =
    LOOKUPS.has(name) && variables.isBuiltin(name) && (name !== 'isInNet' || variables.isHost(first));
  if (!looksUp) return;
  const message = `${name} looks a name up before the exemption: a resolver round trip that blocks the browser, for every request`;
  linter.report('lookup-before-exemption', message, node);
}

function lintSyntax(linter: Linter, node: AnyNode): void {
  const modern =
    MODERN[node.type] ??
    (node.type === 'VariableDeclaration' && node.kind !== 'var' ? 'let and const' : undefined);
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
  const { raw = '' } = node;
  if (/^0\d+$/.test(raw))
    linter.once('octal', 'deprecated', `${raw} is an octal number of old, an error in strict code`, node);
}

function lintEntry(linter: Linter, { body }: FunctionNode): void {
  if (body.type !== 'BlockStatement') return;
  const consequence = 'the client then treats the script as failed';
  if (fallsThrough(body)) {
    const end = { line: body.loc?.end.line ?? 1, column: body.loc?.end.column ?? 1 };
    linter.report('missing-return', `the function can end without a return; ${consequence}`, end);
  }
  walk(body, (node) => {
    if (isFunction(node)) return false;
    if (node.type === 'ReturnStatement' && node.argument == null)
      linter.report('missing-return', `this returns nothing; ${consequence}`, node);
    return undefined;
  });
}

/** The list of statements that a node is. */
function statementsOf(node: AnyNode): readonly AnyNode[] {
  if (node.type === 'SwitchCase') return node.consequent;
  return node.type === 'Program' || node.type === 'BlockStatement' || node.type === 'StaticBlock'
    ? node.body
    : [];
}

/** What the text alone says, in no order. `bytes`: the size it was served with. */
export function lintText(text: string, bytes: number): LintReading {
  const linter = new Linter(text);
  const top = { line: 1, column: 1 };
  const unread = { unfollowed: [], followed: null, hasEntry: false };
  if (bytes > MOST_BYTES)
    linter.report('too-large', `the file has ${bytes} bytes; some clients stop at ${MOST_BYTES}`, top);
  if (isHtmlPage(text)) {
    linter.report('not-a-pac', 'this is an HTML page, not a PAC file', top);
    return { findings: linter.findings, ...unread };
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
    const where = loc === undefined ? top : { line: loc.line, column: loc.column + 1 };
    // The parser ends its sentence with a place, whose columns begin at 0.
    linter.report('syntax-error', message.replace(/ \(\d+:\d+\)$/, ''), where);
    return { findings: linter.findings, ...unread };
  }
  const entries = entriesOf(program);
  const variables = variablesOf(program, entries);
  const exemption = exemptionStart(comments);
  const unfollowed = new Linter(text);
  walk(program, (node, ancestors, home) => {
    lintSyntax(linter, node);
    if (node.type === 'CallExpression') lintCall(linter, node, ancestors, variables);
    if (home !== null || node.type === 'Literal') lintUnfollowed(unfollowed, node, exemption, variables);
    const dead = unreachableIn(statementsOf(node));
    if (dead !== null)
      linter.report('unreachable', 'never reached: what stands before it always leaves', dead);
    return undefined;
  });
  lintOrder(program, (rule, message, at) => {
    linter.report(rule, message, at);
  });
  for (const entry of entries) lintEntry(linter, entry);
  return {
    findings: linter.findings.sort((a, b) => a.line - b.line || a.column - b.column),
    unfollowed: unfollowed.findings,
    followed: followed(text, program),
    hasEntry: entries.length > 0,
  };
}
