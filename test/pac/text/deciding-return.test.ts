import assert from 'node:assert/strict';
import { loadPac } from '../../../lib/pac/index.js';

/** A script, and where the answer for https://www.example/ comes from: line and column, or nothing. */
const SCRIPTS: readonly (readonly [string, string, string | null])[] = [
  ['one line', 'function FindProxyForURL(url, host) { return "DIRECT" }', '1:39'],
  [
    'the second of two on a line',
    'function FindProxyForURL(u, h) { if (h == "x") return "DIRECT"; return "PROXY p:1" }',
    '1:65',
  ],
  ['a choice', 'function FindProxyForURL(u, h) {\n  return h == "x" ? "DIRECT" :\n    "PROXY p:1" }', '2:3'],
  [
    'a function that decides',
    'function pick(h) {\n return "PROXY p:1" }\nfunction FindProxyForURL(u, h) {\n return pick(h) }',
    '2:2',
  ],
  [
    'a function that helps',
    'function port() {\n return 1 }\nfunction FindProxyForURL(u, h) {\n return "PROXY p:" + port() }',
    '4:2',
  ],
  [
    'a function that is asked for the choice',
    'function near(h) {\n return false }\nfunction FindProxyForURL(u, h) {\n return near(h) ? "DIRECT" : "PROXY p:1" }',
    '4:2',
  ],
  ['no space', 'function FindProxyForURL(u,h){if(h)return"DIRECT";return(1,"DIRECT")}', '1:36'],
  [
    'functions in functions',
    'const f = (a) => (b) => a + b;\nvar FindProxyForURL = (u, h) => f("DIR")("ECT")',
    '2:33',
  ],
  ['no value', 'function FindProxyForURL(u, h) { return }', null],
  ['alert is another', 'function alert() {} function FindProxyForURL(u, h) { return "DIRECT" }', null],
  [
    'it looks at itself',
    'function FindProxyForURL(u, h) { return "PROXY p:" + String(FindProxyForURL).length }',
    null,
  ],
];

describe('the return that decides', () => {
  for (const [name, source, expected] of SCRIPTS) {
    it(`is named by line and column: ${name}`, async () => {
      await using pac = await loadPac(source);
      const plain = await pac.decide('https://www.example/');
      const { line, column, ...located } = await pac.decide('https://www.example/', {}, { locate: true });
      assert.deepEqual({ ...located, line: null, column: null }, plain);
      assert.equal(line === null || column === null ? null : `${line}:${column}`, expected);
    });
  }
});
