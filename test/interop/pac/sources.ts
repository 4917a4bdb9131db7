/** Whole PAC files, each asked once. */
const P = 'return "PROXY p:1";';
const entry = (body: string): string => `function FindProxyForURL(url, host) { ${body} }`;

/** With `let` or `const` in their place, Firefox does not load the file; our builtins can be declared anew (docs/pac.md). */
const isLibrary = (name: string): boolean =>
  ['dnsDomainIs', 'isPlainHostName', 'isInNet', 'months'].includes(name);

/** Whole files: forms of the entry point, failures, and what a script finds around itself. */
export const SOURCES: Readonly<Record<string, string>> = {
  'a function': entry(P),
  'var and a function': `var FindProxyForURL = function (url, host) { ${P} };`,
  'const and an arrow': 'const FindProxyForURL = (url, host) => "PROXY p:1";',
  'let and a function': `let FindProxyForURL = function (url, host) { ${P} };`,
  'a property of this': 'this.FindProxyForURL = (url, host) => "PROXY p:1";',
  'a property of globalThis': 'globalThis.FindProxyForURL = (url, host) => "PROXY p:1";',
  'an undeclared name': 'FindProxyForURL = (url, host) => "PROXY p:1";',
  'a property of self': 'self.FindProxyForURL = (url, host) => "PROXY p:1";',
  'a property of window': 'window.FindProxyForURL = (url, host) => "PROXY p:1";',
  'a getter': 'Object.defineProperty(this, "FindProxyForURL", { get: () => () => "PROXY p:1" });',
  'a proxy of a function': 'var FindProxyForURL = new Proxy(() => "PROXY p:1", {});',
  'a class': 'class FindProxyForURL {}',
  'a class as var': 'var FindProxyForURL = class {};',
  'a generator': `function* FindProxyForURL(url, host) { ${P} }`,
  'an async function': `async function FindProxyForURL(url, host) { ${P} }`,
  'a string': 'var FindProxyForURL = "PROXY p:1";',
  'an object with call': 'var FindProxyForURL = { call: () => "PROXY p:1" };',
  'another case': 'function findProxyForURL() { return "PROXY p:1"; }',
  'inside a function': `(function () { ${entry(P)} })();`,
  'inside a block': `{ ${entry(P)} }`,
  'only Ex': 'function FindProxyForURLEx() { return "PROXY ex:1"; }',
  'both entry points': `${entry(P)} function FindProxyForURLEx() { return "PROXY ex:1"; }`,
  'defined twice': `${entry('return "PROXY q:1";')} ${entry(P)}`,
  'a throw': entry('throw 1;'),
  'a name that is not defined': entry('return nothing();'),
  undefined: entry(''),
  null: entry('return null;'),
  'a number': entry('return 5;'),
  true: entry('return true;'),
  'a String object': entry('return new String("PROXY p:1");'),
  'an object with toString': entry('return { toString: function () { return "PROXY p:1"; } };'),
  'an array': entry('return ["PROXY p:1"];'),
  'a symbol': entry('return Symbol("PROXY p:1");'),
  'a promise': entry('return Promise.resolve("PROXY p:1");'),
  'a syntax error after the function': `${entry(P)} }`,
  'a throw while loading, after': `${entry(P)}\nnothing();`,
  'a throw while loading, before': `nothing();\n${entry(P)}`,
  'an HTML page': '<!doctype html>\n<html><body>404</body></html>',
  'an XML page': '<?xml version="1.0"?><html/>',
  'an HTML comment before the script': `<!-- a PAC\n${entry(P)}\n-->`,
  'an empty file': '',
  'only a comment': '// nothing',
  'a hashbang': `#!/usr/bin/pac\n${entry(P)}`,
  'a NUL after the script': `${entry(P)}\u0000`,
  'a NUL in a comment': `${entry(P)} /*\u0000*/`,
  'an import': `import x from "x";\n${entry(P)}`,
  'an await outside': `await 1;\n${entry(P)}`,
  'a return outside': `return;\n${entry(P)}`,
  'a script in strict mode': `"use strict"; ${entry('return this === undefined ? "PROXY strict:1" : "PROXY given:1";')}`,
  'this in a sloppy function': entry('return this === globalThis ? "PROXY global:1" : "PROXY other:1";'),
  'two arguments': entry('return "PROXY n" + arguments.length + ":1";'),
  'a directive at the beginning': `"use strict"; ${entry('undeclared = 1; return "PROXY p:1";')}`,
  'a directive in the function': entry('"use strict"; undeclared = 1; return "PROXY p:1";'),
  ...Object.fromEntries(
    [
      'dnsDomainIs',
      'isPlainHostName',
      'isInNet',
      'months',
      'myIpAddress',
      'dnsResolve',
      'alert',
      'isInNetEx',
    ].flatMap((name) =>
      (isLibrary(name) ? ['var'] : ['var', 'let', 'const']).map((word) => [
        `${word} ${name}, which is a builtin`,
        `${word} ${name} = function () { return 7; }; ${entry(P)}`,
      ]),
    ),
  ),
  'a regular expression that does not end well': entry('return /(/.test(url) ? "DIRECT" : "PROXY p:1";'),
  'a builtin redefined': `function dnsDomainIs() { return true; } ${entry('return dnsDomainIs(host, "no") ? "PROXY mine:1" : "DIRECT";')}`,
  'a helper of a builtin redefined': `function isValidIpAddress() { return false; } ${entry('return isInNet("10.1.1.1", "10.0.0.0", "255.0.0.0") ? "DIRECT" : "PROXY p:1";')}`,
};

const LATIN1 = entry('return "PROXY c" + "\u00e9".length + "x" + "\u00e9".charCodeAt(0) + ":1";');
const MARK = '\ufeff';

/** Whole files in bytes. */
export const ENCODED: Readonly<Record<string, Uint8Array>> = {
  'UTF-8': Buffer.from(LATIN1, 'utf8'),
  'UTF-8 with a mark': Buffer.from(MARK + LATIN1, 'utf8'),
  'Latin-1': Buffer.from(LATIN1, 'latin1'),
  'bytes of Windows-1252': Buffer.from(LATIN1.replaceAll('\u00e9', '\u0080'), 'latin1'),
  'UTF-16, little end first, with a mark': Buffer.from(MARK + entry(P), 'utf16le'),
  'UTF-16, big end first, with a mark': Buffer.from(MARK + entry(P), 'utf16le').swap16(),
  'UTF-16 without a mark': Buffer.from(entry(P), 'utf16le'),
};
