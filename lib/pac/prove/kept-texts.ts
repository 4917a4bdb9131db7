/**
 * What a rewritten script says where it reads or writes a variable that outlives the call.
 */
import type { LeftValue } from './left.js';
import type { StateModel } from './state.js';
import { nonNull } from '../non-null.js';
import type { Node } from '../syntax/parse.js';

/** No script has a variable of this name. */
const VALUE = '__staylocal_left';

type Call = (name: string, ...args: string[]) => string;

export interface KeptTexts {
  /** Said before a variable is read. */
  readonly reading: (variable: number) => string;
  /** Notes that a call has written a variable, so that what it reads there later is its own. */
  readonly written: (variable: number, value: string) => string;
  /** `x++` as a sum, for a variable that may hold any number; else `null`. */
  readonly updated: (variable: number, node: Node) => string | null;
}

export function keptTexts(call: Call, { variables }: StateModel): KeptTexts {
  const valueText = (variable: string, value: LeftValue): string => {
    switch (value.kind) {
      case 'plain':
        return value.text;
      case 'count':
        return call('C', variable, String(value.isNegative));
      case 'below':
        return call('B', variable, value.text);
      case 'address':
        return call('A', variable, JSON.stringify(value.source));
    }
  };
  return {
    reading: (variable) => {
      const { left, references } = nonNull(variables[variable]);
      const index = String(variable);
      const name = references[0]?.node.name;
      if (left === null || name === undefined) return call('R', index);
      const values = left.values.map((value) => `()=>(${valueText(index, value)})`);
      const isNegative = left.values.some((value) => value.kind === 'count' && value.isNegative);
      const first = left.counts
        ? [`()=>typeof ${name}==='undefined'?void 0:${name}`, isNegative ? 'true' : 'false']
        : [];
      return call('K', index, `${VALUE}=>{${name}=${VALUE}}`, `[${values.join(',')}]`, ...first);
    },
    written: (variable, value) =>
      variables[variable]?.isSingle === true ? call('W', String(variable), value) : value,
    updated: (variable, node) => {
      const { left, references } = nonNull(variables[variable]);
      const name = references[0]?.node.name;
      if (left === null || name === undefined) return null;
      const { operator, prefix } = node as unknown as { operator: string; prefix: boolean };
      const number = call('u', '"+"', name);
      const next = `${name}=${call('b', JSON.stringify(operator.slice(1)), number, '1')}`;
      return prefix ? next : call('o', number, next);
    },
  };
}
