/** Files of web applications, and their source maps. */
import assert from 'node:assert/strict';
import { ParseError } from '../../../lib/errors.js';
import { needlesOf, scanText } from '../../../lib/secrets/index.js';
import { readSourceMap } from '../../../lib/secrets/source-map.js';
import { refused, textOf, type Seed, type Target } from '../target.js';

const key = 'Zk3yQ-9f8e7d6c5b4a';
const needles = needlesOf(key);

const files: Readonly<Record<string, string>> = {
  'app.js': `const c={apiKey:"${key}",h:{apikey:process.env.KEY}};fetch(\`/x?k=\${c.apiKey}\`);/* "a" */ var r=/["/]/g;\n//# sourceMappingURL=data:application/json;base64,eyJ2ZXJzaW9uIjozLCJzb3VyY2VzIjpbImEudHMiXSwibWFwcGluZ3MiOiJBQUFBIn0=\n`,
  'index.html': `<!doctype html><script type="module">window.k='${key.slice(0, 8)}'+'${key.slice(8)}'</script><meta name=k content="${Buffer.from(key).toString('base64')}">`,
  'app.js.map':
    '{"version":3,"sources":["a.ts","b.ts"],"names":["x"],"mappings":"AAAA,SAASA;ACAT","sourcesContent":["let x","y"]}',
  'style.css': `a{background:url("data:text/plain,${encodeURIComponent(key)}")}`,
};

export const frontEnd: Target = {
  id: 'front-end',
  title: 'a file is scanned for keys; no hit says the key itself, each has a place that is in the file',
  shape: 'bytes',
  words: [
    key,
    '"',
    "'",
    '`',
    '${',
    '}',
    '/*',
    '*/',
    '//',
    '\\',
    '\\u0041',
    '<script>',
    '</script>',
    '<!--',
    'eyJhbGciOiJ',
    ';',
    'AAAA',
    'A',
  ],
  corpus: () => Object.entries(files).map(([name, text]): Seed => ({ name, bytes: Buffer.from(text) })),
  runs: 800,
  run: (bytes, name) => {
    const text = textOf(bytes);
    try {
      readSourceMap(text);
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
    }
    try {
      const { hits } = scanText(text, { name, needles, sourceMap: text });
      const lines = text.split(/\r\n|[\n\r\u2028\u2029]/).length;
      for (const { line } of hits) assert.ok(line >= 1 && line <= lines, `line ${line} of ${lines}`);
      assert.ok(!JSON.stringify(hits).includes(key), 'the key is shown');
      return hits.length === 0 ? 'nothing found' : 'found';
    } catch (error) {
      return refused(error);
    }
  },
};
