/** Proxies before and after the artefact: before, a CONNECT for the name reaches the proxy's own loopback; after, it is refused. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { connect, createServer as createTlsServer } from 'node:tls';
import { audit } from '../../lib/audits/audit.js';
import { gatherSettings } from '../../lib/gather/proxy.js';
import { generate } from '../../lib/generate/index.js';
import { evidenceWith } from '../audits/case.js';
import { fullProfile } from '../generate/profile.js';
import { eventually, freePort, Scene, write } from './generate/support.js';
import { runOk } from './support/programs.js';

const { name } = fullProfile;
const control = 'other.acme.example';

interface Reply {
  readonly status: number;
  readonly body: string;
}

/** A CONNECT, or a GET of an absolute URL. */
async function through(
  proxyPort: number,
  method: 'CONNECT' | 'GET',
  host: string,
  port: number,
): Promise<Reply> {
  const path = method === 'CONNECT' ? `${host}:${port}` : `http://${host}:${port}/`;
  const asking = request({
    host: '127.0.0.1',
    port: proxyPort,
    method,
    path,
    headers: { Host: `${host}:${port}` },
    agent: false,
  });
  asking.end();
  const signal = AbortSignal.timeout(5000);
  if (method === 'CONNECT') {
    const [response, socket, head] = (await once(asking, 'connect', { signal })) as [
      { statusCode: number },
      Socket,
      Buffer,
    ];
    let body = head.toString();
    if (response.statusCode === 200) socket.destroy();
    else for await (const chunk of socket as AsyncIterable<Buffer>) body += chunk.toString();
    return { status: response.statusCode, body };
  }
  const [response] = (await once(asking, 'response', { signal })) as [
    AsyncIterable<Buffer> & { statusCode: number },
  ];
  let body = '';
  for await (const chunk of response) body += chunk.toString();
  return { status: response.statusCode, body };
}

/** Somebody else's program on the proxy's own loopback; says "mine" to whoever asks. */
async function loopbackProgram(scene: Scene): Promise<number> {
  const server = createServer((_, response) => response.end('mine')).listen(0, '127.0.0.1');
  server.on('connect', (_, socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n'));
  await once(server, 'listening');
  scene.later(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

describe('generate: the proxy refuses the name', () => {
  let scene = new Scene();
  beforeEach(() => {
    scene = new Scene();
  });
  afterEach(async () => {
    await scene.end();
  });

  it('Squid', async () => {
    const program = await loopbackProgram(scene);
    const folder = scene.folder();
    chmodSync(folder, 0o777);
    const artefact = await write(folder, 'squid', fullProfile);
    await write(folder, 'squid-page', fullProfile);
    writeFileSync(join(folder, 'hosts'), `127.0.0.1 localhost ${name} ${control}\n`);
    for (const applied of [false, true]) {
      const own = await freePort();
      const conf = join(folder, `squid-${own}.conf`);
      writeFileSync(
        conf,
        [
          `http_port 127.0.0.1:${own}`,
          'pid_filename none',
          `hosts_file ${folder}/hosts`,
          `cache_log ${folder}/cache-${own}.log`,
          'access_log none',
          'cache_mem 1 MB',
          `coredump_dir ${folder}`,
          'cache_effective_user proxy',
          'shutdown_lifetime 0 seconds',
          'pinger_enable off',
          ...(applied ? [`error_directory ${folder}`, `include ${artefact}`] : []),
          'http_access allow all',
          '',
        ].join('\n'),
      );
      const squid = scene.start('squid', ['-N', '-f', conf]);
      const log = (): string => squid.output;
      const connected = await eventually(() => through(own, 'CONNECT', name, program), log);
      const got = await through(own, 'GET', name, program);
      assert.equal(connected.status, applied ? 403 : 200, log());
      assert.equal(got.status, applied ? 403 : 200);
      assert.equal((await through(own, 'CONNECT', 'localhost', program)).status, applied ? 403 : 200);
      if (applied) {
        assert.match(connected.body, /must not go through the proxy/);
        assert.match(got.body, /must not go through the proxy/);
      } else {
        assert.equal(got.body, 'mine');
      }
      assert.equal((await through(own, 'CONNECT', control, program)).status, 200);
    }
  });

  it('Squid and the audit agree, before the rules are merged into squid.conf and after', async () => {
    const program = await loopbackProgram(scene);
    const profile = { ...fullProfile, ports: [program] };
    const folder = scene.folder();
    chmodSync(folder, 0o777);
    mkdirSync(join(folder, 'conf.d'));
    // What a site has in its own folder lets the office in, before squid.conf gets to refuse anybody.
    writeFileSync(join(folder, 'conf.d', 'office.conf'), 'http_access allow office\n');
    writeFileSync(join(folder, 'hosts'), `127.0.0.1 localhost ${name} ${control}\n`);
    const conf = (own: number): string =>
      [
        `http_port 127.0.0.1:${own}`,
        'pid_filename none',
        `hosts_file ${folder}/hosts`,
        `cache_log ${folder}/cache-${own}.log`,
        'access_log none',
        'cache_mem 1 MB',
        `coredump_dir ${folder}`,
        'cache_effective_user proxy',
        'shutdown_lifetime 0 seconds',
        'pinger_enable off',
        `acl SSL_ports port 443 ${program}`,
        'acl CONNECT method CONNECT',
        'acl office src 127.0.0.0/8',
        'http_access deny CONNECT !SSL_ports',
        `include ${folder}/conf.d/*.conf`,
        'http_access deny all',
        '',
      ].join('\n');
    for (const merged of [false, true]) {
      const own = await freePort();
      const path = join(folder, `squid-${own}.conf`);
      const text = conf(own);
      writeFileSync(
        path,
        merged ? (await generate('squid', profile, { merge: { text, fileName: 'squid.conf' } })).text : text,
      );
      const squid = scene.start('squid', ['-N', '-f', path]);
      const log = (): string => squid.output;
      for (const host of [name, 'localhost']) {
        const reply = await eventually(() => through(own, 'CONNECT', host, program), log);
        assert.equal(reply.status, merged ? 403 : 200, `${host}\n${log()}`);
      }
      assert.equal((await through(own, 'CONNECT', control, program)).status, 200);
      const proxySettings = await gatherSettings([{ source: path }], undefined);
      const report = await audit(profile, evidenceWith({ proxySettings }, profile), {
        only: ['proxy/settings-facts'],
      });
      assert.deepEqual(
        report.findings.map(({ id }) => id),
        [`proxy/settings-facts:${merged ? 'proxy-refuses' : 'proxy-dials-own-loopback'}`],
      );
    }
  });

  it('HAProxy', async () => {
    const program = await loopbackProgram(scene);
    const folder = scene.folder();
    const lines = readFileSync(await write(folder, 'haproxy', fullProfile), 'utf8');
    for (const applied of [false, true]) {
      const own = await freePort();
      const conf = join(folder, `haproxy-${own}.cfg`);
      writeFileSync(
        conf,
        `defaults\n  mode http\n  timeout connect 2s\n  timeout client 5s\n  timeout server 5s\n` +
          `frontend proxies\n  bind 127.0.0.1:${own}\n${applied ? lines : ''}  default_backend squids\n` +
          `backend squids\n  server one 127.0.0.1:${program}\n`,
      );
      const haproxy = scene.start('haproxy', ['-db', '-f', conf]);
      const log = (): string => haproxy.output;
      const connected = await eventually(() => through(own, 'CONNECT', name, 51983), log);
      assert.equal(connected.status, applied ? 403 : 200, log());
      if (applied) assert.match(connected.body, /must not go through the proxy/);
      const got = await through(own, 'GET', name, 80);
      assert.equal(got.status, applied ? 403 : 200);
      assert.equal((await through(own, 'CONNECT', control, 51983)).status, 200);
      assert.equal((await through(own, 'GET', control, 80)).body, 'mine');
    }
  });

  it('nginx stream', async () => {
    const folder = scene.folder();
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    await runOk('openssl', [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-subj',
      '/CN=x',
      '-keyout',
      key,
      '-out',
      cert,
    ]);
    const server = createTlsServer({ key: readFileSync(key), cert: readFileSync(cert) }, (socket) =>
      socket.end('mine'),
    ).listen(0, '127.0.0.1');
    await once(server, 'listening');
    scene.later(() => {
      server.close();
    });
    const upstream = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { text } = await generate('nginx-stream', fullProfile);
    const own = await freePort();
    const conf = join(folder, 'nginx.conf');
    writeFileSync(
      conf,
      `load_module /usr/lib/nginx/modules/ngx_stream_module.so;\ndaemon off;\npid ${folder}/pid;\nevents {}\nstream {\n` +
        // The lab has no DNS for a real server name: every other name goes to the server here.
        text.replace('default $ssl_preread_server_name:443;', `default ${upstream};`) +
        `server { listen 127.0.0.1:${own}; ssl_preread on; proxy_pass $staylocal_upstream; }\n}\n`,
    );
    const log = join(folder, 'log');
    const nginx = scene.start('nginx', ['-e', log, '-c', conf]);
    const shake = async (servername: string): Promise<string> => {
      const socket = connect({ host: '127.0.0.1', port: own, servername, rejectUnauthorized: false });
      try {
        const [data] = (await once(socket, 'data', { signal: AbortSignal.timeout(3000) })) as [Buffer];
        return data.toString();
      } finally {
        socket.destroy();
      }
    };
    assert.equal(
      await eventually(
        () => shake(control),
        () => nginx.output,
      ),
      'mine',
    );
    await assert.rejects(shake(name), /ECONNRESET|socket disconnected/);
    await assert.rejects(shake(name.toUpperCase()), /ECONNRESET|socket disconnected/);
    assert.match(readFileSync(log, 'utf8'), /no host in upstream/);
  });
});
