import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { jsonText } from '../../lib/report/index.js';
import { runCli } from './run-cli.js';
import { scratch } from './scratch.js';

/** A right-to-left override and a CSI: what JSON lets through as it is, and a terminal obeys. */
const hostile = 'a\u202eb\u009bc';

describe('cli: --json', () => {
  const files = scratch();

  const commands: readonly (readonly [title: string, argv: () => Promise<readonly string[]>])[] = [
    ['demo', () => Promise.resolve(['demo', '--quiet', '--json', '--keep', files.path(hostile)])],
    [
      'pac --decide',
      async () => {
        const pac = await files.write(
          'hostile.pac',
          `function FindProxyForURL() { return "PROXY ${hostile}:1"; }`,
        );
        return ['pac', pac, '--decide', '--json'];
      },
    ],
    [
      'proxy',
      async () => [
        'proxy',
        '--json',
        await files.write(`settings-${hostile}`, 'https_proxy=http://p.example:1\n'),
      ],
    ],
    [
      'profile show',
      async () => {
        const text = JSON.stringify({
          ...(JSON.parse((await runCli(['profile', 'show'])).stdout) as object),
          description: hostile,
        });
        return ['profile', 'show', await files.write('hostile.json', text)];
      },
    ],
    [
      'generate --all',
      async () => {
        const folder = files.path(`kit-${hostile}`);
        await mkdir(folder);
        return ['generate', '--all', '--out', folder, '--json'];
      },
    ],
  ];
  for (const [title, argv] of commands) {
    it(`of ${title} shows no character that a terminal obeys, and keeps its value`, async () => {
      const { stdout, stderr } = await runCli(await argv());
      assert.ok(!stdout.includes('\u202e') && !stdout.includes('\u009b'), stderr);
      assert.ok(stdout.includes('a\\u202eb\\u009bc'), stdout.slice(0, 2000) + stderr);
      assert.ok(JSON.stringify(JSON.parse(stdout)).includes(hostile));
    });
  }

  it('has bytes as base64', () => {
    assert.deepEqual(JSON.parse(jsonText({ rdata: new Uint8Array([1, 2, 3]) })), { rdata: 'AQID' });
  });
});
