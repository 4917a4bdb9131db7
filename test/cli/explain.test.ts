import assert from 'node:assert/strict';
import { generalMessages } from '../../lib/audits/general-messages.js';
import { registry } from '../../lib/audits/registry.js';
import { runCli } from './run-cli.js';

describe('cli: explain', () => {
  it('tells of every audit why, what it says, what to do, and its sources', async () => {
    for (const { id, title, why, messages } of registry) {
      const { code, stdout } = await runCli(['explain', id]);
      assert.equal(code, 0, id);
      assert.ok(stdout.startsWith(`${title}\n${id}\n\nWhy\n  ${why}\n`), stdout);
      assert.match(stdout, /^What it says\n.*^Examples?\n.*^Sources\n {2}https:/ms, id);
      for (const message of Object.keys(messages)) assert.ok(stdout.includes(` ${message}: `), message);
    }
  });

  it('tells of one message, with the fault of the lab that shows it', async () => {
    const { stdout } = await runCli(['explain', 'proxy/pac-bypass:never']);
    assert.match(stdout, /✖ never: never answers DIRECT/);
    assert.ok(!stdout.includes('sometimes:'), stdout);
    assert.match(stdout, /^Example\n {2}never: .*\n {2}\$ staylocal demo --fault pac-\S+$/m);
    assert.match(stdout, /^Known limits\n {2}\S/m);
  });

  it('tells of what is said where an audit came to nothing', async () => {
    for (const message of Object.keys(generalMessages)) {
      const { code, stdout } = await runCli(['explain', `dns/ttl:${message}`]);
      assert.equal(code, 0, message);
      assert.ok(stdout.includes(` ${message}: `), stdout);
    }
  });

  it('fits the terminal', async () => {
    const { stdout } = await runCli(['explain', 'dns/caa'], {
      terminal: true,
      columns: 60,
      env: { NO_COLOR: '1' },
    });
    assert.deepEqual(
      stdout.split('\n').filter((line) => line.length > 60 && !line.includes('://')),
      [],
    );
  });

  it('is JSON when told to', async () => {
    const { stdout } = await runCli(['explain', 'dns/ttl', '--json']);
    assert.equal((JSON.parse(stdout) as { audit: string }).audit, 'dns/ttl');
  });

  const mistakes: readonly (readonly [id: string, says: RegExp])[] = [
    ['dns/tll', /No audit "dns\/tll"; did you mean dns\/ttl\?/],
    ['pac', /did you mean proxy\/pac-bypass or/],
    [
      'proxy/pac-bypass:nevr',
      /has no message "nevr"; did you mean never\? staylocal explain proxy\/pac-bypass/,
    ],
    ['\u001b[2J', /No audit "\\u\{1b\}\[2J"; staylocal audit --list/],
  ];
  for (const [id, says] of mistakes)
    it(`answers ${JSON.stringify(id)} with the nearest, in one line`, async () => {
      const { code, stderr } = await runCli(['explain', id]);
      assert.equal(code, 2);
      assert.match(stderr, says);
      assert.equal(stderr.trimEnd().split('\n').length, 1);
    });
});
