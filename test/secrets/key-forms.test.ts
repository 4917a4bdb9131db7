import assert from 'node:assert/strict';
import fc from 'fast-check';
import { needlesOf, scanText } from '../../lib/secrets/index.js';
import { key, plainKey, scan, shown } from './samples.js';

const hex = Buffer.from(key).toString('hex');
const [head, tail] = [key.slice(0, 9), key.slice(9)];
const units = (prefix: string, width: number): string =>
  Array.from(key, (c) => prefix + c.charCodeAt(0).toString(16).padStart(width, '0')).join('');

/** Each form: the text, what must be said, whole, and the file's name. */
const forms: readonly (readonly [title: string, text: string, says: readonly string[], name?: string])[] = [
  ['as it is', `const k="${key}";`, ['api-key@1:10']],
  ['in a comment', `// old: ${key}\nlet a;`, ['api-key@1:9']],
  ['base64', `x="${Buffer.from(key).toString('base64')}"`, ['api-key@1:4 base64']],
  ['in Basic credentials', `x="${Buffer.from(`me:${key}`).toString('base64')}"`, ['api-key@1:8 base64']],
  ['base64url', `x="${Buffer.from(`m:${key}!`).toString('base64url')}"`, ['api-key@1:7 base64']],
  ['hexadecimal', `x="${hex}"`, ['api-key@1:4 hex']],
  ['hexadecimal in upper case', `x="${hex.toUpperCase()}"`, ['api-key@1:4 hex'], 'a.txt'],
  ['URL-encoded', `x="?k=${encodeURIComponent(key)}"`, ['api-key@1:7 percent-encoded']],
  ['\\x escapes', `x="${units('\\x', 2)}"`, ['api-key@1:4 escaped']],
  ['\\u escapes', `x="${units('\\u', 4)}"`, ['api-key@1:4 escaped']],
  ['\\u escapes in JSON', `{"x":"${units('\\u', 4)}"}`, ['api-key@1:7 escaped'], 'a.json'],
  ['one escape among plain characters', `x="!\\x37${key.slice(1)}"`, ['api-key@1:5 escaped']],
  ['two pieces', `x="${head}"+"${tail}"`, ['api-key@1:4 in pieces']],
  ['a piece a character', `x=${Array.from(key, (c) => `'${c}'`).join(' + ')}`, ['api-key@1:4 in pieces']],
  ['concat', `x="${head}".concat("${tail}")`, ['api-key@1:4 in pieces']],
  ['join', `x=["-","${head}","${tail}"].join("")`, ['api-key@1:9 in pieces']],
  [
    'character codes',
    `x=String.fromCharCode(${Array.from(key, (c) => c.charCodeAt(0)).join(',')})`,
    ['api-key@1:23 in pieces'],
  ],
  ['a template', `x=\`a\n  \${b}${key}\``, ['api-key@2:7']],
  [
    'pieces in TypeScript',
    `class A<T> { k: string = "${head}" + "${tail}"; }`,
    ['api-key@1:27 in pieces'],
    'a.ts',
  ],
  [
    'pieces after an apostrophe in JSX',
    `a = <p>don't</p>;\nb = "${head}" +\n "${tail}";`,
    ['api-key@2:6 in pieces'],
    'a.jsx',
  ],
  [
    'an inline script',
    `<p>\n<script>let k = "${head}" + "${tail}"</script>`,
    ['api-key@2:18 in pieces'],
    'a.html',
  ],
  ['an attribute', `<meta\r\n name=k content="${key}">`, ['api-key@2:18'], 'a.html'],
  [
    'an event handler',
    `<a onclick="go(&quot;${head}&quot;+&quot;${tail}&quot;)">`,
    ['api-key@1:22 in pieces'],
    'a.html',
  ],
  ['after line ends of each kind', `a\rb\r\nc\n\n x="${key}"`, ['api-key@5:5']],
  ['twice in a line', `a("${key}","${key}")`, ['api-key@1:4', `api-key@1:${7 + key.length}`]],
];

describe('secrets: the key in every form', () => {
  for (const [title, text, says, name] of forms) {
    it(title, () => {
      assert.deepEqual(shown(scan(text, name)), says);
    });
  }

  it('is found wherever it is put, at its place', () => {
    const filler = fc.constantFrom('a=1;', '"s"', '\n', '\r\n', '/*c*/', '`t`', '//x\n', "'", '{', '/');
    fc.assert(
      fc.property(
        fc.array(filler, { maxLength: 30 }),
        fc.array(filler, { maxLength: 9 }),
        (before, after) => {
          const start = before.join('');
          const [hit] = scan(`${start}${plainKey}${after.join('')}`, 'a.js', plainKey);
          const lines = start.split(/\r\n?|\n/);
          const column = (lines.at(-1)?.length ?? 0) + 1;
          assert.deepEqual([hit?.rule, hit?.line, hit?.column], ['api-key', lines.length, column]);
        },
      ),
    );
  });

  it('is found cut anywhere and escaped anyhow', () => {
    const piece = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.constantFrom('"', "'", '`'), fc.boolean());
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 10 }), (cuts) => {
        const parts: string[] = [];
        let rest = plainKey;
        for (const [length, quote, escaped] of cuts) {
          const text = rest.slice(0, length);
          rest = rest.slice(length);
          const written = Array.from(text, (c) => (escaped ? `\\u{${c.charCodeAt(0).toString(16)}}` : c));
          parts.push(quote + written.join('') + quote);
        }
        const hits = scan(`let k = ${[...parts, `"${rest}"`].join('+')};`, 'a.js', plainKey);
        assert.deepEqual(
          hits.map(({ rule }) => rule),
          ['api-key'],
        );
      }),
    );
  });

  it('is not in any result, whatever surrounds it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.constantFrom('a.js', 'a.html', 'a.json', 'a.map', 'a.css', 'a.vue'),
        (text, name) => {
          const result = scanText(text + key + text, { name, needles: needlesOf(key) });
          assert.ok(result.hits.some(({ rule }) => rule === 'api-key'));
          assert.ok(!JSON.stringify(result).includes(key));
        },
      ),
    );
  });

  it('is refused where it would stand anywhere by chance', () => {
    assert.throws(() => needlesOf('short'), RangeError);
    assert.throws(
      () => needlesOf('k'.repeat(5000)),
      (error: Error) => !error.message.includes('kkk'),
    );
  });
});
