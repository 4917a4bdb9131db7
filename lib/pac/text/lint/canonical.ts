/**
 * One text for conditions that mean the same (spacing, quotes, brackets, which side of `==`), for those alone whose value
 * stays what it was as long as their variables do.
 */
import type { BinaryExpression, CallExpression, Literal, LogicalExpression } from 'acorn';
import { memberName, type AnyNode } from '../../syntax/parse.js';

/** Builtins that answer alike when asked again within one run. */
const STEADY_CALLS = new Set(
  (
    'dnsDomainIs shExpMatch isPlainHostName localHostOrDomainIs dnsDomainLevels isInNet isInNetEx isResolvable ' +
    'isResolvableEx dnsResolve dnsResolveEx myIpAddress myIpAddressEx weekdayRange dateRange timeRange'
  ).split(' '),
);
const STEADY_METHODS = new Set(
  (
    'indexOf lastIndexOf substring substr slice charAt toLowerCase toUpperCase match test search startsWith endsWith ' +
    'includes trim'
  ).split(' '),
);

export interface Canonical {
  readonly text: string;
  /** The variables it depends on. */
  readonly names: ReadonlySet<string>;
}

export interface Names {
  /** Whether a variable changes only in sight, and not by what some other function does. */
  readonly isSteady: (name: string) => boolean;
  /** Whether a builtin is what it says, and not the script's own. */
  readonly isBuiltin: (name: string) => boolean;
}

/** An expression with a memory of its own is none that stays the same. */
function literalText({ regex, value, raw = '' }: Literal): string | null {
  if (regex !== undefined) return /[gy]/.test(regex.flags) ? null : raw;
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

/** `null` for a condition that may change by itself. */
export function canonical(condition: AnyNode, { isSteady, isBuiltin }: Names): Canonical | null {
  const names = new Set<string>();
  const list = (nodes: readonly AnyNode[]): string | null => {
    const texts = nodes.map(textOf);
    return texts.includes(null) ? null : texts.join(',');
  };
  const call = ({ callee, arguments: given }: CallExpression): string | null => {
    const args = list(given);
    if (args === null) return null;
    if (callee.type === 'Identifier') {
      const { name } = callee;
      return STEADY_CALLS.has(name) && isBuiltin(name) ? `${name}(${args})` : null;
    }
    const method = callee.type === 'MemberExpression' ? memberName(callee) : null;
    if (callee.type !== 'MemberExpression' || method === null) return null;
    const of = callee.object;
    // An expression in a variable may carry on where its last match ended.
    const object = method === 'test' && of.type !== 'Literal' ? null : textOf(of);
    return object === null || !STEADY_METHODS.has(method) ? null : `${object}.${method}(${args})`;
  };
  const binary = ({ left, right, operator }: BinaryExpression | LogicalExpression): string | null => {
    const sides = [textOf(left), textOf(right)];
    if (sides.includes(null)) return null;
    if (!/^[!=]==?$/.test(operator)) return `(${sides.join(operator)})`;
    const isText = sides.some((side) => side?.startsWith('"') === true);
    return `(${sides.sort().join(isText ? operator.slice(0, 2) : operator)})`;
  };
  const textOf = (node: AnyNode): string | null => {
    switch (node.type) {
      case 'Literal':
        return literalText(node);
      case 'Identifier': {
        const { name } = node;
        if (!isSteady(name)) return null;
        names.add(name);
        return name;
      }
      case 'MemberExpression': {
        const object = textOf(node.object);
        return object === null || memberName(node) !== 'length' ? null : `${object}.length`;
      }
      case 'UnaryExpression': {
        const of = node.operator === 'delete' ? null : textOf(node.argument);
        return of === null ? null : `${node.operator} ${of}`;
      }
      case 'BinaryExpression':
      case 'LogicalExpression':
        return binary(node);
      case 'CallExpression':
        return call(node);
      default:
        return null;
    }
  };
  const text = textOf(condition);
  return text === null ? null : { text, names };
}
