/**
 * Where the exemption goes in a script's text: first in every function that is, or is assigned to, an entry point.
 * Nothing but the marked pieces changes.
 */
import { parse, type Comment, type Node, type Program } from 'acorn';
import { ParseError } from '../../errors.js';
import { walk } from '../prove/syntax.js';
import { BEGIN_MARK, END_MARK, guardStatement, hostTest, marked, wrapper } from './snippet.js';

export type PatchMethod = 'inserted' | 'updated' | 'unchanged' | 'wrapped';

export interface Edit {
  readonly text: string;
  readonly method: PatchMethod;
}

const ENTRY_POINTS = new Set(['FindProxyForURL', 'FindProxyForURLEx']);

interface FunctionNode extends Node {
  readonly params: readonly (Node & { readonly name?: string })[];
  readonly body: Node & { readonly body?: readonly (Node & { readonly directive?: string })[] };
}

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
  const pieces: [number, number][] = [];
  let begin: Comment | null = null;
  for (const comment of comments) {
    const word = comment.value.trim();
    if (word === BEGIN_MARK) begin = comment;
    else if (word === END_MARK && begin !== null) {
      const lead = /(?:\r\n|\n|\r)?[ \t]*$/.exec(text.slice(0, begin.start))?.[0] ?? '';
      pieces.push([begin.start - lead.length, comment.end]);
      begin = null;
    }
  }
  let rest = text;
  for (const [start, end] of pieces.reverse()) rest = rest.slice(0, start) + rest.slice(end);
  return rest;
}

/** The name an assignment target or a declaration gives, as far as it can be an entry point. */
function targetName(
  target: Node & { name?: string; property?: Node & { name?: string; value?: unknown } },
): string {
  if (target.type === 'Identifier') return target.name ?? '';
  if (target.type !== 'MemberExpression') return '';
  return target.property?.name ?? (typeof target.property?.value === 'string' ? target.property.value : '');
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
  const assigned = (name: string, value: Node | null): void => {
    if (!ENTRY_POINTS.has(name) || value === null) return;
    if (value.type === 'FunctionExpression' || value.type === 'ArrowFunctionExpression') {
      functions.push(value as FunctionNode);
      named.add(name);
    } else elsewhere.add(name);
  };
  walk(program, (node) => {
    const parts = node as Node & { id?: Node; init?: Node | null; left?: Node; right?: Node };
    if (node.type === 'FunctionDeclaration' && parts.id !== undefined) {
      const name = targetName(parts.id);
      if (ENTRY_POINTS.has(name)) {
        functions.push(node as FunctionNode);
        named.add(name);
      }
    } else if (node.type === 'VariableDeclarator' && parts.id !== undefined) {
      assigned(targetName(parts.id), parts.init ?? null);
    } else if (node.type === 'AssignmentExpression' && parts.left !== undefined) {
      assigned(targetName(parts.left), parts.right ?? null);
    }
    return undefined;
  });
  return { functions, elsewhere: [...elsewhere].filter((name) => !named.has(name)) };
}

/** How the function's own code names its second argument, or `null` where it cannot be told. */
function hostArgument(fn: FunctionNode): string | null {
  const [url, host] = fn.params;
  const isPlain = (param: (Node & { name?: string }) | undefined): boolean => param?.type === 'Identifier';
  if (fn.type === 'ArrowFunctionExpression')
    return isPlain(url) && isPlain(host) ? (host?.name ?? null) : null;
  if (isPlain(host)) return host?.name ?? null;
  return fn.params.every(isPlain) ? 'arguments[1]' : null;
}

interface Insertion {
  readonly at: number;
  readonly text: string;
}

function insertionFor(fn: FunctionNode, text: string, hosts: readonly string[]): Insertion | null {
  const argument = hostArgument(fn);
  if (argument === null) return null;
  if (fn.body.type !== 'BlockStatement') {
    if (fn.body.type === 'SequenceExpression') return null;
    // What stands before a mark goes with it when it is taken out, so it must be the patch's own.
    const ahead = text.slice(0, fn.body.start).trimEnd();
    const isNewLine = /[\r\n]/.test(text.slice(ahead.length, fn.body.start));
    const at = isNewLine
      ? fn.body.start - (/[ \t]*$/.exec(text.slice(0, fn.body.start))?.[0] ?? '').length
      : ahead.length;
    const lead = isNewLine ? (/\r\n|\n|\r/.exec(text)?.[0] ?? '\n') : ' ';
    return { at, text: lead + marked(`${hostTest(hosts, argument)} ? "DIRECT" :`) };
  }
  const directives = (fn.body.body ?? []).filter((statement) => statement.directive !== undefined);
  const at = directives.at(-1)?.end ?? fn.body.start + 1;
  const ahead = /^[ \t]*(\r\n|\n|\r)([ \t]*)/.exec(text.slice(at));
  const lead = ahead === null ? ' ' : `${ahead[1] ?? '\n'}${ahead[2] ?? ''}`;
  return { at, text: lead + guardStatement(hosts, argument) };
}

/**
 * The script with the exemption in it. Throws `ParseError` (`pac-not-patchable`) where the script cannot be parsed or
 * names no entry point.
 */
export function editScript(text: string, hosts: readonly string[], wrap: boolean): Edit {
  const bare = withoutMarks(text);
  const { program } = parseWithComments(bare);
  const { functions, elsewhere } = findEntries(program);
  const insertions = functions.map((fn) => insertionFor(fn, bare, hosts));
  const eol = /\r\n|\n|\r/.exec(bare)?.[0] ?? '\n';
  let edited = bare;
  let method: PatchMethod = bare === text ? 'inserted' : 'updated';
  if (wrap || elsewhere.length > 0 || functions.length === 0 || insertions.includes(null)) {
    const names = [...ENTRY_POINTS].filter((name) => new RegExp(`\\b${name}\\b`).test(bare));
    if (names.length === 0) {
      throw new ParseError(
        'pac-not-patchable',
        'the PAC names no FindProxyForURL that could be patched or wrapped',
      );
    }
    edited = bare + eol + wrapper(hosts, names);
    method = 'wrapped';
  } else {
    const sorted = insertions.filter((insertion) => insertion !== null).sort((a, b) => b.at - a.at);
    for (const { at, text: piece } of sorted) edited = edited.slice(0, at) + piece + edited.slice(at);
  }
  return { text: edited, method: edited === text ? 'unchanged' : method };
}
