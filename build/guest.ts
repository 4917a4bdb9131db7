/**
 * Bundles the code that runs inside the machine, next to a PAC, to text (`lib/pac/guest/library-text.ts`).
 */
import { fileURLToPath } from 'node:url';
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
      banner: { js: `(function (${parameters}) {\n'use strict';` },
      footer: { js: `${answer}\n})` },
    });
  }
}
