/**
 * Random expressions, of variables that are there.
 */
import {
  NUMBERS,
  TEXTS,
  OTHERS,
  REGEXPS,
  KEYS,
  BINARY,
  UNARY,
  ASSIGN,
  TEXT_METHODS,
  LIST_METHODS,
  CALLS,
} from './random-tables.js';

/** A source of numbers: below `count`. */
export type Pick = (count: number) => number;

export class ExpressionWriter {
  protected readonly pick: Pick;
  protected readonly variables: string[] = [];
  protected functions = 0;
  protected names = 0;
  protected depth = 0;
  protected inFunction = 0;
  protected inLoop = 0;

  constructor(pick: Pick) {
    this.pick = pick;
  }

  protected one<T>(list: readonly T[]): T {
    return list[this.pick(list.length)] as T;
  }

  protected name(): string {
    return `v${this.names++}`;
  }

  protected variable(): string {
    return this.variables.length === 0 ? 'fuel' : this.one(this.variables);
  }

  protected inner<T>(write: () => T): T {
    this.depth++;
    try {
      return write();
    } finally {
      this.depth--;
    }
  }

  protected leaf(): string {
    switch (this.pick(5)) {
      case 0:
        return this.one(NUMBERS);
      case 1:
        return this.one(TEXTS);
      case 2:
        return this.one(OTHERS).replace(/^\{/, '({').replace(/\}$/, '})');
      default:
        return this.variable();
    }
  }

  expression(): string {
    if (this.depth > 3) return this.leaf();
    return this.inner(() => this.one(this.expressions)());
  }

  /** Of a kind that a table asks for by a letter. */
  protected kind(letter: string): string {
    switch (letter) {
      case 'n':
        return this.pick(4) === 0
          ? this.expression()
          : this.one(NUMBERS.slice(0, 8)).replace(/^(.*)$/, '($1)');
      case 't':
        return this.pick(3) === 0 ? `String(${this.expression()})` : this.one(TEXTS);
      case 'r':
        return this.one(REGEXPS);
      case 'k':
        return `"${this.one(KEYS)}"`;
      case 'o':
        return this.pick(2) === 0 ? `Object(${this.variable()})` : this.objectLiteral();
      case 'l':
        return `[].concat(${this.expression()})`;
      case 'f':
        return this.lambda(1);
      case 'g':
        return this.lambda(2);
      case 'c':
        return '(p, q) => String(p) < String(q) ? -1 : String(p) > String(q) ? 1 : 0';
      default:
        return this.expression();
    }
  }

  protected lambda(count: number): string {
    return this.inner(() => {
      const names = Array.from({ length: count }, () => this.name());
      const before = this.variables.length;
      this.variables.push(...names);
      const value = this.expression();
      this.variables.length = before;
      const shown = `clip(${value})`;
      return this.pick(2) === 0
        ? `((${names.join(', ')}) => ${shown})`
        : `(function (${names.join(', ')}) { return ${shown}; })`;
    });
  }

  protected objectLiteral(): string {
    const members = Array.from({ length: this.pick(4) }, () => {
      const key = this.one(KEYS);
      switch (this.pick(6)) {
        case 0:
          return `get ${key}() { burn(); return ${this.expression()}; }`;
        case 1:
          return `[${this.kind('k')} + ${this.pick(2)}]: ${this.expression()}`;
        case 2:
          return `${key}(p) { burn(); return [this === undefined, p]; }`;
        case 3:
          return `...${this.variable()}`;
        default:
          return `${key}: ${this.expression()}`;
      }
    });
    return `({${members.join(', ')}})`;
  }

  protected filled(template: string): string {
    return template.replace(/\b[ntrkolfgcv]\b/g, (letter) => this.kind(letter));
  }

  protected method(object: string, methods: readonly string[]): string {
    const [name = '', ...kinds] = this.one(methods).split(' ');
    return `${object}.${name}(${kinds.map((kind) => this.kind(kind)).join(', ')})`;
  }

  protected readonly expressions: readonly (() => string)[] = [
    () => this.leaf(),
    () =>
      `(${this.expression()} ${this.one(BINARY)} ${this.expression()})`.replace(
        /\((.*) (&&|\|\|) (.*)\)/,
        '(($1) $2 ($3))',
      ),
    () => `(${this.expression()} ${this.one(BINARY.slice(0, 20))} ${this.expression()})`,
    () => `(${this.one(UNARY)}${this.expression()})`,
    () => `(${this.expression()} ? ${this.expression()} : ${this.expression()})`,
    () => this.method(`String(${this.expression()})`, TEXT_METHODS),
    () => this.method(this.one(TEXTS), TEXT_METHODS),
    () => this.method(`[].concat(${this.expression()})`, LIST_METHODS),
    () => this.method(`[${this.expression()}, ${this.expression()}, 3]`, LIST_METHODS),
    () => this.filled(this.one(CALLS)),
    () => this.filled(this.one(CALLS)),
    () => `${this.variable()}?.[${this.kind('k')}]`,
    () => `Object(${this.variable()})[${this.kind('k')}]`,
    () => `\`<\${${this.expression()}}>\``,
    () => this.objectLiteral(),
    () => `[${this.expression()}, ...[].concat(${this.expression()})]`,
    () => this.lambda(1),
    () =>
      this.functions === 0
        ? this.leaf()
        : `f${this.pick(this.functions)}(${this.expression()}, ${this.expression()})`,
    () => (this.functions === 0 ? this.leaf() : `new f${this.pick(this.functions)}(${this.expression()})`),
    () => `(${this.variable()} ${this.one(ASSIGN)} clip(${this.expression()}))`,
    () => (this.pick(2) === 0 ? `${this.variable()}++` : `(--${this.variable()})`),
    () =>
      this.inFunction > 0
        ? this.one([
            'arguments[0]',
            'arguments.length',
            'typeof this',
            '[...arguments]',
            'new.target === undefined',
          ])
        : this.leaf(),
    () => `(${this.kind('k')} in ${this.kind('o')})`,
    () => `(${this.expression()} instanceof ${this.one(['Object', 'Array', 'Function', 'RegExp'])})`,
    () => `delete ${this.kind('o')}[${this.kind('k')}]`,
  ];
}
