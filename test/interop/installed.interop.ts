/**
 * The package as others get it: packed, installed from the tarball with npm, and the transcripts of README, tasks, tutorials
 * and how-tos run with what was installed.
 */
import { execFile } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { scratch } from '../cli/scratch.js';
import { documents } from '../documents.js';
import { checkTranscript, filesOf, foldersOf, transcriptsOf, type CommandResult } from '../transcripts.js';
import { install } from './installed-package.js';

const run = promisify(execFile);
const texts = await Promise.all(
  documents.map(async (path) => ({ path, text: await readFile(path, 'utf8') })),
);
/** Each is run in a folder that has the files it speaks of. */
const told = texts.flatMap(({ path, text }) => {
  const transcripts = transcriptsOf(text).filter(({ words }) => words[0] === 'npx');
  return transcripts.length === 0 ? [] : [{ path, text, transcripts }];
});

describe('interop: the installed package', () => {
  const files = scratch();
  before(() => install(files));

  /** As `npx staylocal` runs it in that folder. */
  async function installed(folder: string, argv: readonly string[]): Promise<CommandResult> {
    try {
      const program = files.path('node_modules/.bin/staylocal');
      const result = await run(program, [...argv], { cwd: folder, maxBuffer: 32 * 1024 * 1024 });
      return { code: 0, ...result };
    } catch (error) {
      return error as CommandResult;
    }
  }

  for (const [index, { path, text, transcripts }] of told.entries())
    describe(path, () => {
      const folder = `document-${index}`;
      before(async () => {
        for (const inner of ['.', ...foldersOf(text)])
          await mkdir(files.path(join(folder, inner)), { recursive: true });
        for (const [name, content] of filesOf(text)) await files.write(join(folder, name), content);
      });
      for (const transcript of transcripts)
        it(`$ ${transcript.command}`, () =>
          checkTranscript(transcript, (argv) => installed(files.path(folder), argv)));
    });
});
