/** docs/tasks.md: what three users do, as they would see it. From an installed package it is run by an interop test. */
import { readFile } from 'node:fs/promises';
import { runCli } from './cli/run-cli.js';
import { scratch } from './cli/scratch.js';
import { checkTranscript, filesOf, transcriptsOf } from './transcripts.js';

const tasks = await readFile('docs/tasks.md', 'utf8');

describe('docs/tasks.md', () => {
  const files = scratch();
  let home = '';
  before(async () => {
    home = process.cwd();
    for (const [name, text] of filesOf(tasks)) await files.write(name, text);
    process.chdir(files.path('.'));
  });
  after(() => {
    process.chdir(home);
  });

  for (const transcript of transcriptsOf(tasks))
    it(`$ ${transcript.command}`, () => checkTranscript(transcript, runCli));
});
