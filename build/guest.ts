/**
 * Bundles the code that runs inside the machine, next to a PAC, to text (`lib/pac/guest/library-text.ts`).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { parseExpressionAt } from 'acorn';
import { build } from 'esbuild';

const guest = fileURLToPath(new URL('../lib/pac/guest/', import.meta.url));

/** By file: the parameters of the function that its text is, the statement that it is there for, and what it answers. */
const BUNDLES = {
  library: {
    parameters: 'host, dialect',
    statement: `import { installLibrary } from './library.js'; installLibrary(host, dialect);`,
    answer: '',
  },
  driver: {
    parameters: 'offsetMinutes, configJson, driver',
    statement: `import { installDriver } from './driver.js'; driver = installDriver(offsetMinutes, configJson);`,
    answer: 'return driver;',
  },
} as const;

/** What a tree in JSON leaves out: the expression that the engine which parsed it made of a literal one. */
const withoutExpressions = (_key: string, value: unknown): unknown =>
  value instanceof RegExp ? undefined : value;

export async function bundleGuest(): Promise<void> {
  for (const [name, { parameters, statement, answer }] of Object.entries(BUNDLES)) {
    await build({
      stdin: { contents: statement, resolveDir: guest },
      outfile: `${guest}bundled/${name}.js`,
      bundle: true,
      // No module system, and none of the bundler's own helpers: statements only.
      format: 'esm',
      platform: 'neutral',
      target: 'es2015',
      // Of the library lines are told, and its tree has its places.
      minifyWhitespace: name === 'driver',
      banner: { js: `(function (${parameters}) {\n'use strict';` },
      footer: { js: `${answer}\n})` },
    });
  }
  const text = readFileSync(`${guest}bundled/library.js`, 'utf8');
  const tree = parseExpressionAt(text, 0, { ecmaVersion: 2022 });
  writeFileSync(
    `${guest}bundled/library.tree.json.br`,
    brotliCompressSync(JSON.stringify(tree, withoutExpressions)),
  );
}
