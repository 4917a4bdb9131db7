/** The package as others get it: packed, installed from the tarball with npm, and docs/tasks.md run with what was installed. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { scratch } from '../cli/scratch.js';
import { checkTranscript, filesOf, transcriptsOf, type CommandResult } from '../transcripts.js';
import { install } from './installed-package.js';

const run = promisify(execFile);
const tasks = await readFile('docs/tasks.md', 'utf8');

describe('interop: the installed package', () => {
  const files = scratch();
  before(async () => {
    for (const [name, text] of filesOf(tasks)) await files.write(name, text);
    await install(files);
  });

  /** As `npx staylocal` runs it. */
  async function installed(argv: readonly string[]): Promise<CommandResult> {
    const cwd = files.path('.');
    try {
      const result = await run('node_modules/.bin/staylocal', [...argv], { cwd });
      return { code: 0, ...result };
    } catch (error) {
      return error as CommandResult;
    }
  }

  for (const transcript of transcriptsOf(tasks))
    it(`$ ${transcript.command}`, () => checkTranscript(transcript, installed));
});
