/**
 * Ways in which one call once left something for the next that the proof did not see: what is there when the script is
 * loaded, what a call does, and what is true of every call after it. Each file answers DIRECT, and then PROXY.
 */
type Case = readonly [before: string, call: string, after: string];

const FLAG = 'var n = 0;';
const HOLDER = 'var o = { w: function () { this.n = 1 }, n: 0 };';

export const KEPT: Readonly<Record<string, readonly Case[]>> = {
  'a getter under a number, which a builtin calls': [
    [FLAG, 'Array.prototype.forEach.call({ length: 1, get 0() { n = 1 } }, function () {})', 'n'],
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
};

export const sourceOf = ([before, call, after]: Case): string =>
  `${before}\nfunction FindProxyForURL(url, host) {\n  if (${after}) return "PROXY p:1";\n  ${call};\n  return "DIRECT";\n}`;
