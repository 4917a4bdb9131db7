/** The service by systemd's own checker, the Windows task as XML, and the metrics by Prometheus' reader. */
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { runCli } from '../cli/run-cli.js';
import { scratch } from '../cli/scratch.js';

const run = promisify(execFile);

describe('interop: watch', () => {
  const files = scratch();

  it('systemd-analyze verify finds nothing in the unit', async () => {
    const unit = await files.write(
      'staylocal-watch.service',
      await readFile('docs/watch/staylocal-watch.service', 'utf8'),
    );
    const { stdout, stderr } = await run('systemd-analyze', [
      'verify',
      '--man=no',
      '--recursive-errors=no',
      unit,
    ]);
    assert.deepEqual([stdout, stderr], ['', '']);
  });

  it('xmllint reads the task', async () => {
    await run('xmllint', ['--noout', 'docs/watch/staylocal-watch.xml']);
  });

  it('promtool finds nothing in /metrics', async () => {
    const pac = await files.write('proxy.pac', 'function FindProxyForURL() { return "DIRECT"; }');
    let url = '';
    let metrics = '';
    const argv = ['watch', '--offline', '--no-env', '--only', 'proxy/', '--pac', pac, '--rounds', '2'];
    await runCli([...argv, '--listen', '0'], {
      onStderr: (text) => {
        url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0] ?? url;
      },
      wait: async () => {
        metrics = await (await fetch(`${url}/metrics`)).text();
      },
    });
    const child = spawn('promtool', ['check', 'metrics'], { stdio: ['pipe', 'pipe', 'pipe'] });
    child.stdin.end(metrics);
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
    const [code] = (await once(child, 'close')) as [number];
    assert.deepEqual([code, said], [0, '']);
  });
});
