/** docs/fleet.md and docs/batch.md: each command as a user would see it. */
import { mkdir, readFile } from 'node:fs/promises';
import { runCli } from './cli/run-cli.js';
import { scratch } from './cli/scratch.js';
import { checkTranscript, filesOf, foldersOf, transcriptsOf } from './transcripts.js';

const documents = ['fleet', 'batch'] as const;

for (const name of documents) {
  const text = await readFile(`docs/${name}.md`, 'utf8');

  describe(`docs/${name}.md`, () => {
    const files = scratch();
    let home = '';
    before(async () => {
      home = process.cwd();
      for (const folder of foldersOf(text)) await mkdir(files.path(folder), { recursive: true });
      for (const [file, content] of filesOf(text)) await files.write(file, content);
      process.chdir(files.path('.'));
    });
    after(() => {
      process.chdir(home);
    });

    for (const transcript of transcriptsOf(text))
      it(`$ ${transcript.command}`, () => checkTranscript(transcript, runCli));
  });
}
