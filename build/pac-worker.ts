/**
 * The last step of `npm run build`: the code that runs beside a PAC as text; the PAC worker as one file, since a thread that reads its modules one by one starts
 * a third later; the licences of what that file holds of others; and the image of its engine (`lib/pac/sandbox/memory-image.ts`).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { takeImage } from '../lib/pac/sandbox/boot.js';
import { writeImage } from '../lib/pac/sandbox/memory-image.js';
import { compile, readEngineCode } from '../lib/pac/sandbox/engine-parts.js';
import { DEFAULT_LIMITS } from '../lib/pac/limits.js';
import { bundleGuest } from './guest.js';

const GLUE = '@jitl/quickjs-wasmfile-release-sync/emscripten-module';

const inPac = (name: string): string => fileURLToPath(new URL(`../lib/pac/sandbox/${name}`, import.meta.url));

await bundleGuest();

const { metafile } = await build({
  entryPoints: [inPac('worker.js')],
  outfile: inPac('worker.cjs'),
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // Only proofs, patches and lint need these.
  external: ['acorn', 'acorn-walk'],
  // Where it finds the files beside it, which a CommonJS file is not told this way.
  define: { 'import.meta.url': 'fileOfTheWorker' },
  banner: { js: `const fileOfTheWorker = require('node:url').pathToFileURL(__filename).href;` },
  // The package's ES module asks for its own URL, which a CommonJS file does not have.
  alias: { [GLUE]: createRequire(import.meta.url).resolve(GLUE) },
  sourcemap: true,
  minifyWhitespace: true,
  metafile: true,
});

const folders = Object.keys(metafile.inputs).flatMap(
  (path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+\//.exec(path)?.[0] ?? [],
);
const licences = [...new Set(folders)].map(
  (folder) =>
    `${folder.replace(/^.*node_modules\/|\/$/g, '')}\n\n${readFileSync(`${folder}LICENSE`, 'utf8')}`,
);
writeFileSync(inPac('worker.LICENSES.txt'), licences.join('\n'));

// The engine's random numbers begin with the time (the library replaces them): the same files come of the same sources.
Date.now = () => 0;
const code = readEngineCode();
const image = await takeImage(compile(code), DEFAULT_LIMITS.memoryBytes);
writeFileSync(inPac('engine.image'), writeImage(image, code.length));
