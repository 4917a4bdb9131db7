import assert from 'node:assert/strict';
import { runCli } from './run-cli.js';
import { scratch } from './scratch.js';

describe('cli: proxy', () => {
  const files = scratch();

  it('tells each client’s route and the rule that decided', async () => {
    const path = await files.write('environment', 'https_proxy=http://ann:s3cret@p:1\nno_proxy=.t1t.io\n');
    const { code, stdout } = await runCli([
      'proxy',
      path,
      '--client',
      'curl',
      '--client',
      'wget',
      '--url',
      'https://t1c.t1t.io:51983/',
    ]);
    assert.equal(code, 0);
    assert.match(
      stdout,
      /│ curl \(8\.18\.0 and later\) │ https:\/\/t1c\.t1t\.io on port 51983 │ direct │ bypass rule, \.t1t\.io, .*environment:2 no_proxy/,
    );
    assert.ok(!stdout.includes('s3cret'));
  });

  it('ends with 1 where a client goes to a proxy', async () => {
    const result = await runCli(['proxy', '-', '--format', 'environment', '--client', 'curl', '--json'], {
      stdin: 'https_proxy=http://ann:s3cret@p:1\n',
    });
    assert.equal(result.code, 1);
    assert.ok(!result.stdout.includes('s3cret'));
    const { routes } = JSON.parse(result.stdout) as { routes: { via: string }[] };
    assert.ok(routes.every(({ via }) => via === 'proxy'));
  });

  it('ends with 3 where a PAC decides', async () => {
    const reg =
      'Windows Registry Editor Version 5.00\n\n[HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings]\n"AutoConfigURL"="http://wpad/p.pac"\n';
    const result = await runCli(['proxy', '-', '--client', 'wininet', '--url', 'https://t1c.t1t.io/'], {
      stdin: reg,
    });
    assert.equal(result.code, 3, result.stdout);
    assert.match(result.stdout, /pac http:\/\/wpad\/p\.pac/);
  });

  it('reads the variables of the process', async () => {
    const result = await runCli(['proxy', '--env', '--client', 'go'], {
      env: { HTTPS_PROXY: 'http://p:1', PATH: '/bin' },
    });
    assert.equal(result.code, 1);
    assert.match(result.stdout, /\(environment\):1 HTTPS_PROXY/);
    assert.match((await runCli(['proxy', '--env'])).stdout, /^No proxy setting was found/);
  });

  it('tells what the proxy itself would do', async () => {
    const open = await runCli(['proxy', '-'], {
      stdin: 'http_port 3128\nacl SSL_ports port 443\nhttp_access allow all\n',
    });
    assert.equal(open.code, 1);
    assert.match(open.stdout, /takes it and dials its own loopback/);
    const shut = await runCli(['proxy', '-'], {
      stdin: 'http_port 3128\nhttp_access deny to_localhost\nhttp_access allow all\n',
    });
    assert.equal(shut.code, 0, shut.stdout);
    assert.match(shut.stdout, /refuses it/);
  });

  it('lets one unreadable file hide no other', async () => {
    const good = await files.write('good', 'https_proxy=http://p:1\nno_proxy=*\n');
    const bad = await files.write('notes.txt', 'Buy milk.\n');
    const result = await runCli(['proxy', bad, good, '--client', 'curl']);
    assert.equal(result.code, 3);
    assert.match(result.stderr, /notes\.txt: no known kind of proxy settings/);
    assert.match(result.stdout, /curl \(/);
  });

  const T1C = ['--url', 'https://t1c.t1t.io:51983/'];

  it('gives each version that was asked for a row of its own, and says since when its grammar holds', async () => {
    const clients = ['curl@7.87.0', 'curl@8.1.0', 'curl@8.9.0', 'go'].flatMap((id) => ['--client', id]);
    const { stdout } = await runCli(['proxy', '-', ...clients, ...T1C], {
      stdin: 'https_proxy=http://p:1\nno_proxy=t1c.t1t.io\n',
    });
    const rows = [...stdout.matchAll(/^│ ([^│]*?) +│/gm)].map(([, label]) => label);
    assert.deepEqual(rows, [
      'client',
      'curl 7.87.0 (as since 7.86.0)',
      'curl 8.1.0 (as since 7.86.0)',
      'curl 8.9.0',
      'go (1.24.1 and later)',
    ]);
  });

  it('tells the trap beside the route', async () => {
    for (const [rules, client, says] of [
      ['a;t1c.t1t.io', 'curl', /proxy configured.*\n.*"t1c\.t1t\.io" does nothing here: separator/],
      ['*.t1t.io', 'curl', /"\*\.t1t\.io" does nothing here: wildcard/],
      ['.io', 'curl', /bypass rule, \.io.*\n.*"\.io" lets far more pass: top level/],
      ['T1C.T1T.IO', 'aria2', /"T1C\.T1T\.IO" does nothing here: case/],
    ] as const) {
      const { stdout } = await runCli(['proxy', '-', '--client', client, ...T1C], {
        stdin: `https_proxy=http://p:1\nhttp_proxy=http://p:1\nno_proxy="${rules}"\n`,
      });
      assert.match(stdout, says, rules);
    }
  });

  it('warns of empty entries, of lines that were not read, and of WSL', async () => {
    for (const [format, stdin, says] of [
      [
        'environment',
        'https_proxy=http://p:1\nno_proxy=a,,b\n',
        /no_proxy: an empty entry stands in the list/,
      ],
      ['java-properties', 'http.proxyHost=p\nhttp.nonProxyHosts=a|\n', /nonProxyHosts: an empty entry/],
      ['environment', 'https_proxy: http://p:1\nno_proxy=a\n', /:1 https_proxy: .*not read/],
      ['networksetup', '-getproxybypassdomains Wi-Fi\na\n\nb\n', /An empty line stands in the list/],
      ['wsl', '[wsl2]\nautoProxy=true\n', /autoProxy: WSL takes the proxy variables .* from Windows/],
      ['wsl', '[wsl2]\nmemory=4GB\n', /WSL takes the proxy variables .* from Windows/],
    ] as const) {
      const { stderr } = await runCli(['proxy', '-', '--format', format, ...T1C], { stdin });
      assert.match(stderr, says, stdin);
    }
    const off = await runCli(['proxy', '-', '--format', 'wsl', ...T1C], {
      stdin: '[wsl2]\nautoProxy=false\n',
    });
    assert.doesNotMatch(off.stderr, /WSL takes/);
  });

  it('shows at most three traps of a client', async () => {
    const rules = ['a', 'b', 'c', 'd', 'e'].map((one) => `${one}.t1t.io`).join(',');
    const { stdout } = await runCli(['proxy', '-', '--client', 'curl', ...T1C], {
      stdin: `https_proxy=http://p:1\nno_proxy=${rules}\n`,
    });
    assert.match(stdout, /and 2 more rules like these/);
  });
});

describe('cli: proxy at a terminal', () => {
  const files = scratch();
  it('is a table where there is room, and blocks where not', async () => {
    const path = await files.write(
      'environment',
      'https_proxy=http://proxy.corp.example:8080\nno_proxy=localhost\n',
    );
    const argv = [
      'proxy',
      path,
      '--url',
      'https://t1c.t1t.io:51983/',
      '--client',
      'curl',
      '--client',
      'java',
    ];
    const at = (columns: number) => runCli(argv, { terminal: true, columns, env: { NO_COLOR: '1' } });
    assert.match((await at(250)).stdout, /^┌/);
    const narrow = (await at(60)).stdout;
    assert.match(narrow, /^curl \(.*\n {2}https:\/\/t1c\.t1t\.io on port 51983: proxy/m);
    assert.deepEqual(
      narrow.split('\n').filter((line) => line.length > 60 && !line.includes(path)),
      [],
    );
  });
});
