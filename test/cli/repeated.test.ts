/** An option that takes one value is given once: of two the last would count, and nobody would know. */
import assert from 'node:assert/strict';
import type { Option } from 'commander';
import { commandsOf } from '../../lib/cli/command-tree.js';
import { programOf } from '../../lib/cli/run.js';
import type { CliIo } from '../../lib/cli/io.js';
import { runCli } from './run-cli.js';

/** Those that may be given again, each for one value more. */
const several = new Set([
  'audit --pac',
  'audit --proxy',
  'audit --machine',
  'audit --registry',
  'audit --front-end',
  'audit --root',
  'audit --only',
  'audit --skip',
  'audit --resolver',
  'audit --reference',
  'demo --fault',
  'dnssec --resolver',
  'dnssec --root',
  'dnssec --reference',
  'pac --dns',
  'pac --my-ip',
  'proxy --client',
  'proxy --machine',
  'proxy --url',
  'secrets --ignore',
  'batch --resolver',
  'worker --resolver',
  'audit --output',
  'demo --output',
  'pac --output',
  'dnssec --output',
  'proxy --output',
  'batch --resolver',
  'worker --resolver',
  'fleet --only',
  'fleet --skip',
  'fleet --output',
  'watch --pac',
  'watch --proxy',
  'watch --machine',
  'watch --registry',
  'watch --front-end',
  'watch --root',
  'watch --only',
  'watch --skip',
  'watch --resolver',
  'watch --reference',
  'watch --output',
  'watch --hook-arg',
]);

const io = { env: {} } as unknown as CliIo;
const program = await programOf(
  io,
  () => undefined,
  () => true,
);
const commands = commandsOf(program).filter(({ path }) => path !== '');

/** One that its own reading does not refuse. */
function valueFor(option: Option): string {
  if (option.argChoices !== undefined) return option.argChoices[0] ?? '';
  if (option.long === '--at' || option.long === '--since') return '2026-11-24T08:00:00Z';
  return values[option.long ?? ''] ?? '5';
}

const values: Readonly<Record<string, string>> = {
  '--machine': 'a=b',
  '--ignore': 'jwt',
  '--output': 'text',
  '--every': '1h',
  '--webhook': 'https://hooks.example/',
};

/** Without which a command is refused first. */
const needed: Readonly<Record<string, readonly string[]>> = { worker: ['--queue', 'redis://127.0.0.1'] };

describe('cli: options given twice', () => {
  for (const { path, command } of commands) {
    for (const option of command.options) {
      const flag = option.long ?? option.short ?? '';
      if (!(option.required || option.optional)) continue;
      it(`${path} ${flag}`, async () => {
        const value = valueFor(option);
        const { code, stderr } = await runCli([
          ...path.split(' '),
          ...(flag === '--queue' ? [] : (needed[path] ?? [])),
          flag,
          value,
          flag,
          value,
          '--nothing-of-the-kind',
        ]);
        assert.equal(code, 2);
        // Commander reads the options from left to right: one that is allowed twice comes to the one that is not known.
        assert.match(
          stderr,
          several.has(`${path} ${flag}`)
            ? /unknown option|required option/
            : / is given twice; it takes one value\./,
        );
      });
    }
  }

  for (const [first, second] of [
    ['--color', '--no-color'],
    ['--no-color', '--color'],
    ['--label=x', '--no-label'],
    ['--reference=tls://192.0.2.1', '--no-reference'],
  ] as const) {
    it(`${first} with ${second}`, async () => {
      const { code, stderr } = await runCli(['audit', '--offline', '--no-env', first, second]);
      assert.equal(code, 2);
      assert.match(stderr, /are given together; one of them is meant/);
    });
  }

  it('lets a switch be given twice: it says the same', async () => {
    assert.equal((await runCli(['audit', '--list', '--quiet', '--quiet'])).code, 0);
  });
});
