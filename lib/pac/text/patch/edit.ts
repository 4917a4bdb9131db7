/**
 * Where the exemption goes in a script's text: first in every function that is, or is assigned to, an entry point.
 * Nothing but the marked pieces changes.
 */
import { parse, type Comment, type Program } from 'acorn';
import { ParseError } from '../../../errors.js';
import { isFunction, walk, type AnyNode, type FunctionNode } from '../../syntax/parse.js';
import { BEGIN_MARK, END_MARK, guardStatement, hostTest, isOurs, marked, wrapper } from './snippet.js';

/**
 * `inserted`: first in each entry point; `updated`: in place of an older exemption; `wrapped`: around the script,
 * appended to it, where its entry points could not be found in the text; `unchanged`: it was there.
 */
export type PatchMethod = 'inserted' | 'updated' | 'unchanged' | 'wrapped';

export interface Edit {
  readonly text: string;
  readonly method: PatchMethod;
}

const ENTRY_POINTS = new Set(['FindProxyForURL', 'FindProxyForURLEx']);

interface Parsed {
  readonly program: Program;
  readonly comments: readonly Comment[];
}

function parseWithComments(text: string): Parsed {
  const comments: Comment[] = [];
  try {
    const program = parse(text, { ecmaVersion: 'latest', sourceType: 'script', onComment: comments });
    return { program, comments };
  } catch (cause) {
    const { message, loc, pos } = cause as {
      message: string;
      loc?: { line: number; column: number };
      pos?: number;
    };
    const where = loc === undefined ? {} : { line: loc.line, column: loc.column + 1, offset: pos ?? 0 };
    throw new ParseError('pac-not-patchable', `the PAC has a syntax error: ${message}`, { ...where, cause });
  }
}

/** Takes out what an earlier run put in, marks and the space before them included. */
function withoutMarks(text: string): string {
  const { comments } = parseWithComments(text);
  let rest = '';
  let done = 0;
  for (const [index, end] of comments.entries()) {
    const begin = comments[index - 1];
    if (begin?.value.trim() !== BEGIN_MARK || end.value.trim() !== END_MARK) continue;
    if (!isOurs(text.slice(begin.end, end.start))) continue;
    const lead = /(?:\r\n|\n|\r)?[ \t]*$/.exec(text.slice(done, begin.start))?.[0] ?? '';
    rest += text.slice(done, begin.start - lead.length);
    done = end.end;
  }
  return rest + text.slice(done);
}

/** The name an assignment target or a declaration gives, as far as it can be an entry point. */
function targetName(target: AnyNode): string {
  if (target.type === 'Identifier') return target.name;
  if (target.type !== 'MemberExpression') return '';
  const { property } = target;
  if (property.type === 'Identifier' || property.type === 'PrivateIdentifier') return property.name;
  return property.type === 'Literal' && typeof property.value === 'string' ? property.value : '';
}

interface Found {
  readonly functions: readonly FunctionNode[];
  /** Entry points that are given a value which is no function literal. */
  readonly elsewhere: readonly string[];
}

function findEntries(program: Program): Found {
  const functions: FunctionNode[] = [];
  const elsewhere = new Set<string>();
  const named = new Set<string>();
  const assigned = (name: string, value: AnyNode | null | undefined): void => {
    if (!ENTRY_POINTS.has(name) || value == null) return;
    if (isFunction(value)) {
      functions.push(value);
      named.add(name);
    } else elsewhere.add(name);
  };
  walk(program, (node) => {
    if (node.type === 'FunctionDeclaration' && node.id !== null) assigned(node.id.name, node);
    else if (node.type === 'VariableDeclarator') assigned(targetName(node.id), node.init);
    else if (node.type === 'AssignmentExpression') assigned(targetName(node.left), node.right);
    return undefined;
  });
  return { functions, elsewhere: [...elsewhere].filter((name) => !named.has(name)) };
}

/**
 * How the function's own code names its second argument, or `null` where it cannot be told, or where what makes the
 * parameters (default values, patterns) would run before a guard in the body.
 */
function hostArgument(fn: FunctionNode): string | null {
  const isPlain = fn.params.every(
    (param) =>
      param.type === 'Identifier' || (param.type === 'RestElement' && param.argument.type === 'Identifier'),
  );
  const host = fn.params[1];
  if (!isPlain) return null;
  if (host?.type === 'Identifier') return host.name;
  // An arrow function has no `arguments` of its own.
  return fn.type === 'ArrowFunctionExpression' ? null : 'arguments[1]';
}

const NEW_LINE = /\r\n|\n|\r/;

/** The file's own line end, in a form that does not join what stands before it to be another. */
function lineEnd(file: string, before: string): string {
  return before.endsWith('\r') ? '\r' : (NEW_LINE.exec(file)?.[0] ?? '\n');
}

interface Insertion {
  readonly at: number;
  readonly text: string;
}

/** Before the expression that an arrow function gives back, which becomes the last part of a choice. */
function arrowInsertion(body: AnyNode, text: string, test: string): Insertion | null {
  if (body.type === 'SequenceExpression') return null;
  // What stands before a mark goes with it when it is taken out, so it must be the patch's own.
  const ahead = text.slice(0, body.start).trimEnd();
  const isNewLine = /[\r\n\u2028\u2029]/.test(text.slice(ahead.length, body.start));
  const indent = /[ \t]*$/.exec(text.slice(0, body.start))?.[0] ?? '';
  const at = isNewLine ? body.start - indent.length : ahead.length;
  const lead = isNewLine ? lineEnd(text, text.slice(0, at)) : ' ';
  return { at, text: lead + marked(`${test} ? "DIRECT" :`) };
}

function insertionFor(fn: FunctionNode, text: string, hosts: readonly string[]): Insertion | null {
  const argument = hostArgument(fn);
  if (argument === null) return null;
  if (fn.body.type !== 'BlockStatement') return arrowInsertion(fn.body, text, hostTest(hosts, argument));
  const directive = fn.body.body
    .filter((statement) => statement.type === 'ExpressionStatement' && 'directive' in statement)
    .at(-1);
  const at = directive?.end ?? fn.body.start + 1;
  const ahead = /^[ \t]*(\r\n|\n|\r)([ \t]*)/.exec(text.slice(at));
  let lead = ' ';
  if (ahead !== null) lead = `${ahead[1] ?? '\n'}${ahead[2] ?? ''}`;
  // A directive that ends without a semicolon ends with its line.
  else if (directive !== undefined && text[at - 1] !== ';') lead = lineEnd(text, '');
  return { at, text: lead + guardStatement(hosts, argument) };
}

/**
 * The script with the exemption in it; with `wrap`, around it. Throws `ParseError` (`pac-not-patchable`) where the script
 * cannot be parsed.
 */
export function editScript(text: string, hosts: readonly string[], wrap: boolean): Edit {
  const bare = withoutMarks(text);
  const { program } = parseWithComments(bare);
  const { functions, elsewhere } = findEntries(program);
  const insertions = functions.map((fn) => insertionFor(fn, bare, hosts));
  let edited = bare;
  let method: PatchMethod = bare === text ? 'inserted' : 'updated';
  if (wrap || elsewhere.length > 0 || functions.length === 0 || insertions.includes(null)) {
    edited = bare + lineEnd(bare, bare) + wrapper(hosts);
    method = 'wrapped';
  } else {
    const sorted = insertions.filter((insertion) => insertion !== null).sort((a, b) => b.at - a.at);
    for (const { at, text: piece } of sorted) edited = edited.slice(0, at) + piece + edited.slice(at);
  }
  return { text: edited, method: edited === text ? 'unchanged' : method };
}
