/**
 * What an earlier call can have left in a variable, where the text tells: the values of everything that is assigned to
 * it, for any URL and in any environment. A path that reads the variable is then run once for each. An address that a
 * call looked up is any address (the client has moved since), a count is any number.
 */
import { calleeName, propertyName } from './properties.js';
import { namesOf } from './names.js';
import { isGlobal, type Reference } from '../syntax/scopes.js';
import { isFunction, walk, type Node, type Program } from '../syntax/parse.js';

type Any = Node & Record<string, unknown>;

/** `plain`: an expression without effects that means the same wherever it stands. */
export type LeftValue =
  | { readonly kind: 'plain'; readonly text: string; readonly isWhole: boolean }
  /** Any whole number, or any that is not negative. */
  | { readonly kind: 'count'; readonly isNegative: boolean }
  /** A whole number from 0 up to, and without, the value of an expression. */
  | { readonly kind: 'below'; readonly text: string }
  | { readonly kind: 'address'; readonly source: 'me' | 'dns' };

type Values = readonly LeftValue[];

const MOST_VALUES = 16;
const MOST_DEPTH = 30;

const BOOLEAN_BUILTINS: ReadonlySet<string> = new Set(
  `dnsDomainIs isInNet isInNetEx isPlainHostName isResolvable isResolvableEx localHostOrDomainIs shExpMatch
  weekdayRange dateRange timeRange isNaN isFinite Boolean`.split(/\s+/),
);
const BOOLEAN_METHODS = /^(?:test|startsWith|endsWith|hasOwnProperty)$/;
/** Fields of a date, and what each stays below. */
const DATE_FIELDS: Readonly<Record<string, number>> = {
  Day: 7,
  Hours: 24,
  Minutes: 60,
  Seconds: 60,
  Month: 12,
  Date: 32,
};

const plain = (text: string, isWhole = false): LeftValue => ({ kind: 'plain', text, isWhole });
const EITHER: Values = [plain('true'), plain('false')];
const UNDEFINED = plain('(void 0)');
const isWholeText = (text: string): boolean => /^\d{1,9}$/.test(text);

export interface Left {
  readonly values: readonly LeftValue[];
  /** Values are made from the one before: they are whole numbers only where the first one is. */
  readonly counts: boolean;
}

export interface LeftFinder {
  /** `null`: it can hold what is not known here. */
  leftIn(references: readonly Reference[]): Left | null;
}

/** Finds for the variables of one script. `kept`: every reference to a variable that calls may write. */
export function leftFinder(
  program: Program,
  text: string,
  all: readonly Reference[],
  kept: ReadonlySet<Node>,
  own: ReadonlySet<string>,
): LeftFinder {
  const referenceOf = new Map(all.map((reference) => [reference.node as Node, reference]));
  const assigned = new Set(all.filter(({ writes }) => writes).map(({ node }) => node.name));
  const { locals, others, declared, functions } = namesOf(program);

  /** A variable of the file that nothing changes once it is loaded, and that no function has another meaning for. */
  const isFixed = (reference: Reference | undefined): boolean =>
    reference !== undefined &&
    isGlobal(reference.scope) &&
    !kept.has(reference.node) &&
    !locals.has(reference.node.name);
  const isBuiltin = (callee: Any, name: string): boolean =>
    callee.type === 'Identifier' &&
    referenceOf.get(callee)?.scope === null &&
    !own.has(name) &&
    !assigned.has(name);

  const finder = (self: readonly Reference[]): ((node: unknown, depth?: number) => Values | null) => {
    const selves = new Set<Node>(self.map(({ node }) => node));
    const following = new Set<string>();

    const union = (parts: readonly (Values | null)[]): Values | null => {
      const found: LeftValue[] = [];
      for (const part of parts) {
        if (part === null) return null;
        found.push(...part);
      }
      const distinct = new Map(found.map((value) => [JSON.stringify(value), value]));
      return distinct.size > MOST_VALUES ? null : [...distinct.values()];
    };
    /** Whether a value is a whole number; the variable itself counts as one, which `valuesOf` checks in the end. */
    const whole = (node: Any, depth: number): 'no' | 'any' | 'positive' => {
      if (selves.has(node)) return 'positive';
      const found = values(node, depth);
      if (found?.every(isWholeValue) !== true) return 'no';
      return found.some((value) => value.kind === 'count' && value.isNegative) ? 'any' : 'positive';
    };
    /** An expression that stands for a number of its own: `3`, `list.length`. */
    const bound = (node: Any): string | null => {
      if (node.type === 'Literal' && isWholeText(String(node['value']))) return String(node['value']);
      if (node.type !== 'MemberExpression' || propertyName(node) !== 'length') return null;
      const object = node['object'] as Any;
      return object.type === 'Identifier' && isFixed(referenceOf.get(object))
        ? text.slice(node.start, node.end)
        : null;
    };

    const ofLocal = (reference: Reference, depth: number): Values | null => {
      const { scope, node } = reference;
      const name = node.name;
      const key = `${name}@${scope?.owner.start ?? -1}`;
      const home = scope?.owner as Any | undefined;
      if (home === undefined || !isFunction(home) || following.has(key)) return null;
      const declarators = declared.filter((one) => one.name === name && one.home === home);
      const writes = all.filter((one) => one.writes && one.node.name === name && one.scope === scope);
      if (
        others.has(name) ||
        declarators.length === 0 ||
        writes.some(({ parent }) => parent.type !== 'AssignmentExpression')
      )
        return null;
      if ((home['params'] as Any[]).some((param) => param.type !== 'Identifier' || param['name'] === name))
        return null;
      following.add(key);
      const isSet = declarators.some(
        ({ init, isAtOnce, at }) => init !== null && isAtOnce && at < node.start && reference.within === home,
      );
      const found = union([
        isSet ? [] : [UNDEFINED],
        ...declarators.map(({ init }) => (init === null ? [] : values(init, depth))),
        ...writes.map(({ parent }) => values(parent, depth)),
      ]);
      following.delete(key);
      return found;
    };

    const ofFunction = (name: string, depth: number): Values | null => {
      const named = functions.get(name);
      const [fn] = named ?? [];
      const isUnsure = fn === undefined || named?.length !== 1 || assigned.has(name) || locals.has(name);
      if (isUnsure || following.has(`${name}()`) || fn['generator'] === true || fn['async'] === true)
        return null;
      following.add(`${name}()`);
      const body = (fn['body'] as Any)['body'] as Any[];
      const results: (Values | null)[] = body.at(-1)?.type === 'ReturnStatement' ? [] : [[UNDEFINED]];
      walk(fn, (node) => {
        if (isFunction(node) && node !== fn) return false;
        const value = (node as Any)['argument'] as Any | null;
        if (node.type === 'ReturnStatement')
          results.push(value === null ? [UNDEFINED] : values(value, depth));
        return undefined;
      });
      following.delete(`${name}()`);
      return union(results);
    };

    const ofCall = (node: Any, depth: number): Values | null => {
      const callee = node['callee'] as Any;
      const name = calleeName(node);
      const given = node['arguments'] as Any[];
      if (callee.type === 'Identifier') {
        if (!isBuiltin(callee, name)) return ofFunction(name, depth);
        if (BOOLEAN_BUILTINS.has(name)) return EITHER;
        if (name === 'myIpAddress') return [{ kind: 'address', source: 'me' }];
        return name === 'dnsResolve' ? [{ kind: 'address', source: 'dns' }] : null;
      }
      if (callee.type !== 'MemberExpression' || own.has(name)) return null;
      if (BOOLEAN_METHODS.test(name)) return EITHER;
      const field = DATE_FIELDS[/^get(?:UTC)?(\w+)$/.exec(name)?.[1] ?? ''];
      if (field !== undefined) return [{ kind: 'below', text: String(field) }];
      return text.startsWith('Math.floor', callee.start) ? ofDraw(given) : null;
    };

    /** `Math.floor(Math.random() * n)` */
    const ofDraw = ([product]: readonly Any[]): Values | null => {
      if (product?.type !== 'BinaryExpression' || product['operator'] !== '*') return null;
      const sides = [product['left'] as Any, product['right'] as Any];
      const isDraw = (side: Any): boolean => /^Math\.random\(\s*\)$/.test(text.slice(side.start, side.end));
      const other = sides.find((side) => !isDraw(side));
      const limit = other === undefined || !sides.some(isDraw) ? null : bound(other);
      return limit === null || own.has('random') || own.has('floor')
        ? null
        : [{ kind: 'below', text: limit }];
    };

    /** Two texts of the file, one after the other. */
    const joined = (before: Values | null, after: Values | null): Values | null => {
      // Nothing on a side: it is the variable itself, and the text grows from call to call.
      const count = (before?.length ?? 0) * (after?.length ?? 0);
      if (before === null || after === null || count === 0 || count > MOST_VALUES) return null;
      const texts = before.flatMap((one) =>
        after.map((other) =>
          one.kind === 'plain' && other.kind === 'plain' ? `(${one.text}+${other.text})` : null,
        ),
      );
      return texts.includes(null) ? null : texts.map((both) => plain(both ?? ''));
    };

    const ofBinary = (node: Any, depth: number): Values | null => {
      const operator = (node['operator'] as string).replace(/^([-+*/%&|^]|\*\*|<<|>>>?)=$/, '$1');
      if (/^(?:[!=]==?|[<>]=?|in|instanceof)$/.test(operator)) return EITHER;
      const left = node['left'] as Any;
      const right = node['right'] as Any;
      const sizes = [whole(left, depth), whole(right, depth)];
      if (operator === '%') {
        const limit = bound(right);
        return sizes[0] === 'positive' && limit !== null && limit !== '0'
          ? [{ kind: 'below', text: limit }]
          : null;
      }
      if (/^[-+]$/.test(operator) && !sizes.includes('no'))
        return [{ kind: 'count', isNegative: operator === '-' || sizes.includes('any') }];
      return operator === '+' ? joined(values(left, depth), values(right, depth)) : null;
    };

    const values = (value: unknown, depth = 0): Values | null => {
      const node = value as Any;
      if (depth > MOST_DEPTH) return null;
      const next = (part: unknown): Values | null => values(part, depth + 1);
      if (selves.has(node)) return [];
      switch (node.type) {
        case 'Literal':
          if (node['regex'] !== undefined || typeof node['value'] === 'bigint') return null;
          return [plain(text.slice(node.start, node.end), isWholeText(String(node['value'])))];
        case 'Identifier': {
          const reference = referenceOf.get(node);
          if (reference === undefined || kept.has(node)) return null;
          if (isFixed(reference)) return [plain(reference.node.name)];
          return ofLocal(reference, depth + 1);
        }
        case 'AssignmentExpression':
          return node['operator'] === '=' ? next(node['right']) : ofBinary(node, depth + 1);
        case 'UpdateExpression':
          if (!selves.has(node['argument'] as Node)) return null;
          return [{ kind: 'count', isNegative: node['operator'] === '--' }];
        case 'BinaryExpression':
          return ofBinary(node, depth + 1);
        case 'LogicalExpression':
          return union([next(node['left']), next(node['right'])]);
        case 'ConditionalExpression':
          return union([next(node['consequent']), next(node['alternate'])]);
        case 'SequenceExpression':
          return next((node['expressions'] as Any[]).at(-1));
        case 'UnaryExpression':
          return node['operator'] === '!' ? EITHER : null;
        case 'CallExpression':
          return ofCall(node, depth + 1);
        default:
          return null;
      }
    };
    return values;
  };

  return {
    leftIn: (references) => {
      const valuesOf = finder(references);
      const writes = references.filter((reference) => reference.writes).map(({ parent }) => parent as Any);
      const found = new Map<string, LeftValue>();
      for (const write of writes) {
        const values = /^(?:Assignment|Update)Expression$/.test(write.type) ? valuesOf(write) : null;
        if (values === null) return null;
        for (const value of values) found.set(JSON.stringify(value), value);
      }
      const values = [...found.values()];
      const counts = writes.some((write) => countsOn(write, references));
      // Counting on from what is no number does not give one, and the rest of a negative number is another one.
      const isNegative = values.some((value) => value.kind === 'count' && value.isNegative);
      if (counts && !values.every(isWholeValue)) return null;
      if (counts && isNegative && values.some(({ kind }) => kind === 'below')) return null;
      return values.length > MOST_VALUES ? null : { values, counts };
    },
  };
}

const isWholeValue = (value: LeftValue): boolean =>
  value.kind === 'count' || value.kind === 'below' || (value.kind === 'plain' && value.isWhole);

/** Whether a write takes the variable's own value as a number. */
function countsOn(write: Any, references: readonly Reference[]): boolean {
  if (write.type === 'UpdateExpression' || write['operator'] !== '=') return true;
  const selves = new Set<Node>(references.map(({ node }) => node));
  let found = false;
  walk(write['right'] as Node, (node, ancestors) => {
    const isSum = (one: Node): boolean =>
      one.type === 'BinaryExpression' && /^[-+*/%]$/.test((one as Any)['operator'] as string);
    found ||= selves.has(node) && ancestors.some(isSum);
    return undefined;
  });
  return found;
}
