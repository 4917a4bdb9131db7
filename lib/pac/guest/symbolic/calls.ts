/**
 * Calls of the language's own functions with boxes among their arguments: pure ones are applied value by value, some
 * are written again, and the rest are given plain values. Runs inside the virtual machine; the source of `installCalls`
 * names nothing outside itself.
 */
import type { Box, Fn, SymbolicCalls, SymbolicMembers, SymbolicValues } from './types.js';

export function installCalls(
  runtimeName: string,
  values: SymbolicValues,
  members: SymbolicMembers,
): SymbolicCalls {
  const {
    count,
    boxOf,
    sampled,
    table,
    decided,
    truth,
    lift,
    matches,
    cutRandom,
    binary,
    upTo,
    instants,
    hooks,
  } = values;
  const { addressMethods, boxedMethod } = members;
  const apply = Reflect.apply;
  const isArray = Array.isArray;
  const userFunctions = new WeakMap<object, boolean>();
  const aware = new WeakSet<object>();
  const getBox = WeakMap.prototype.get;
  const setBox = WeakMap.prototype.set;
  const functionText = Function.prototype.toString;
  const textIncludes = String.prototype.includes;

  const isUser = (fn: object): boolean => {
    let user = apply(getBox, userFunctions, [fn]) as boolean | undefined;
    if (user === undefined) {
      const text = apply(functionText, fn, []) as string;
      user = (apply(textIncludes, text, [`${runtimeName}.h(`]) as boolean) || aware.has(fn);
      apply(setBox, userFunctions, [fn, user]);
    }
    return user;
  };
  const hasBoxes = (list: ArrayLike<unknown>): boolean => {
    for (let i = 0; i < list.length && i < 4096; i++) if (boxOf(list[i]) !== undefined) return true;
    return false;
  };
  type NativeHandler = (self: unknown, args: readonly unknown[]) => unknown;
  const natives = new Map<unknown, NativeHandler>();
  const arrayProto = Array.prototype as unknown as Record<string, Fn>;
  const each = (
    name: string,
    run: (list: unknown[], callback: Fn, args: readonly unknown[]) => unknown,
  ): void => {
    natives.set(arrayProto[name], (self, args) => {
      const [callback] = args;
      if (!isArray(self) || typeof callback !== 'function')
        return apply(arrayProto[name] as Fn, self, args) as unknown;
      const bound = (...given: unknown[]): unknown => call(callback, args[1], given);
      return run(self, bound, args);
    });
  };
  each('forEach', (list, fn) => {
    for (let i = 0; i < list.length; i++) fn(list[i], i, list);
  });
  each('map', (list, fn) => {
    const results: unknown[] = [];
    for (let i = 0; i < list.length; i++) results[i] = fn(list[i], i, list);
    return results;
  });
  each('filter', (list, fn) => {
    const results: unknown[] = [];
    for (let i = 0; i < list.length; i++) if (truth(fn(list[i], i, list))) results[results.length] = list[i];
    return results;
  });
  each('some', (list, fn) => {
    for (let i = 0; i < list.length; i++) if (truth(fn(list[i], i, list))) return true;
    return false;
  });
  each('every', (list, fn) => {
    for (let i = 0; i < list.length; i++) if (!truth(fn(list[i], i, list))) return false;
    return true;
  });
  each('find', (list, fn) => {
    for (let i = 0; i < list.length; i++) if (truth(fn(list[i], i, list))) return list[i];
    return undefined;
  });
  each('findIndex', (list, fn) => {
    for (let i = 0; i < list.length; i++) if (truth(fn(list[i], i, list))) return i;
    return -1;
  });
  const plainList = (self: unknown): unknown => (isArray(self) ? Array.from(self, decided) : self);
  const indexIn = (self: unknown, needle: unknown): number => {
    const list = self as ArrayLike<unknown>;
    for (let i = 0; i < list.length; i++) if (truth(binary('===', list[i], needle))) return i;
    return -1;
  };
  natives.set(Array.prototype.indexOf, (self, args) =>
    args.length > 1
      ? (apply(arrayProto['indexOf'] as Fn, plainList(self), args.map(decided)) as unknown)
      : indexIn(self, args[0]),
  );
  natives.set(Array.prototype.includes, (self, args) =>
    args.length > 1
      ? (apply(arrayProto['includes'] as Fn, plainList(self), args.map(decided)) as unknown)
      : indexIn(self, args[0]) !== -1,
  );
  natives.set(Array.prototype.join, (self, args) => {
    const list = self as ArrayLike<unknown>;
    let text: unknown = '';
    for (let i = 0; i < list.length; i++) {
      text = binary('+', text, i === 0 ? '' : (args[0] ?? ','));
      text = binary('+', text, list[i] ?? '');
    }
    return text;
  });
  for (const name of ['push', 'pop', 'shift', 'unshift', 'slice', 'concat', 'reverse', 'splice', 'fill']) {
    natives.set(arrayProto[name], (self, args) => apply(arrayProto[name] as Fn, self, args) as unknown);
  }
  natives.set(Function.prototype.call, (self, args) => call(self, args[0], args.slice(1)));
  natives.set(Function.prototype.apply, (self, args) =>
    call(self, args[0], args[1] == null ? [] : Array.from(args[1] as ArrayLike<unknown>)),
  );
  natives.set(Object.prototype.hasOwnProperty, (self, args) => {
    const box = boxOf(args[0]);
    const native = Object.prototype.hasOwnProperty as Fn;
    if (box?.kind === 'table') return lift([args[0]], ([key]) => apply(native, self, [key]) as unknown);
    const found = box === undefined ? undefined : hooks.lookup(self as object, box);
    return found === undefined
      ? (apply(native, self, args.map(decided)) as unknown)
      : (found.isOwn ?? found.there);
  });
  natives.set(RegExp.prototype.test, (self, args) => {
    const expression = self as RegExp;
    const box = boxOf(args[0]);
    if (box?.kind === 'address' && !expression.global && !expression.sticky) {
      return matches(box.sym, expression.source, expression.flags);
    }
    return lift([args[0]], ([text]) => expression.test(text as string));
  });
  natives.set(RegExp.prototype.exec, (self, args) => {
    const box = boxOf(args[0]);
    const expression = self as RegExp;
    if (box?.kind === 'address' && !expression.global && !expression.sticky) {
      return addressMethods['match']?.(box, args[0], [expression]);
    }
    return expression.exec(decided(args[0]) as string);
  });
  const pure = (fn: unknown, address?: (box: Box, self: unknown, second: unknown) => unknown): void => {
    natives.set(fn, (self, args) => {
      const box = boxOf(args[0]);
      if (box?.kind === 'address' && address !== undefined) return address(box, args[0], args[1]);
      if (box?.kind === 'list' && address !== undefined && fn !== parseInt)
        return address(box, args[0], args[1]);
      if (box?.kind === 'random' && /^(?:parseInt|Number)$/.test((fn as { name: string }).name)) {
        return (fn as { name: string }).name === 'Number' ? args[0] : cutRandom(box, Math.trunc, 'trunc');
      }
      const { name } = fn as { name: string };
      if (name === 'Number' && (box?.kind === 'now' || box?.kind === 'instant'))
        return binary('-', args[0], 0);
      return lift(args, (plain) => apply(fn as Fn, self, plain) as unknown, name);
    });
  };
  const firstOctet = (box: Box, self: unknown, radix: unknown): unknown =>
    box.family === 'v4' && (radix === undefined || radix === 10)
      ? table(`${box.sym}/0`, upTo(256), null)
      : lift(
          [self, radix],
          ([text, base]) => parseInt(text as string, base as number | undefined),
          'parseInt',
        );
  pure(parseInt, firstOctet);
  pure(Number.parseInt, firstOctet);
  pure(parseFloat);
  pure(Number, () => NaN);
  pure(isNaN, () => true);
  pure(isFinite, () => false);
  pure(String, (_box: Box, self: unknown) => self);
  natives.set(Boolean, (_self, args) => truth(args[0]));
  for (const name of Object.getOwnPropertyNames(Math)) {
    const fn = (Math as unknown as Record<string, unknown>)[name];
    if (typeof fn !== 'function') continue;
    natives.set(fn, (self, args) => {
      const box = boxOf(args[0]);
      if (box?.kind === 'random' && /^(?:floor|ceil|round|trunc)$/.test(name)) {
        return cutRandom(box, fn as (value: number) => number, name);
      }
      if (box?.kind === 'instant' && name === 'floor') return instants.floor(box);
      return lift(args, (plain) => apply(fn as Fn, self, plain) as unknown, `Math.${name}`);
    });
  }
  for (const name of Object.getOwnPropertyNames(String.prototype)) {
    const fn = (String.prototype as unknown as Record<string, unknown>)[name];
    if (typeof fn !== 'function' || name === 'constructor') continue;
    natives.set(fn, (self, args) => {
      const box = boxOf(self);
      if (box !== undefined) return boxedMethod(self, box, name, args);
      return lift([self, ...args], ([one, ...rest]) => apply(fn as Fn, one, rest) as unknown, `.${name}`);
    });
  }

  const call = (fn: unknown, self: unknown, args: readonly unknown[]): unknown => {
    if (typeof fn !== 'function' || count() === 0 || isUser(fn))
      return apply(fn as Fn, self, args) as unknown;
    const touched = boxOf(self) !== undefined || hasBoxes(args) || (isArray(self) && hasBoxes(self));
    const callsBack = args.some((arg) => typeof arg === 'function');
    const handler = natives.get(fn);
    const passesOn = fn === Function.prototype.call || fn === Function.prototype.apply;
    if (!touched && !callsBack && !passesOn) return apply(fn as Fn, self, args) as unknown;
    if (handler !== undefined) return handler(self, args);
    const holdsBoxes = args.some((arg) => isArray(arg) && hasBoxes(arg)) || (isArray(self) && hasBoxes(self));
    if (holdsBoxes) sampled('a list of values of the environment is given to a function of the language');
    // What a function of the language is given must be plain; what it calls back is decided when it answers.
    const plain = args.map((arg) =>
      typeof arg === 'function' && boxOf(arg) === undefined
        ? function (this: unknown, ...given: unknown[]): unknown {
            return decided(apply(arg as Fn, this, given));
          }
        : decided(arg),
    );
    return apply(fn as Fn, decided(self), plain) as unknown;
  };

  return { aware, isUser, hasBoxes, call };
}
