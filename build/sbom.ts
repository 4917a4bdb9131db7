/**
 * `npm run sbom`: `dist/sbom.cdx.json`, what the package's files are made of, in CycloneDX's form, for those who keep such
 * lists. It is not shipped: a release carries it. The packages inside are no dependencies of ours, so that npm's own list
 * would not name them.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Metafile } from 'esbuild';

const inDist = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

const all: Metafile = { inputs: {}, outputs: {} };
for (const name of ['bundle', 'worker', 'analysis']) {
  const { inputs, outputs } = JSON.parse(readFileSync(inDist(`${name}.meta.json`), 'utf8')) as Metafile;
  Object.assign(all.inputs, inputs);
  Object.assign(all.outputs, outputs);
}
const file = inDist('all.meta.json');
writeFileSync(file, JSON.stringify(all));
const argv = ['--output-reproducible', '--validate', '--output-file', inDist('sbom.cdx.json'), file];
const { status } = spawnSync('cyclonedx-esbuild', argv, { stdio: 'inherit' });
process.exitCode = status ?? 1;
