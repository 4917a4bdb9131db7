import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import { listen } from '../../lib/lab/distribution/listen.js';

describe('cli: the process', () => {
  it('ends with its report, though a server leaves a handshake unanswered', async () => {
    const { port, close } = await listen(createServer());
    const argv = ['audit', '--only', 'dns/outage', '--resolver', `https://127.0.0.1:${port}/dns-query`];
    const rest = ['--timeout', '200', '--no-env', '--no-reference', '--no-authoritative', '--quiet'];
    try {
      const ended = await new Promise<{ code: unknown; killed: boolean; stdout: string }>((resolve) => {
        execFile(
          process.execPath,
          ['dist/lib/cli/main.js', ...argv, ...rest],
          { timeout: 15_000 },
          (error, stdout) => {
            resolve({ code: error?.code, killed: error?.killed === true, stdout });
          },
        );
      });
      assert.equal(ended.killed, false, 'it hung');
      assert.equal(ended.code, 3);
      assert.match(ended.stdout, /answers nothing at all/);
    } finally {
      await close();
    }
  });
});
