/**
 * Random PAC files, by a seed: what they keep between calls, what they ask of the client, what they throw and shadow, in
 * the syntax of ES5 to ES2022. The same seed gives the same file.
 */
import { drawsFrom, pickerFrom } from '../support.js';
import { STATE_KINDS, type StateKind } from './random-state.js';

const ANSWERS = [
  '"DIRECT"',
  '"DIRECT"',
  '"DIRECT"',
  "'DIRECT'",
  '"PROXY p:1"',
  '"PROXY p:1"',
  '"PROXY q:2; DIRECT"',
  '"DIRECT; PROXY p:1"',
  '`DIRECT`',
  '`PROXY ${"p"}:1`',
  'D',
  'P',
  'pick(0)',
  'pick(1)',
  '["DIRECT"].join()',
  '"dire" + "ct"',
];
const ODD_ANSWERS = [
  'null',
  '',
  'true',
  '["DIRECT"]',
  '42',
  '""',
  'undefined',
  '"SOCKS s:1"',
  'D + host.length',
  '{ D }',
];

const IP = [
  'myIpAddress()',
  'myIpAddress()',
  'myIpAddress()',
  'ip()',
  '(myIpAddress() || "")',
  'String(myIpAddress())',
  'dnsResolve(host)',
  'dnsResolve("intranet.corp")',
];
/** `@`: an address; `#`: a number of an octet. */
const CONDITIONS = [
  'isInNet(@, "10.0.0.0", "255.0.0.0")',
  'isInNet(@, "10.1.0.0", "255.255.0.0")',
  'isInNet(@, "192.168.0.0", "255.255.255.0")',
  'isInNet(@, "0.0.0.0", "0.0.0.0")',
  'isInNet(host, "127.0.0.0", "255.0.0.0")',
  'isInNetEx(@, "10.0.0.0/8")',
  'isInNetEx(myIpAddressEx(), "2001:db8::/32")',
  'myIpAddressEx().indexOf(";") > 0',
  '@ === "10.1.2.3"',
  '@ == "127.0.0.1"',
  '@ != "192.168.0.7"',
  '@.indexOf("10.") === 0',
  '@.split(".")[0] == "10"',
  'parseInt(@.split(".")[#], 10) > 100',
  '+@.split(".")[#] % 2 === 0',
  '@.split(".").length === 4',
  '/^10\\./.test(@)',
  '/^(10|192\\.168)\\./.test(@)',
  '@.match(/\\.(\\d+)$/)?.[1] > 7',
  '@.substring(0, 3) === "10."',
  '@.charAt(0) === "1"',
  '@.length > 9',
  '@.lastIndexOf(".") > 6',
  '@.startsWith("192.168.")',
  '@.endsWith(".7")',
  '@ < "2"',
  '@.replace(/\\..*/, "") === "10"',
  'Number(@.split(".").pop()) < 128',
  '@.split(".").map(Number)[#] >= 10',
  'shExpMatch(@, "10.*")',
  'shExpMatch(@, "*.7")',
  '@.toLowerCase().includes(":")',
  '!@',
  '@',
  '@ == null',
  '[10, 192].includes(+@.split(".")[0])',
  '(parseInt(@.split(".")[#]) & 3) === 1',
  '@.split(".")[#] << 2 > 40',
  '"10.1.2.3 192.168.0.7".indexOf(@) >= 0',
  '@ in { "10.1.2.3": 1 }',
  'isResolvable(host)',
  'isResolvable("intranet.corp")',
  'isResolvableEx(host)',
  'dnsResolveEx(host).length > 0',
  'dnsResolve(host) === "127.0.0.1"',
  'dnsResolve("x.corp") == null',
  'weekdayRange("MON", "FRI")',
  'weekdayRange("SAT")',
  'timeRange(8, 18)',
  'timeRange(22, 4)',
  'timeRange(9, 30, 17, 0)',
  'dateRange(1, 15)',
  'dateRange("JAN", "MAR")',
  'dateRange(2020, 2030)',
  'weekdayRange("FRI", "MON", "GMT")',
  'new Date().getDay() === 0',
  'new Date().getHours() < 12',
  'new Date().getFullYear() > 2025',
  'new Date().getMonth() % 2',
  'Date.now() > 1.8e12',
  'new Date().getMinutes() >= 30',
  'Date.now() % 2 === 0',
  'Math.random() < 0.5',
  'Math.floor(Math.random() * 3) === 1',
  'Math.random() === Math.random()',
  '[0, 1][Math.round(Math.random())]',
  'isPlainHostName(host)',
  'dnsDomainIs(host, ".t1t.io")',
  'dnsDomainIs(host, "corp")',
  'localHostOrDomainIs(host, "t1c.t1t.io")',
  'shExpMatch(host, "*.t1t.io")',
  'shExpMatch(url, "https:*")',
  'dnsDomainLevels(host) > 1',
  'url.substring(0, 5) === "https"',
  'host == "t1c.t1t.io"',
  '/t1t/.test(host)',
  'true',
  'false',
  'host.length % 2',
  'url.indexOf(":51983") > 0',
  'arguments.length === 2',
  'this === globalThis',
  'typeof ip === "function"',
];

const SHADOWS = [
  'var isInNet = function () { return true; };',
  'function dnsDomainIs(host, domain) { return host.slice(-domain.length) === domain; }',
  'function isPlainHostName() { return false }',
  'var weekdayRange;',
  'function myIpAddress() { return "10.1.2.3"; }',
  'var shExpMatch = (s, p) => s === p\n',
  'function dnsResolve(h) { return h.length > 9 ? "10.0.0.1" : null; }',
  'var parseInt = function (t) { return +t };',
  'String.prototype.startsWith = function () { return true; };',
  'Array.prototype.indexOf = function () { return -1 };',
  'RegExp.prototype.test = function (t) { return this.source.length > 4; };',
  'Math.random = function () { return 0.7 };',
  'Object.prototype.last = "t1c.t1t.io";',
  'var undefined = 1;',
  'var isNaN = undefined;',
  'this.host = "x"; var url = "u";',
  'var Date = function () { this.getDay = function () { return 2 } };',
  'Object.defineProperty(globalThis, "timeRange", { get: function () { return function () { return true } } });',
  'String.prototype.split = function () { return [10, 20, 30, 40]; };',
  'var old = isInNet; isInNet = function (a, b, c) { return !old(a, b, c) };',
];

class Writer {
  readonly #draw: () => number;
  readonly #pick: <T>(list: readonly T[]) => T;
  readonly #states: { readonly kind: StateKind; readonly name: string }[] = [];
  #locals = 0;

  constructor(seed: number) {
    this.#draw = drawsFrom(seed);
    this.#pick = pickerFrom(this.#draw);
  }

  #chance(share: number): boolean {
    return this.#draw() < share;
  }

  #count(most: number): number {
    return 1 + Math.floor(this.#draw() * most);
  }

  #fill(text: string): string {
    return text.replaceAll('@', () => this.#pick(IP)).replaceAll('#', () => this.#pick(['0', '1', '2', '3']));
  }

  #atom(): string {
    const state = this.#states.length > 0 && this.#chance(0.45) ? this.#pick(this.#states) : null;
    if (state !== null) return this.#pick(state.kind.asked).replaceAll('$', state.name);
    return this.#fill(this.#pick(CONDITIONS));
  }

  #condition(depth = 2): string {
    const roll = this.#draw();
    if (depth === 0 || roll < 0.6) return this.#atom();
    const next = (): string => this.#condition(depth - 1);
    if (roll < 0.7) return `(${next()} && ${next()})`;
    if (roll < 0.8) return `(${next()} || ${next()})`;
    if (roll < 0.86) return `!(${next()})`;
    if (roll < 0.9) return `(${next()} ? ${next()} : ${next()})`;
    if (roll < 0.94) return `safely(function () { return ${next()}; })`;
    return this.#pick([
      `[${next()}].length > 0`,
      `((a) => a)(${next()})`,
      `(${next()}, ${next()})`,
      `(${next()}) == (${next()})`,
    ]);
  }

  #answer(): string {
    if (this.#chance(0.04)) return this.#pick(ODD_ANSWERS);
    if (this.#chance(0.12)) return `${this.#condition(1)} ? ${this.#pick(ANSWERS)} : ${this.#pick(ANSWERS)}`;
    return this.#pick(ANSWERS);
  }

  #return(): string {
    if (this.#chance(0.05))
      return this.#pick([
        'throw "no";',
        'throw new Error(host)',
        'throw { toString() { return "DIRECT" } };',
        'nowhere();',
        'null.x;',
      ]);
    return `return ${this.#answer()}${this.#pick([';', ';', ';\n', '\n'])}`;
  }

  #change(): string {
    if (this.#states.length === 0) return ';';
    const { kind, name } = this.#pick(this.#states);
    return this.#pick(kind.changed).replaceAll('$', name);
  }

  #block(depth: number): string {
    const lines = Array.from({ length: this.#count(2) }, () => this.#statement(depth - 1));
    return `{\n${lines.join('\n')}\n}`;
  }

  #statement(depth: number): string {
    const roll = this.#draw();
    if (roll < 0.25) return this.#change();
    if (depth <= 0 || roll < 0.55)
      return `if (${this.#condition()}) ${this.#chance(0.6) ? this.#return() : `{ ${this.#change()} }`}`;
    const local = `v${this.#locals++}`;
    const block = (): string => this.#block(depth);
    switch (Math.floor(this.#draw() * 14)) {
      case 0:
        return `try ${block()} catch (e) ${block()}`;
      case 1:
        return `try ${block()} finally { ${this.#change()} }`;
      case 2:
        return `try { ${this.#change()} if (${this.#condition()}) throw "x"; } catch { ${this.#return()} }`;
      case 3:
        return `switch (${this.#pick(['host', 'true', this.#atom()])}) { case ${this.#pick(['"t1c.t1t.io"', this.#atom()])}: ${this.#change()} ${this.#pick(['break;', ''])} default: ${this.#statement(depth - 1)} }`;
      case 4:
        return `for (var ${local} = 0; ${local} < 3; ${local}++) ${block()}`;
      case 5:
        return `${local}: for (const x of [1, 2]) { for (;;) { if (${this.#condition(1)}) continue ${local}; break ${local}; } }`;
      case 6:
        return `const [${local} = ${this.#atom()}] = []; if (${local}) ${this.#return()}`;
      case 7:
        return `let { length: ${local} } = host; ${local} += 1\nif (${local} > 5 && ${this.#condition(1)}) ${this.#return()}`;
      case 8:
        return `var ${local} = ${this.#condition(1)}\n;[1].forEach(function () { ${this.#change()} })\nif (${local}) ${this.#return()}`;
      case 9:
        return `if (${this.#condition()}) ${block()} else ${block()}`;
      case 10:
        return `var ${local} = () => { ${this.#change()} return ${this.#condition(1)} }\nif (${local}()) ${this.#return()}`;
      case 11:
        return `do { ${this.#change()} } while (false)`;
      case 12:
        return `for (var ${local} in { a: 1, b: 2 }) if (${this.#condition(1)}) break\nif (${local} === "a") ${this.#return()}`;
      default:
        return `var ${local} = ${this.#condition(1)}\n(${this.#condition(1)}) ? 1 : 0\nif (${local}) ${this.#return()}`;
    }
  }

  #head(): string[] {
    const ip = this.#pick([
      'return myIpAddress();',
      'return ip.v || (ip.v = myIpAddress())',
      'if (!ip.v) ip.v = myIpAddress(); return ip.v',
      'return [myIpAddress()][0]',
    ]);
    const pick = this.#pick([
      'return [D, P][n];',
      'return n ? P : D',
      'switch (n) { case 0: return D; default: return P }',
      'return { 0: D, 1: P }[n]',
      'return n == 0 && D || P',
    ]);
    const lines = [
      `${this.#pick(['var', 'const', 'let'])} D = "DIRECT", P = "PROXY p:1"`,
      `function ip() { ${ip} }`,
      `function pick(n) { ${pick} }`,
      'function safely(f) { try { return f() } catch (e) { return false } }',
    ];
    for (let left = Math.floor(this.#draw() * 4); left > 0; left--) {
      const name = `s${this.#states.length}`;
      const kind = this.#pick(STATE_KINDS);
      lines.push(this.#pick(kind.declared).replaceAll('$', name));
      this.#states.push({ kind, name });
    }
    if (this.#chance(0.2)) lines.push(this.#pick(SHADOWS));
    return lines;
  }

  script(): string {
    const head = this.#head();
    const isStrict = this.#chance(0.05);
    if (isStrict) head.unshift('"use strict";');
    // Most are short: they are proven in less time, and more of them are claimed to be anything.
    const depth = this.#chance(0.6) ? 1 : 2;
    const statements = Array.from({ length: this.#count(depth + 1) }, () => this.#statement(depth));
    const last = this.#chance(0.06) ? '' : this.#return();
    const body = `{\n${statements.join('\n')}\n${last}\n}`;
    const entry = this.#pick([
      'function FindProxyForURL(url, host) ',
      'function FindProxyForURL(url, host) ',
      'var FindProxyForURL = function (url, host) ',
      'FindProxyForURL = function (url, host, n = 1) ',
    ]);
    // node:vm lets strict code give a function to a name that was never declared, which is an error.
    const declared = isStrict && entry.startsWith('FindProxyForURL') ? `var ${entry}` : entry;
    return [...head, declared + body].join('\n') + '\n';
  }
}

export const randomPac = (seed: number): string => new Writer(seed).script();
