/**
 * A step of `npm run build`: the declarations that the package's exports lead to, in `dist/types`. The others describe
 * modules that nobody can import, and are not shipped.
 */
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { packageOf, shipped } from './packages.js';

const inDist = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
const LIB = inDist('lib/');
const TYPES = inDist('types/');

/** `types` of each export, as the files that `tsc` wrote. */
function entries(): string[] {
  const manifest = JSON.parse(readFileSync(inDist('../package.json'), 'utf8')) as {
    exports: Record<string, { types?: string }>;
  };
  return Object.values(manifest.exports).flatMap(({ types }) =>
    types === undefined ? [] : [types.replace('./dist/types/', LIB)],
  );
}

const program = ts.createProgram(entries(), {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ES2023,
  types: ['node'],
});

rmSync(TYPES, { recursive: true, force: true });
const missing = new Set<string>();
for (const { fileName, text } of program.getSourceFiles()) {
  if (!fileName.startsWith(LIB)) continue;
  cpSync(fileName, join(TYPES, relative(LIB, fileName)));
  // Node's own types are the user's to have, in the version of the Node that they run.
  for (const { fileName: name } of ts.preProcessFile(text).importedFiles)
    if (!name.startsWith('.') && !isBuiltin(name) && !shipped.has(packageOf(name))) missing.add(name);
}
if (missing.size > 0)
  throw new Error(
    `the declarations that are shipped need ${[...missing].join(', ')}, which users do not get`,
  );
