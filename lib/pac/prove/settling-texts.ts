/**
 * What a rewritten script says in functions that keep what they worked out (settle.ts), and where that is looked at.
 */
import { propertyName } from './properties.js';
import type { Keeping } from './settle-script.js';
import type { StateModel } from './state.js';
import type { Node } from '../syntax/parse.js';

type Any = Node & Record<string, unknown>;
type Call = (name: string, ...args: string[]) => string;

/** Each answers `null` for what is none of its business. */
export interface SettlingTexts {
  readonly body: (fn: Any, text: string, body: string) => string;
  readonly call: (node: Any) => string | null;
  readonly assignment: (node: Any) => string | null;
  readonly lookup: (node: Any) => string | null;
  readonly member: (node: Any) => string | null;
  readonly update: (node: Any) => string | null;
  /** Said once, when the script is loaded: which names are kept, and by what. */
  readonly end: () => string;
}

export function settlingTexts(
  call: Call,
  { settled, variables }: StateModel,
  emit: (node: Node, up: Node) => string,
): SettlingTexts {
  const { units, properties, writes } = settled;
  const unitOf = new Map(units.map(({ fn }, index) => [fn, index]));
  // The host knows variables and units by one row of numbers.
  const numberOf = (unit: number): string => String(variables.length + unit);
  const namedBy = (node: Any): Keeping | undefined =>
    node.type === 'MemberExpression' && node['computed'] !== true
      ? properties.get(propertyName(node))
      : settled.variables.get(node);
  /** The unit whose table a node is. */
  const tableOf = (node: unknown): string | null => {
    const keeping = namedBy(node as Any);
    return keeping?.as === 'table' ? numberOf(keeping.unit) : null;
  };
  const part = (node: Any, name: string): string => emit(node[name] as Node, node);
  return {
    body: (fn, text, body) => {
      const unit = unitOf.get(fn);
      if (unit === undefined) return body;
      const params = (fn['params'] as Any[]).map((param) => text.slice(param.start, param.end)).join(',');
      return `{return ${call('S', numberOf(unit), 'this', 'arguments', `function(${params})${body}`)}}`;
    },
    call: (node) => {
      const callee = node['callee'] as Any;
      const [key] = node['arguments'] as Any[];
      if (callee.type !== 'MemberExpression' || key === undefined) return null;
      const unit = tableOf(callee['object']);
      return unit === null ? null : call('H', unit, part(callee, 'object'), emit(key, node));
    },
    assignment: (node) => {
      const unit = writes.get(node);
      const left = node['left'] as Any;
      if (unit === undefined || node['operator'] !== '=') return null;
      const number = numberOf(unit);
      const object = left['object'] as Any;
      if (left['computed'] === true)
        return call('E', number, emit(object, left), part(left, 'property'), part(node, 'right'));
      const name = propertyName(left);
      if (properties.get(name)?.as !== 'lazy') return null;
      return `this.${name}=${call('N', number, 'this', JSON.stringify(name), part(node, 'right'))}`;
    },
    lookup: (node) => {
      const unit = node['operator'] === 'in' ? tableOf(node['right']) : null;
      return unit === null ? null : call('I', unit, part(node, 'left'), part(node, 'right'));
    },
    member: (node) => {
      const unit = tableOf(node['object']);
      if (unit !== null && node['computed'] === true)
        return call('T', unit, part(node, 'object'), part(node, 'property'));
      if (node['computed'] === true || !properties.has(propertyName(node))) return null;
      return call('k', part(node, 'object'), JSON.stringify(propertyName(node)));
    },
    update: (node) => {
      if (!writes.has(node)) return null;
      const name = JSON.stringify(propertyName(node['argument'] as Any));
      return `(${call('k', 'this', name)},${call('a', '"+"', 'this', name, '()=>1')})`;
    },
    end: () => {
      if (units.length === 0) return '';
      const names = [...properties].map(([name, { unit, as }]) => [name, variables.length + unit, as]);
      const facts = units.map(({ kind, key, objects }, unit) => {
        const parts = [
          numberOf(unit),
          JSON.stringify(kind),
          JSON.stringify(key),
          `()=>[${objects.join(',')}]`,
        ];
        return `[${parts.join(',')}]`;
      });
      return `\n;${call('U', JSON.stringify(names), `[${facts.join(',')}]`)};`;
    },
  };
}
