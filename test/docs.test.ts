/** Tutorials and how-tos: each transcript is run, each command in a block of sh is one that the program takes. From an installed package too, by an interop test. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { commandsOf } from '../lib/cli/command-tree.js';
import type { CliIo } from '../lib/cli/io.js';
import { programOf } from '../lib/cli/run.js';
import { runCli } from './cli/run-cli.js';
import { scratch } from './cli/scratch.js';
import { documents } from './documents.js';
import { blocksOf, checkTranscript, filesOf, transcriptsOf } from './transcripts.js';

/** Those that have a test of their own. */
const own = new Set(['README.md', 'docs/tasks.md', 'docs/fleet.md']);
const io = { env: {}, stdout: () => undefined, stderr: () => undefined } as unknown as CliIo;

for (const path of documents) {
  const text = await readFile(path, 'utf8');
  const transcripts = own.has(path) ? [] : transcriptsOf(text).filter(({ words }) => words[0] === 'npx');
  const commands = blocksOf(text, 'sh').flatMap((block) =>
    block.split('\n').filter((line) => /^npx staylocal\b/.test(line)),
  );
  if (transcripts.length + commands.length === 0) continue;

  describe(path, () => {
    const files = scratch();
    let home = '';
    before(async () => {
      home = process.cwd();
      for (const [name, content] of filesOf(text)) await files.write(name, content);
      process.chdir(files.path('.'));
    });
    after(() => {
      process.chdir(home);
    });

    for (const transcript of transcripts)
      it(`$ ${transcript.command}`, () => checkTranscript(transcript, runCli));

    for (const line of commands)
      it(`${line}: the program takes it`, async () => {
        const program = await programOf(
          io,
          () => undefined,
          () => true,
        );
        const ran: string[] = [];
        for (const { command } of commandsOf(program))
          if (command.commands.length === 0)
            command.action(() => {
              ran.push(line);
            });
        const [bare = ''] = line.split(/\s+#|\s+>>?\s/);
        const words = [...bare.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
          ([, a, b, c]) => a ?? b ?? c ?? '',
        );
        await program.parseAsync(words.slice(2), { from: 'user' });
        assert.equal(ran.length, words.length === 2 ? 0 : 1);
      });
  });
}
