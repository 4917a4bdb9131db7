import assert from 'node:assert/strict';
import { rules } from '../../lib/secrets/index.js';
import { jwt, scan, shown } from './samples.js';

/** Code that works with a key, and code that only looks like it. */
const uses: readonly (readonly [title: string, text: string, says: readonly string[], name?: string])[] = [
  ['fetch', 'fetch(u,{headers:{apikey:k}})', ['api-key-header@1:19']],
  ['fetch, quoted', "fetch(u, {\n  headers: { 'apikey': k },\n})", ['api-key-header@2:14']],
  ['fetch with a variable of that name', 'fetch(u,{headers:{Accept:"x",apikey}})', ['api-key-header@1:30']],
  ['camel case among headers', 'fetch(u,{headers:{apiKey:k}})', ['api-key-header@1:19']],
  ['X-API-Key', 'fetch(u,{headers:{"X-API-Key":k}})', ['api-key-header@1:19']],
  ['Headers', 'new Headers({apikey:k})', ['api-key-header@1:14']],
  ['Headers as pairs', 'new Headers([["apikey",k]])', ['api-key-header@1:15']],
  ['Headers.set', 'h.set("apikey",k);h.append("ApiKey",k)', ['api-key-header@1:7', 'api-key-header@1:28']],
  ['axios', 'axios.defaults.headers.common["apikey"]=k', ['api-key-header@1:31']],
  ['axios.create', 'axios.create({headers:{common:{apiKey:k}}})', ['api-key-header@1:32']],
  [
    'got.extend',
    'got.extend({headers:{apikey:process.env.T1C_API_KEY}})',
    ['api-key-header@1:22', 'api-key-variable@1:41'],
  ],
  ['XMLHttpRequest', 'r.setRequestHeader("apikey",k)', ['api-key-header@1:20']],
  ['a member', 'o.headers.apikey=k', ['api-key-header@1:11']],
  ['the endpoint', 'get(ds+"/v3_5/tokens/application")', ['token-endpoint@1:14']],
  ['the endpoint in pieces', 'get("/v3/tok"+"ens/application")', ['token-endpoint@1:9']],
  ['the endpoint in a template', 'get(`${ds}/v3/tokens/application`)', ['token-endpoint@1:14']],
  [
    'the endpoint in JSON',
    '{"url":"https://ds.example/v3/tokens/application"}',
    ['token-endpoint@1:30'],
    'a.json',
  ],
  ['the endpoint in an attribute', '<a href="/v3/tokens/application">', ['token-endpoint@1:13'], 'a.html'],
  ['a build variable', 'k=process.env["REACT_APP_API_KEY"]', ['api-key-variable@1:15']],
  ['a build variable of Vite', 'k=import.meta.env.VITE_API_KEY', ['api-key-variable@1:19']],
  [
    'a variable that the build replaced',
    'k={NODE_ENV:"production",REACT_APP_API_KEY:"8c1f0b2d9a7e4f60"}.REACT_APP_API_KEY',
    ['api-key-literal@1:44'],
  ],
  ['a literal', 'const apiKey = "8c1f0b2d9a7e4f60b3"', ['api-key-literal@1:16']],
  [
    'a literal in JSON',
    '{"apikey":"8c1f0b2d9a7e4f60b3"}',
    ['api-key-header@1:2', 'api-key-literal@1:11'],
    'a.json',
  ],
  ['a note', 'curl -H "apikey: 8c1f0b2d9a7e4f60b3"', ['api-key-literal@1:18'], 'notes.txt'],
  ['a bearer token', 'h={Authorization:"Bearer 8c1f0b2d9a7e4f60b3aa"}', ['bearer-token@1:26']],
  ['a bearer token in pieces', 'h="Bearer "+"8c1f0b2d9a7e4f60b3aa"', ['bearer-token@1:14']],
  ['a token', `t="${jwt}"`, ['jwt@1:4']],
  ['a token that is a bearer token, once', `t="Bearer ${jwt}"`, ['bearer-token@1:11']],
  ['a token in a comment', `/* ${jwt} */`, ['jwt@1:4']],
  ['a token in pieces', `t="${jwt.slice(0, 30)}"+"${jwt.slice(30)}"`, ['jwt@1:4']],
  // What must not be said.
  ['the endpoint in a comment', '// see /v3_5/tokens/application\n/* /tokens/application */', []],
  ['a header in a comment', '// headers:{apikey:k}', []],
  ['another endpoint', 'get("/v3/tokens/application-list")', []],
  ['a name that is read', 'if(e.apikey){f(apikey)}', []],
  ['a conditional', 'a?apikey:b', []],
  ['a comparison', 'h.apikey===k', []],
  ['a property of any library', 'init({apiKey:k})', []],
  ['a property after headers', 'f({headers:{a:1},apiKey:k})', []],
  ['a browser key of Google', 'firebase({apiKey:"AIzaSyA1234567890abcdefghijk"})', []],
  ['placeholders', 'c={apiKey:"YOUR_API_KEY_0123456789"};d={apiKey:"xxxxxxxxxxxxxxxx1"}', []],
  ['an ordinary variable', 'k=process.env.NODE_ENV', []],
  ['a bearer token at run time', 'h="Bearer "+t;i=`Bearer ${t}`;j="Bearer authentication-is-required"', []],
  ['three words with dots', 'x="eyJust.some.words"', []],
];

describe('secrets: use of a key, and tokens', () => {
  for (const [title, text, says, name] of uses) {
    it(`${title} → ${says.join(', ') || 'nothing'}`, () => {
      assert.deepEqual(shown(scan(text, name)), says);
    });
  }

  it('every rule but the key’s own is reached', () => {
    const reached = new Set(uses.flatMap(([, , says]) => says.map((one) => one.replace(/@.*/, ''))));
    assert.deepEqual([...reached, 'api-key'].sort(), Object.keys(rules).sort());
  });
});
