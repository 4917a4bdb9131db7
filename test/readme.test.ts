/**
 * The README is a promise: every transcript in it is run, every library example is run, and the commands that the
 * manual names exist.
 */
import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { runCli } from './cli/run-cli.js';
import { scratch } from './cli/scratch.js';
import { blocksOf, checkTranscript, filesOf, transcriptsOf } from './transcripts.js';

const readme = await readFile('README.md', 'utf8');
const library = await readFile('docs/library.md', 'utf8');
const manual = await readFile('docs/cli.md', 'utf8');

describe('README', () => {
  const files = scratch();
  let home = '';
  before(async () => {
    home = process.cwd();
    for (const [name, text] of filesOf(readme)) await files.write(name, text);
    process.chdir(files.path('.'));
  });
  after(() => {
    process.chdir(home);
  });

  for (const transcript of transcriptsOf(readme))
    it(`$ ${transcript.command}`, () => checkTranscript(transcript, runCli));

  for (const [index, code] of blocksOf(library, 'ts').entries()) {
    it(`example ${index + 1} runs`, async () => {
      // Inside the package its own name resolves through package.json's exports, as it does for those who install it.
      const folder = fileURLToPath(new URL('.', import.meta.url));
      await mkdir(folder, { recursive: true });
      const path = `${folder}readme-example-${index + 1}.mjs`;
      await writeFile(path, code);
      // In an example `console.assert` says what holds; here it has to.
      const original = console.assert;
      console.assert = (condition: unknown, ...words: unknown[]) => {
        assert.ok(condition, words.map(String).join(' ') || `an assertion of example ${index + 1}`);
      };
      try {
        await import(pathToFileURL(path).href);
      } finally {
        console.assert = original;
      }
    });
  }

  it('names commands and options that exist', async () => {
    for (const [, name, rest] of manual.matchAll(/^npx staylocal (\w+)(.*)$/gm)) {
      const { stdout: help, code } = await runCli([name ?? '', '--help']);
      assert.equal(code, 0, name);
      for (const [option] of (rest ?? '').replace(/#.*$/, '').matchAll(/--[a-z-]+/g)) {
        const inner = name === 'profile' ? ['show', 'init'] : [];
        const helps = inner.map(async (command) => (await runCli([name ?? '', command, '--help'])).stdout);
        const everywhere = [help, ...(await Promise.all(helps))].join('');
        assert.ok(everywhere.includes(option), `${name ?? ''} ${option}`);
      }
    }
  });

  it('gives the two commands that package.json has', async () => {
    const { scripts } = JSON.parse(
      await readFile(new URL('../../package.json', import.meta.url), 'utf8'),
    ) as { scripts: Record<string, string> };
    assert.ok(readme.includes('npm ci && npm start\n') && readme.includes('npm ci && npm test\n'));
    assert.ok(scripts['start'] !== undefined && scripts['test'] !== undefined);
  });
});
