/**
 * Random programs in the language of ES5 to ES2022, as a PAC file could be: the same seed gives the same program. They
 * end by themselves, for every call and every turn of a loop takes from `fuel`; what grows is cut by `clip`.
 */
import { ExpressionWriter, type Pick } from './random-expressions.js';
import { ASSIGN } from './random-tables.js';

function pickFrom(seed: number): Pick {
  let state = seed >>> 0;
  return (count) => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % count;
  };
}

const HEAD = `var fuel = 250;
function burn() { if (--fuel < 0) throw 'no more fuel'; }
function clip(v) {
  burn();
  if (typeof v === 'string' && v.length > 40) return v.slice(0, 40);
  if (Array.isArray(v) && v.length > 12) return v.slice(0, 12);
  return v;
}
`;

class Writer extends ExpressionWriter {
  protected block(count: number): string {
    return this.inner(() => {
      const before = this.variables.length;
      const lines = Array.from({ length: count }, () => this.statement());
      this.variables.length = before;
      return `{\n${lines.join('\n')}\n}`;
    });
  }

  protected declared(write: (name: string) => string): string {
    const name = this.name();
    const text = write(name);
    this.variables.push(name);
    return text;
  }

  protected loop(head: string, name: string | null): string {
    this.inLoop++;
    if (name !== null) this.variables.push(name);
    const body = this.block(1 + this.pick(2)).replace('{', '{ burn();');
    if (name !== null) this.variables.splice(this.variables.lastIndexOf(name), 1);
    this.inLoop--;
    return `${head} ${body}`;
  }

  protected function(): string {
    const parameters = this.one(['p, q', 'p, p2 = p', '{a = 1, ...p}, q', '[p, q = 2] = []', '...p', 'p']);
    const before = this.variables.length;
    const loops = this.inLoop;
    this.inLoop = 0;
    this.inFunction++;
    if (parameters.includes('p')) this.variables.push('p');
    if (parameters.includes('q')) this.variables.push('q');
    const strict = this.pick(5) === 0 && /^[pq, ]+$/.test(parameters) ? '"use strict"; ' : '';
    const body = this.block(1 + this.pick(3))
      .replace('{', `{ ${strict}burn();`)
      .replace(/\}$/, `return ${this.expression()};\n}`);
    this.variables.length = before;
    this.inFunction--;
    this.inLoop = loops;
    return `function f${this.functions++}(${parameters}) ${body}`;
  }

  protected class(): string {
    const name = `C${this.names++}`;
    const parent = this.one([
      '',
      '',
      ' extends Array',
      ' extends Map',
      ' extends Error',
      ' extends (class { z = 1; constructor(p) { this.y = p; } m() { return "up"; } })',
    ]);
    const depth = this.inFunction;
    this.inFunction = 0;
    const members = [
      `#s = ${this.expression()};`,
      `t = ${this.expression()};`,
      `static u = ${this.expression()};`,
      `get s() { return this.s; }`,
      `set s(p) { this.s = p; }`,
      `m(p) { burn(); return [p, this.s, ${parent.includes('class') ? 'super.m()' : '0'}]; }`,
      `static n() { return this.u; }`,
      `[Symbol.toPrimitive](hint) { return hint; }`,
    ].filter((member) => member.startsWith('#s') || this.pick(2) === 0);
    this.inFunction = depth;
    const uses = [
      `new ${name}(${this.expression()})`,
      `${name}.u`,
      `new ${name}(2).m?.(1)`,
      `\`\${new ${name}()}\``,
      `new ${name}() instanceof Array`,
      `${name}.name`,
    ];
    return `class ${name}${parent} {\n${members.join('\n')}\n}\nlog(clip(${this.one(uses)}));`;
  }

  statement(): string {
    if (this.depth > 3) return `log(clip(${this.expression()}));`;
    return this.one(this.statements)();
  }

  protected readonly statements: readonly (() => string)[] = [
    () => `log(clip(${this.expression()}));`,
    () => `attempt(() => clip(${this.expression()}));`,
    () =>
      this.declared((name) => `${this.one(['var', 'let', 'const'])} ${name} = clip(${this.expression()});`),
    () => this.declared((name) => `var ${name} = clip(${this.expression()})`) + ';',
    () => `${this.variable()} ${this.one(ASSIGN)} clip(${this.expression()});`,
    () => `Object(${this.variable()})[${this.kind('k')}] = clip(${this.expression()});`,
    () => `if (${this.expression()}) ${this.block(1)} else ${this.block(1)}`,
    () => {
      const name = this.name();
      return this.loop(`for (${this.one(['var', 'let'])} ${name} = 0; ${name} < 3; ${name}++)`, null).replace(
        'burn();',
        `burn(); log(${name});`,
      );
    },
    () => {
      const name = this.name();
      return this.loop(
        `for (${this.one(['var', 'let', 'const'])} ${name} of [].concat(${this.expression()}))`,
        name,
      );
    },
    () => {
      const name = this.name();
      return this.loop(`for (${this.one(['var', 'let'])} ${name} in ${this.kind('o')})`, name);
    },
    () =>
      `try ${this.block(1 + this.pick(2))} catch (e) { log(e); }${this.pick(2) === 0 ? ` finally ${this.block(1)}` : ''}`,
    () => `try { throw ${this.expression()}; } catch (e) { log(e); } finally { log("finally"); }`,
    () =>
      `switch (${this.expression()}) { case 1: log("one"); case "a": log("a"); ${this.pick(2) === 0 ? 'break;' : ''}` +
      ` default: log("other"); case ${this.expression()}: ${this.block(1)} }`,
    () => this.function(),
    () => this.function(),
    () => this.class(),
    () => this.declared((name) => `var [${name}, ...rest] = [].concat(${this.expression()}); log(rest);`),
    () =>
      this.declared(
        (name) => `var {length: ${name} = 5, ...others} = Object(${this.expression()}); log(others);`,
      ),
    () =>
      this.inLoop > 0 ? `if (${this.expression()}) ${this.one(['break', 'continue'])};` : `log(fuel > 0);`,
    () =>
      this.inFunction > 0
        ? `if (${this.expression()}) return ${this.expression()};`
        : `log(typeof ${this.variable()});`,
    () =>
      `outer: for (var i = 0; i < 2; i++) { burn(); for (var j = 0; j < 2; j++) { if (${this.expression()}) ${this.one(['break', 'continue'])} outer; log(i, j); } }`,
    () => `log((() => { try { return ${this.expression()}; } finally { log(1); } })());`,
  ];
}

export function randomProgram(seed: number): string {
  const pick = pickFrom(seed);
  const writer = new Writer(pick);
  const lines = Array.from({ length: 4 + pick(8) }, () => writer.statement());
  return (pick(6) === 0 ? '"use strict";\n' : '') + HEAD + lines.join('\n');
}
