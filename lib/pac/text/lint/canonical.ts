/**
 * One text for conditions that mean the same (spacing, quotes, brackets, which side of `==`), for those alone whose value
 * stays what it was as long as their variables do.
 */
import type { Node } from '../../syntax/parse.js';

type Any = Node & Record<string, unknown>;

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
function literalText(node: Any): string | null {
  const { regex, value } = node as { regex?: { flags: string }; value?: unknown };
  if (regex !== undefined) return /[gy]/.test(regex.flags) ? null : (node['raw'] as string);
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

/** `null` for a condition that may change by itself. */
export function canonical(condition: Any, { isSteady, isBuiltin }: Names): Canonical | null {
  const names = new Set<string>();
  const list = (nodes: readonly Any[]): string | null => {
    const texts = nodes.map(textOf);
    return texts.includes(null) ? null : texts.join(',');
  };
  const call = (node: Any): string | null => {
    const callee = node['callee'] as Any;
    const args = list(node['arguments'] as Any[]);
    if (args === null) return null;
    if (callee.type === 'Identifier') {
      const name = callee['name'] as string;
      return STEADY_CALLS.has(name) && isBuiltin(name) ? `${name}(${args})` : null;
    }
    if (callee.type !== 'MemberExpression' || callee['computed'] === true) return null;
    const method = (callee['property'] as Any)['name'] as string;
    const of = callee['object'] as Any;
    // An expression in a variable may carry on where its last match ended.
    const object = method === 'test' && of.type !== 'Literal' ? null : textOf(of);
    return object === null || !STEADY_METHODS.has(method) ? null : `${object}.${method}(${args})`;
  };
  const binary = (node: Any): string | null => {
    const sides = [textOf(node['left'] as Any), textOf(node['right'] as Any)];
    if (sides.includes(null)) return null;
    const operator = node['operator'] as string;
    if (!/^[!=]==?$/.test(operator)) return `(${sides.join(operator)})`;
    const isText = sides.some((side) => side?.startsWith('"') === true);
    return `(${sides.sort().join(isText ? operator.slice(0, 2) : operator)})`;
  };
  const textOf = (node: Any): string | null => {
    switch (node.type) {
      case 'Literal':
        return literalText(node);
      case 'Identifier': {
        const name = node['name'] as string;
        if (!isSteady(name)) return null;
        names.add(name);
        return name;
      }
      case 'MemberExpression': {
        const object = textOf(node['object'] as Any);
        const isLength = node['computed'] !== true && (node['property'] as Any)['name'] === 'length';
        return object === null || !isLength ? null : `${object}.length`;
      }
      case 'UnaryExpression': {
        const of = node['operator'] === 'delete' ? null : textOf(node['argument'] as Any);
        return of === null ? null : `${node['operator'] as string} ${of}`;
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
