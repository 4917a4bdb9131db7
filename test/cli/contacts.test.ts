/** Whom an audit contacts: servers that write down who came. */
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { startLab, type Lab } from '../../lib/lab/index.js';
import { now, runCli } from './run-cli.js';
import { scratch } from './scratch.js';

describe('cli: whom an audit contacts', () => {
  const files = scratch();
  let lab: Lab | undefined;
  let anchors = '';
  before(async () => {
    lab = await startLab({ at: now });
    anchors = await files.write('anchors', `${lab.anchors}\n`);
  });
  after(() => lab?.close());

  const audit = (...argv: readonly string[]): ReturnType<typeof runCli> =>
    runCli([
      'audit',
      '--resolver',
      lab?.resolver ?? '',
      '--anchors',
      anchors,
      '--no-env',
      '--route',
      'direct',
      ...argv,
    ]);

  it('is nobody but resolvers where the audits are of DNS', async () => {
    const came: number[] = [];
    const server = createServer((socket) => {
      came.push(socket.remotePort ?? 0);
      socket.destroy();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const url = `https://localhost:${(server.address() as AddressInfo).port}`;
      const { stdout } = await runCli(['profile', 'show', 'trust1connector']);
      const profile = { ...(JSON.parse(stdout) as object), id: 'recorded', kind: 'partner' };
      const services = { distributionServices: [{ url, environment: 'production' }] };
      const path = await files.write('recorded.json', JSON.stringify({ ...profile, ...services }));
      for (const only of ['dns/', 'dnssec/', 'dns/caa']) await audit('--profile', path, '--only', only);
      assert.deepEqual(came, []);
      await audit('--profile', path, '--only', 'distribution/reachable');
      assert.ok(came.length > 0, 'the service is contacted where an audit is about it');
    } finally {
      server.close();
    }
  });

  it('is the root that was named, for the zone’s own servers', async () => {
    const asked: string[] = [];
    const root = createSocket('udp4', (query, from) => {
      asked.push(query.toString('hex'));
      // SERVFAIL (RFC 1035 §4.1.1): the same question, answered by nothing.
      const answer = Buffer.from(query);
      answer.writeUInt16BE(0x8002, 2);
      root.send(answer, from.port, from.address);
    }).bind(0, '127.0.0.1');
    await once(root, 'listening');
    try {
      const port = String(root.address().port);
      await audit('--only', 'dns/same-everywhere', '--root', '127.0.0.1', '--server-port', port);
      assert.ok(asked.length > 0);
      const before = asked.length;
      await audit('--only', 'dns/same-everywhere', '--server-port', port);
      assert.equal(asked.length, before, 'other anchors alone are no reason to ask a zone’s servers');
    } finally {
      root.close();
    }
  });

  it('is told first where no option says it', async () => {
    // Nothing of the profile is asked for, so that the test contacts nobody.
    const { stdout } = await runCli(['profile', 'show', 'trust1connector']);
    const profile = { ...(JSON.parse(stdout) as object), id: 'quiet', kind: 'partner', dnssec: 'none' };
    const off = Object.fromEntries(
      (JSON.parse((await runCli(['audit', '--list', '--json'])).stdout) as { id: string }[])
        .filter(({ id }) => /^(?:dns|dnssec|distribution|token)\//.test(id))
        .map(({ id }) => [id, 'off']),
    );
    const path = await files.write('quiet.json', JSON.stringify({ ...profile, audits: off }));
    const { stderr } = await runCli(['audit', '--profile', path]);
    assert.match(
      stderr,
      /^looking at: the proxy variables of this shell\nnot looked at without an option: .*--here/,
    );
    const { stderr: told } = await runCli(['audit', '--profile', path, '--offline']);
    assert.doesNotMatch(told, /looking at/);
  });
});
