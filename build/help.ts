/** A step of `npm run build`: every command as data (`lib/cli/described.ts`), so that its help needs nothing else. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, describedFile } from '../lib/cli/described.js';
import type { CliIo } from '../lib/cli/io.js';
import { programOf } from '../lib/cli/run.js';

mkdirSync(new URL('.', describedFile('any')), { recursive: true });
// Nothing is run, and so nothing is asked of it.
const nowhere = {} as CliIo;
const program = await programOf(
  nowhere,
  () => undefined,
  () => true,
);
for (const command of program.commands)
  writeFileSync(fileURLToPath(describedFile(command.name())), `${JSON.stringify(describe(command))}\n`);
