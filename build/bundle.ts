/**
 * The last step of `npm run build`: the program and the library as a few files in `dist/bundle`, which is what the
 * package runs from. A process that reads its modules one by one starts several times later. What a module finds beside
 * itself (the PAC worker, the engine's image, templates) stays where it is.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { licencesOf } from './licences.js';
import { packageOf, shipped } from './packages.js';

const inDist = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
const FOLDER = inDist('bundle');

/** By the name of the file; what the package exports, and the files that start a process or a thread. */
const ENTRIES = {
  cli: 'lib/cli/main.js',
  'check-worker': 'lib/dnssec/signatures/check-worker.js',
  'judge-worker': 'lib/cli/judge-worker.js',
  index: 'lib/index.js',
  dns: 'lib/dns/index.js',
  dnssec: 'lib/dnssec/index.js',
  pac: 'lib/pac/index.js',
  proxy: 'lib/proxy/index.js',
  generate: 'lib/generate/index.js',
};

/** The modules whose neighbour is bundled as well. */
const STARTS_A_BUNDLE = /\/(?:dnssec\/signatures\/check|cli\/judges)\.js$/;

/** A module goes on asking for what lies beside it where it was before it was bundled. */
const ownPlace: Plugin = {
  name: 'own place',
  setup: (building) => {
    building.onLoad({ filter: /[\\/]dist[\\/]lib[\\/].*\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      const place = relative(FOLDER, path).replaceAll('\\', '/');
      if (!text.includes('import.meta.url') || STARTS_A_BUNDLE.test(place)) return undefined;
      return {
        contents: text.replaceAll(
          'import.meta.url',
          `new URL(${JSON.stringify(place)}, import.meta.url).href`,
        ),
        loader: 'js',
      };
    });
  },
};

rmSync(FOLDER, { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: Object.fromEntries(Object.entries(ENTRIES).map(([name, path]) => [name, inDist(path)])),
  outdir: FOLDER,
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  // Of packages that are there in both forms the one with modules: it can be taken apart.
  mainFields: ['module', 'main'],
  // Loaded where a picture is asked for, from its own folder: it carries a WebAssembly file.
  // The pool starts a thread of its own package. Optional peers are asked for where a queue is.
  external: [
    'tinypool',
    // Asked for by more than one file here, and by those of the PAC worker: once is enough.
    'acorn',
    '@hpcc-js/wasm-graphviz',
    '@jitl/quickjs-wasmfile-release-sync',
    'bullmq',
    'ioredis',
  ],
  // Packages in the older form ask for Node's own modules by this name.
  banner: {
    js: `import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);`,
  },
  plugins: [ownPlace],
  minify: true,
  charset: 'utf8',
  legalComments: 'none',
  metafile: true,
});
writeFileSync(`${FOLDER}/LICENSES.txt`, licencesOf(Object.keys(metafile.inputs)));
writeFileSync(inDist('bundle.meta.json'), JSON.stringify(metafile));

// What is not in the bundle must come with the package: everything else is a dependency of this build alone.
const asked = [...Object.values(metafile.outputs), ...Object.values(metafile.inputs)]
  .flatMap(({ imports }) => imports)
  .flatMap(({ path, external }) => (external === true ? [path] : []));
// What our modules load when it is first needed, and without waiting, a bundler does not see.
for (const path of Object.keys(metafile.inputs).filter((path) => !path.includes('node_modules/')))
  for (const [, name = ''] of readFileSync(path, 'utf8').matchAll(/\b(?:require|resolve)\('([^.'][^']*)'\)/g))
    asked.push(name);
const missing = asked.filter((path) => !isBuiltin(path) && !shipped.has(packageOf(path)));
if (missing.length > 0) throw new Error(`the bundle asks for ${missing.join(', ')}, which users do not get`);
