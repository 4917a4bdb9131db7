/** Bundles and source maps that esbuild wrote, and places held against @jridgewell/trace-mapping. */
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { build, type BuildOptions } from 'esbuild';
import fc from 'fast-check';
import { needlesOf, scanText, type SecretHit } from '../../lib/secrets/index.js';
import { originalPlaces } from '../../lib/secrets/original-place.js';
import { readSourceMap } from '../../lib/secrets/source-map.js';
import { scratch } from '../cli/scratch.js';
import { jwt, plainKey } from './samples.js';

const sources = {
  'main.ts': `import { token } from './api/token';
import { Panel } from './panel';

const options: { readonly name: string } = { name: 'façade 😀' };
token('https://ds.example').then((t) => Panel(options.name, t));
`,
  'api/token.ts': `// the key of the acceptance environment
const KEY: string = '${plainKey}';

export async function token(ds: string): Promise<string> {
  const response = await fetch(\`\${ds}/v3_5/tokens/application\`, {
    headers: { Accept: 'application/json', apikey: KEY },
  });
  return (await response.json()).data;
}
export const fromBuild = process.env.T1C_API_KEY;
`,
  'panel.jsx': `export function Panel(name, token) {
  console.log(name, token, '${jwt}');
  return process.env.NODE_ENV === 'x' ? null : token;
}
`,
} as const;

interface Bundle {
  readonly code: string;
  readonly map: string;
}

async function bundle(folder: string, options: BuildOptions): Promise<Bundle> {
  const { outputFiles = [] } = await build({
    entryPoints: [join(folder, 'main.ts')],
    bundle: true,
    write: false,
    outfile: join(folder, 'out', 'app.js'),
    format: 'iife',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
    ...options,
  });
  const text = (ending: string): string => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
  return { code: text('.js'), map: text('.map') };
}

const scan = (text: string, name: string, sourceMap?: string): readonly SecretHit[] =>
  scanText(text, {
    name,
    needles: needlesOf(plainKey),
    ...(sourceMap === undefined ? {} : { sourceMap }),
  }).hits;

/** `rule source:line:column`, sorted. */
const originals = (hits: readonly SecretHit[]): readonly string[] =>
  hits
    .map(
      ({ rule, original }) =>
        `${rule} ${original?.source ?? '?'}:${original?.line ?? 0}:${original?.column ?? 0}`,
    )
    .sort();

/** Where each thing stands in the sources, by searching them. */
const expected = (
  [
    ['api-key', 'api/token.ts', plainKey, 0],
    ['api-key-header', 'api/token.ts', 'apikey: KEY', 0],
    ['api-key-variable', 'api/token.ts', 'T1C_API_KEY', 0],
    ['jwt', 'panel.jsx', jwt, 0],
    ['token-endpoint', 'api/token.ts', '/tokens/application', 0],
  ] as const
).map(([rule, name, what]) => {
  const before = sources[name].slice(0, sources[name].indexOf(what)).split('\n');
  return `${rule} ../${name}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
});

describe('secrets: bundles by esbuild and their source maps', () => {
  const folder = scratch();
  before(async () => {
    await mkdir(folder.path('api'));
    for (const [name, text] of Object.entries(sources)) await writeFile(folder.path(name), text);
  });

  for (const [title, options] of [
    ['minified', { minify: true }],
    ['as written', {}],
    ['in ES2015', { minify: true, target: 'es2015' }],
    ['with escapes', { minify: true, charset: 'ascii' }],
  ] as const) {
    it(`${title}: the map’s sources name the place of each`, async () => {
      const { map } = await bundle(folder.path(''), { ...options, sourcemap: 'linked' });
      assert.deepEqual(originals(scan(map, 'app.js.map')), expected);
    });

    it(`${title}: the place in the map’s own text is that of the hit`, async () => {
      const { map } = await bundle(folder.path(''), { ...options, sourcemap: 'linked' });
      const lines = map.split('\n');
      const hit = scan(map, 'app.js.map').find(({ rule }) => rule === 'api-key');
      assert.ok(lines[(hit?.line ?? 0) - 1]?.slice((hit?.column ?? 0) - 1).startsWith(plainKey));
    });

    it(`${title}: each place in the bundle is where the map says it came from`, async () => {
      const { code, map } = await bundle(folder.path(''), { ...options, sourcemap: 'external' });
      const hits = scan(code, 'app.js', map);
      assert.deepEqual(
        [...new Set(hits.map(({ rule }) => rule))].sort(),
        ['api-key', 'api-key-header', 'api-key-variable', 'jwt', 'token-endpoint'].filter((rule) =>
          hits.some((hit) => hit.rule === rule),
        ),
      );
      assert.ok(hits.length >= 4, JSON.stringify(hits));
      const trace = new TraceMap(map);
      for (const { line, column, original } of hits) {
        const told = originalPositionFor(trace, { line, column: column - 1 });
        assert.deepEqual(
          [original?.source, original?.line, (original?.column ?? 0) - 1],
          [told.source, told.line, told.column],
        );
        assert.match(original?.source ?? '', /token\.ts$|panel\.jsx$/);
      }
    });

    it(`${title}: an inline map is read as well`, async () => {
      const { code } = await bundle(folder.path(''), { ...options, sourcemap: 'inline' });
      const found = originals(scan(code, 'app.js'));
      for (const one of expected) assert.ok(found.includes(one), `${one} in ${found.join(', ')}`);
    });
  }

  it('agrees with trace-mapping at every column of a bundle', async () => {
    const { code, map } = await bundle(folder.path(''), { minify: true, sourcemap: 'external' });
    const trace = new TraceMap(map);
    const places = code
      .split('\n')
      .flatMap((text, line) => Array.from(text, (_, column) => ({ line: line + 1, column: column + 1 })));
    const answers = originalPlaces(places, readSourceMap(map));
    for (const [index, { line, column }] of places.entries()) {
      const told = originalPositionFor(trace, { line, column: column - 1 });
      const ours = answers[index];
      assert.deepEqual(
        [ours?.source ?? null, ours?.line ?? null, ours === undefined ? null : ours.column - 1],
        [told.source, told.line, told.column],
        `${line}:${column}`,
      );
    }
  });

  it('finds its way in a bundle of a megabyte in one line', async () => {
    const body = 'if (a > 1) return [b, "and so on, with words", { c: a / 2, d: `${b} of many` }];'.repeat(
      16,
    );
    const lines = Array.from(
      { length: 900 },
      (_, n) => `export function f${n}(a: number, b: string) { ${body} }`,
    );
    await folder.write('big.ts', `import './main';\n${lines.join('\n')}\nconsole.log(f0, "${plainKey}");`);
    const { code, map } = await bundle(folder.path(''), {
      entryPoints: [folder.path('big.ts')],
      format: 'esm',
      minify: true,
      sourcemap: 'external',
    });
    assert.ok(code.length > 9e5 && code.split('\n').length < 10, `${code.length} characters`);
    const hits = scan(code, 'big.js', map);
    const inMap = scan(map, 'big.js.map');
    const last = hits.filter(({ rule }) => rule === 'api-key').map(({ original }) => original?.line);
    assert.deepEqual(last.sort(), [2, 902]);
    assert.deepEqual(
      inMap
        .filter(({ rule }) => rule === 'api-key')
        .map(({ original }) => original?.line)
        .sort(),
      [2, 902],
    );
  });
});

describe('secrets: hostile source maps', () => {
  const key = `"${plainKey}"`;
  const content = JSON.stringify(`let k = ${key};`);
  for (const [title, map, source] of [
    [
      'more contents than sources',
      `{"version":3,"sources":[],"sourcesContent":[${content}],"mappings":""}`,
      'source 0',
    ],
    [
      'contents before sources',
      `{"version":3,"sourcesContent":[null,${content}],"sources":["a.ts","b.ts"],"mappings":""}`,
      'b.ts',
    ],
    [
      'a source that is no string',
      `{"version":3,"sources":[{"a":[1]},"b.ts"],"sourcesContent":[null,${content}],"mappings":""}`,
      'b.ts',
    ],
    [
      'a root',
      `{"version":3,"sourceRoot":"/src/","sources":["b.ts"],"sourcesContent":[${content}],"mappings":""}`,
      '/src/b.ts',
    ],
    [
      'an index map',
      `{"version":3,"sections":[{"offset":{"line":0,"column":0},"map":{"version":3,"sources":["b.ts"],"sourcesContent":[${content}],"mappings":"AAAA"}}]}`,
      'b.ts',
    ],
    [
      'a guard',
      `)]}'\n{"version":3,"sources":["b.ts"],"sourcesContent":[${content}],"mappings":"AAAA"}`,
      'b.ts',
    ],
    ['a truncated map', `{"version":3,"mappings":"","sources":["b.ts"],"sourcesContent":[${content}`, 'b.ts'],
  ] as const) {
    it(title, () => {
      const [hit] = scan(map, 'a.js.map');
      assert.deepEqual(
        [hit?.rule, hit?.original?.source, hit?.original?.line, hit?.original?.column],
        ['api-key', source, 1, 10],
      );
    });
  }

  it('mappings that are none give no place, and no error', () => {
    for (const mappings of [
      '!!!!',
      'AAAA;;;;',
      'gggggggggggggggggggg',
      'AAAA,DDDD,zzzzz',
      'A'.repeat(100),
      '😀',
      'D',
    ]) {
      const map = JSON.stringify({ version: 3, sources: ['b.ts'], mappings });
      const [hit] = scan(`x=${key}`, 'a.js', map);
      assert.equal(hit?.rule, 'api-key');
      if (mappings !== 'AAAA;;;;') assert.notEqual(hit.original?.line, NaN);
    }
    fc.assert(
      fc.property(fc.string(), (mappings) => {
        originalPlaces([{ line: 1, column: 4 }], { mappings, names: ['a'] });
      }),
    );
  });

  it('a source that is named after the key is told without it', () => {
    const map = JSON.stringify({
      version: 3,
      sources: [`${key}.ts`],
      sourcesContent: [`x("${key}")`],
      mappings: '',
    });
    const hits = scan(map, 'app.js.map');
    assert.ok(hits.some(({ original }) => original !== undefined));
    assert.ok(!JSON.stringify(hits).includes(key));
  });
});
