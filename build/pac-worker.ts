/**
 * A step of `npm run build`: the code that runs beside a PAC as text; the PAC worker as two files, one for
 * decisions and one for the rest, since a thread that reads its modules one by one starts a third later; the licences of
 * what those files hold of others; and the image of its engine (`lib/pac/sandbox/memory-image.ts`).
 */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { takeImage } from '../lib/pac/sandbox/boot.js';
import { writeImage } from '../lib/pac/sandbox/memory-image.js';
import { compile, readEngineCode } from '../lib/pac/sandbox/engine-parts.js';
import { DEFAULT_LIMITS } from '../lib/pac/limits.js';
import { bundleGuest } from './guest.js';
import { licencesOf } from './licences.js';

const GLUE = '@jitl/quickjs-wasmfile-release-sync/emscripten-module';

const inPac = (name: string): string => fileURLToPath(new URL(`../lib/pac/sandbox/${name}`, import.meta.url));

await bundleGuest();

/** What both files are made with. */
const COMMON = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // Where it finds the files beside it, which a CommonJS file is not told this way.
  define: { 'import.meta.url': 'fileOfTheWorker' },
  banner: { js: `const fileOfTheWorker = require('node:url').pathToFileURL(__filename).href;` },
  // The package's ES module asks for its own URL, which a CommonJS file does not have.
  alias: { [GLUE]: createRequire(import.meta.url).resolve(GLUE) },
  supported: { 'dynamic-import': false },
  sourcemap: true,
  minify: true,
  charset: 'utf8',
  external: ['acorn'],
  metafile: true,
} as const satisfies BuildOptions;

/** Leaves what only proofs, patches and lint need to its own file. */
const apart: Plugin = {
  name: 'analysis apart',
  setup: (building) => {
    building.onResolve({ filter: /^\.\/analysis\.js$/ }, () => ({ path: './analysis.cjs', external: true }));
  },
};

const inputs = new Set<string>();
for (const name of ['worker', 'analysis']) {
  const { metafile } = await build({
    ...COMMON,
    entryPoints: [inPac(`${name}.js`)],
    outfile: inPac(`${name}.cjs`),
    plugins: name === 'worker' ? [apart] : [],
  });
  for (const path of Object.keys(metafile.inputs)) inputs.add(path);
  writeFileSync(fileURLToPath(new URL(`../${name}.meta.json`, import.meta.url)), JSON.stringify(metafile));
}
writeFileSync(inPac('worker.LICENSES.txt'), licencesOf([...inputs]));

// The engine's random numbers begin with the time (the library replaces them): the same files come of the same sources.
Date.now = () => 0;
const code = readEngineCode();
const image = await takeImage(compile(code), DEFAULT_LIMITS.memoryBytes);
writeFileSync(inPac('engine.image'), brotliCompressSync(writeImage(image, code.length)));
