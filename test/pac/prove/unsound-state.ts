/**
 * Ways in which one call once left something for the next that the proof did not see: what is there when the script is
 * loaded, what a call does, and what is true of every call after it. Each file answers DIRECT, and then PROXY.
 */
type Case = readonly [before: string, call: string, after: string];

const FLAG = 'var n = 0;';
const LIST = 'var o = { n: 0 }, a = [1];';
const COUNTING = `${LIST} Object.defineProperty(a, "0", { get: function () { o.n = 1; return 1 } });`;
const HANDING = `${LIST} Object.defineProperty(a, "0", { get: function () { return o } });`;
const BINDING = `${FLAG} function w() { n = 1 } function first() { return w } function b(f) { return f.bind(null) }`;
const BOUND = 'var o = { n: 0 }; function id() { return o } function w(x) { (x || this).n = 1 }';
const NET = 'isInNet("x", "10.0.0.0", "255.0.0.0")';
const OWN_NET = 'isInNet("10.0.0.1", "10.0.0.0", "255.0.0.0")';
const HOLDER = 'var o = { w: function () { this.n = 1 }, n: 0 };';

export const KEPT: Readonly<Record<string, readonly Case[]>> = {
  'a getter under a number, which a builtin calls': [
    [FLAG, 'Array.prototype.forEach.call({ length: 1, get 0() { n = 1 } }, function () {})', 'n'],
  ],
  'an accessor under a number, as an argument': [
    ['var o = { get 0() { this.n = 1 }, length: 1, n: 0 };', 'Math.max.apply(null, o)', 'o.n'],
    [
      'var o = { get 0() { return this }, length: 1, n: 0 };',
      '(function (x) { x.n = 1 }).apply(null, o)',
      'o.n',
    ],
    ['var o = { get 0() { this.n = 1 }, length: 1, n: 0 };', 'Reflect.construct(Array, o)', 'o.n'],
    [
      `${FLAG} Object.defineProperty(Array.prototype, "0", { get: function () { n = 1 }, set: function () {} });`,
      '(function () {}).apply(null, [, 1])',
      'n',
    ],
  ],
  'the length of a list of arguments': [
    ['var o = { get length() { this.n = 1; return 0 }, n: 0 };', 'Math.max.apply(null, o)', 'o.n'],
    ['var o = { get length() { this.n = 1; return 0 }, n: 0 };', 'Reflect.apply(Math.max, null, o)', 'o.n'],
    [
      'var n = 0, o = { length: { valueOf: function () { n = 1; return 0 } } };',
      'isInNet.apply(null, o)',
      'n',
    ],
  ],
  'an accessor in a list': [
    [COUNTING, 'for (var x of a);', 'o.n'],
    [COUNTING, 'var [x] = a', 'o.n'],
    [COUNTING, 'Math.max(...a)', 'o.n'],
    [COUNTING, '[...a]', 'o.n'],
    [HANDING, 'for (var x of a) x.n = 1', 'o.n'],
    [HANDING, 'a.at(0).n = 1', 'o.n'],
    [HANDING, 'a.find(function () { return true }).n = 1', 'o.n'],
    [HANDING, '(function (x) { x.n = 1 }).apply(null, a)', 'o.n'],
    [LIST, '[].find.call({ get 0() { return o }, length: 1 }, Boolean).n = 1', 'o.n'],
  ],
  'a place where several functions are bound': [
    [BINDING, 'b(b(first)())()', 'n'],
    [BOUND, 'function b(f, x) { return f.bind(x) } b(w, b(id, {})())()', 'o.n'],
    [BOUND, 'function b(f, x) { return f.bind(null, x) } b(w, b(id, {})())()', 'o.n'],
    [BOUND, 'function b(f) { return f.bind.apply(f, arguments) } b(w, b(id)())()', 'o.n'],
  ],
  'what gives a function of the script in the place of a builtin': [
    [`${FLAG} dnsResolve = function () { return { split: function () { n = 1; return [] } } };`, NET, 'n'],
    [
      `${FLAG} dnsResolve = function () { return { toString: function () { n = 1; return "x" }, split: function () { return [this + ""] } } };`,
      NET,
      'n',
    ],
    [
      `${FLAG} convert_addr = function () { return { valueOf: function () { n = 1; return 1 } } };`,
      OWN_NET,
      'n',
    ],
    [
      `${FLAG} RegExp = function () { return { test: function () { n = 1 } } };`,
      'shExpMatch(host, "a*")',
      'n',
    ],
    [
      `${FLAG} String.prototype.split = function () { return { get length() { n = 1; return 3 } } };`,
      'dnsDomainLevels(host)',
      'n',
    ],
    [
      `${FLAG} RegExp.prototype.exec = function () { return { get 1() { n = 1 } } };`,
      'isValidIpAddress(host)',
      'n',
    ],
  ],
  'a variable that hides a builtin from others': [
    [`${FLAG} let dnsResolve = function () { n = 1; return null };`, 'isResolvable(host)', 'n'],
    [`${FLAG} const convert_addr = () => (n = 1);`, OWN_NET, 'n'],
    [`${FLAG} class RegExp { test() { n = 1 } }`, 'shExpMatch(host, "a*")', 'n'],
  ],
  'an accessor in the place of a builtin': [
    [
      `${FLAG} Object.defineProperty(this, "isValidIpAddress", { get: function () { n = 1; return isNaN } });`,
      NET,
      'n',
    ],
    [
      `${FLAG} Object.defineProperty(this, "convert_addr", { get: function () { return function () { n = 1 } } });`,
      OWN_NET,
      'n',
    ],
  ],
  'what a builtin gives where it is given no text': [[FLAG, 'n = isInNetEx(1, 1)', 'n === null']],
  'how `arguments` is gone through': [
    [
      `${FLAG} Object.defineProperty(Array.prototype, Symbol.iterator, { get: function () { return function () { return { next: function () { return { done: true } } } } } });`,
      '(function () { for (var f of arguments) f() })(function () { n = 1 })',
      'n',
    ],
  ],
  'the `arguments` of a call that is over': [
    [
      'var c = (function (n) { return { read: function () { return n }, all: arguments } })(0);',
      'c.all[0] = 1',
      'c.read()',
    ],
  ],
  'a function that is all of a branch': [
    [FLAG, 'if (1) function f() { n = 1 } f()', 'n'],
    [FLAG, 'if (0); else function f() { n = 1 } f()', 'n'],
  ],
  'what a builtin gives': [
    [FLAG, 'JSON.stringify(void 0) ?? (n = 1)', 'n'],
    [FLAG, '/(?<x>a)/.exec("a").groups.x && (n = 1)', 'n'],
    [FLAG, '"a".match(/(?<x>a)/).groups.x && (n = 1)', 'n'],
    [FLAG, 'n = [].push.call({ length: 5e9 }, 1)', 'n > 4.9e9'],
    [FLAG, 'n = [].indexOf.call({ length: 5e9, 4999999999: 1 }, 1, 4999999999)', 'n > 4.9e9'],
  ],
  'methods of lists on a text': [
    [FLAG, '[].at.call("abc", 0) && (n = 1)', 'n'],
    [FLAG, '[].slice.call("abc")[0] && (n = 1)', 'n'],
    [FLAG, '[].concat.call("abc")[0] && (n = 1)', 'n'],
    [FLAG, '(function () { return this.length }).call("abc") && (n = 1)', 'n'],
    [FLAG, 'Object("abc").length && (n = 1)', 'n'],
  ],
  'what a function has of its own': [
    [FLAG, '(function (a, b = 1) {}).length == 1 && (n = 1)', 'n'],
    [FLAG, '(function (a, ...b) {}).length == 1 && (n = 1)', 'n'],
    [FLAG, '(function (a) {}).bind().name && (n = 1)', 'n'],
    [FLAG, '(function () { n = 1 }).bind().call()', 'n'],
  ],
  'a call in parentheses, which keeps its `this`': [
    [HOLDER, '(o?.w)()', 'o.n'],
    [HOLDER, '(o?.["w"])()', 'o.n'],
    [HOLDER, '(o?.w)``', 'o.n'],
    [HOLDER, '((o.w))()', 'o.n'],
  ],
  'classes above which is a builtin': [
    [`class A extends Array { w() { n = 1 } } ${FLAG}`, 'new A().w()', 'n'],
    [`class A extends Array { get w() { n = 1 } } ${FLAG}`, 'new A().w', 'n'],
    [`class A extends Map { set() { n = 1 } } ${FLAG}`, 'new A([[1, 1]])', 'n'],
    [`class A extends Set { add() { n = 1 } } ${FLAG}`, 'new A([1])', 'n'],
    [
      `function F() {} F.prototype.w = function () { n = 1 }; ${FLAG}`,
      'Reflect.construct(Array, [], F).w()',
      'n',
    ],
  ],
  'a builtin that is found by a builtin': [
    ['var a = [];', 'Object.getOwnPropertyDescriptor(Array.prototype, "push").value.call(a, 1)', 'a.length'],
    ['var a = [];', 'Object.getOwnPropertyDescriptors(Array.prototype).push.value.call(a, 1)', 'a.length'],
    [
      'var o = {};',
      'Object.getOwnPropertyDescriptor(Object.prototype, "__proto__").set.call(o, { x: 1 })',
      'o.x',
    ],
    [
      'var d = new Date(0);',
      'Object.getOwnPropertyDescriptor(Date.prototype, "setTime").value.call(d, 5)',
      '+d',
    ],
  ],
  'what a builtin gives that another one calls': [
    ['var o = { a: {} };', '[o].map(Array.of)[0][0].a.x = 1', 'o.a.x'],
    ['var o = { a: {} };', '[o].map(Object.entries)[0][0][1].x = 1', 'o.a.x'],
  ],
  'a method of expressions on what is none': [
    [
      'var o = { exec: function () { throw 1 }, lastIndex: 5 };',
      'try { RegExp.prototype[Symbol.search].call(o, "x") } catch (e) {}',
      'o.lastIndex != 5',
    ],
  ],
  'an expression of which the script has changed the flags': [
    [
      'var r = /a/; Object.defineProperty(r, "flags", { value: "g" }); r.lastIndex = 5;',
      '"b".match(r)',
      'r.lastIndex != 5',
    ],
    [
      'var r = /a/; r.lastIndex = 5; r.exec = function () { throw 1 };',
      'try { "a".search(r) } catch (e) {}',
      'r.lastIndex != 5',
    ],
  ],
  'a function for each member of a list': [
    [FLAG, '[1].forEach(function () { n = 1 })', 'n'],
    [FLAG, '[1].some(() => n++)', 'n'],
    [FLAG, '[function () { n = 1 }].forEach(f => f())', 'n'],
    [FLAG, '[1].every(function () { return n = 1 })', 'n'],
    [FLAG, '[1].findIndex(function () { n = 1 })', 'n'],
    [FLAG, '[1].reduce(function () { n = 1 }, 0)', 'n'],
    [FLAG, '[1, 2].reduceRight(function () { n = 1 })', 'n'],
    [FLAG, '[1, 2].sort(function () { n = 1; return 0 })', 'n'],
    [FLAG, '[1, 2].sort(function () { return { valueOf: function () { n = 1; return 0 } } })', 'n'],
    [FLAG, '[{ toString: function () { n = 1; return "" } }].forEach(x => "" + x)', 'n'],
    [FLAG, '[{ toString: function () { n = 1; return "" } }].map(String)', 'n'],
    [FLAG, '[{ valueOf: function () { n = 1 } }].filter(isNaN)', 'n'],
    [FLAG, '[1].forEach(function () { this.n = 1 })', 'n'],
    [FLAG, '[1].forEach(() => [1].forEach(() => { n = 1 }))', 'n'],
    [FLAG, 'try { [1].forEach(function () { throw () => { n = 1 } }) } catch (f) { f() }', 'n'],
    [FLAG, '[].some.call({ get length() { n = 1; return 0 } }, Boolean)', 'n'],
    [FLAG, '[].some.call({ length: { valueOf: function () { n = 1; return 0 } } }, Boolean)', 'n'],
    [FLAG, '[].some.call({ get 0() { n = 1 }, length: 1 }, Boolean)', 'n'],
    [FLAG, '[].map.call({ __proto__: { get 0() { n = 1 } }, length: 1 }, x => x)', 'n'],
    [LIST, '[1].forEach(function () { this.n = 1 }, o)', 'o.n'],
    [LIST, '[o].forEach(x => { x.n = 1 })', 'o.n'],
    [LIST, 'a.forEach((x, i, l) => { l[0] = 0 })', '!a[0]'],
    [LIST, 'a.forEach((x, i, l) => { if (l.length < 3) l.push(o) }); a[1].n = 1', 'o.n'],
    [LIST, '[o].map(x => x)[0].n = 1', 'o.n'],
    [LIST, '[1].map(() => o)[0].n = 1', 'o.n'],
    [LIST, '[o].map(x => [x])[0][0].n = 1', 'o.n'],
    [LIST, '[o].filter(Boolean)[0].n = 1', 'o.n'],
    [LIST, '[o].find(Boolean).n = 1', 'o.n'],
    [LIST, '[1].reduce(x => { x.n = 1 }, o)', 'o.n'],
    [LIST, '[o, 1].reduce(x => { x.n = 1 })', 'o.n'],
    [LIST, '[1, o].reduceRight(x => { x.n = 1 })', 'o.n'],
    [LIST, '[1, o].reduce((x, y) => y).n = 1', 'o.n'],
    [LIST, '[1, 2].reduce((x, y) => y === 1 ? o : x, 0).n = 1', 'o.n'],
    [LIST, '[o].sort(() => 0)[0].n = 1', 'o.n'],
    [LIST, '[[o]].forEach(x => x.forEach(y => { y.n = 1 }))', 'o.n'],
    ['var a = [2, 1];', 'a.sort((x, y) => x - y)', 'a[0] === 1'],
    ['var a = [1, 2];', 'a.sort((x, y) => y - x)[0] = 5', 'a[0] === 5'],
    ['var a = [, 1];', 'a.sort((x, y) => x - y)', '0 in a'],
    [
      'var a = [1], o = []; a.constructor = { [Symbol.species]: function () { return o } };',
      'a.map(x => x)',
      'o.length',
    ],
    [
      'var a = [1], o = []; a.constructor = { [Symbol.species]: function () { return o } };',
      'a.filter(x => x)',
      'o.length',
    ],
    ['var n = 0; function K() { n = 1 }', '[1].map(Array.of, K)', 'n'],
    ['var a = [];', '[1].forEach(a.push, a)', 'a.length'],
    ['var a = [];', '[1].forEach([].push.bind(a))', 'a.length'],
    ['var r = /a/g;', '["a"].some(r.test, r)', 'r.lastIndex'],
    ['var r = /a/g;', '["a"].filter(x => r.test(x))', 'r.lastIndex'],
    ['var m = new Map();', '[1].forEach(x => m.set(x, x))', 'm.size'],
    ['var n = 0; Array.prototype.forEach = function (f) { n = 1 };', '[1].forEach(x => x)', 'n'],
  ],
};

export const sourceOf = ([before, call, after]: Case): string =>
  `${before}\nfunction FindProxyForURL(url, host) {\n  if (${after}) return "PROXY p:1";\n  ${call};\n  return "DIRECT";\n}`;
