import assert from 'node:assert/strict';
import { runCli } from './run-cli.js';

const weekend =
  'function FindProxyForURL(url, host) {\n  if (weekdayRange("SAT", "SUN")) return "DIRECT";\n  return "PROXY p:8080";\n}\n';

describe('cli: pac', () => {
  it('proves, and shows where it does not hold', async () => {
    const { code, stdout } = await runCli(['pac', '-'], { stdin: weekend });
    assert.equal(code, 1);
    assert.match(
      stdout,
      /^stdin: DIRECT in some environments only for https:\/\/t1c\.t1t\.io:51983\/ \(chromium, \d paths\)$/m,
    );
    assert.match(stdout, /Monday to Friday gets PROXY p:8080 from line 3/);
  });

  for (const [at, zone, code, says] of [
    ['2026-11-21T12:00:00Z', 'UTC', 0, /^stdin: DIRECT for/],
    ['2026-11-23T12:00:00Z', 'UTC', 1, /^stdin: not direct for/],
    ['2026-11-22T23:30:00Z', 'Europe/Brussels', 1, /weekdayRange\("SAT", "SUN"\) = false/],
  ] as const) {
    it(`decides at ${at} in ${zone}`, async () => {
      const result = await runCli(['pac', '-', '--decide', '--at', at, '--time-zone', zone], {
        stdin: weekend,
      });
      assert.equal(result.code, code);
      assert.match(result.stdout, says);
    });
  }

  it('decides now where no time is given', async () => {
    const result = await runCli(['pac', '-', '--decide'], {
      stdin: weekend,
      now: new Date('2026-11-21T12:00:00Z'),
    });
    assert.equal(result.code, 0);
  });

  for (const [title, stdin, says] of [
    [
      'a syntax error with its line',
      'function FindProxyForURL(url, host) {\n  return "DIRECT"\n',
      /syntax-error at line \d/,
    ],
    ['a page in place of a PAC', '<!DOCTYPE html><html>', /html-page/],
    ['a script that throws', 'function FindProxyForURL() { throw new Error("boo"); }', /boo/],
    ['a script without the function', 'var x = 1;', /no-entry-point/],
  ] as const) {
    it(`says what is wrong with ${title}`, async () => {
      const result = await runCli(['pac', '-'], { stdin });
      assert.equal(result.code, 1);
      assert.match(result.stdout, says);
      assert.doesNotMatch(result.stdout, /^stdin: always DIRECT/);
    });
  }

  it('ends a script that never does', async () => {
    const { code, stdout } = await runCli(['pac', '-', '--decide'], {
      stdin: 'function FindProxyForURL() { for (;;); }',
    });
    assert.equal(code, 1);
    assert.match(stdout, /no answer.*\n {2}limit: /);
  });

  it('says where an answer came from, and what was assumed of what the script asked', async () => {
    const stdin =
      'function FindProxyForURL(u, h) { if (isInNet(dnsResolve(h), "10.0.0.0", "255.0.0.0") || isResolvable("No.example") || myIpAddress() == "::1" || weekdayRange("SUN")) return "DIRECT"; return "PROXY p:1" }';
    const { stdout } = await runCli(['pac', '-', '--decide', '--at', '2026-11-24T08:00:00Z'], { stdin });
    assert.match(stdout, /result: "PROXY p:1" from line 1, column \d{3}\n/);
    assert.match(stdout, /assumed: t1c\.t1t\.io resolves to 127\.0\.0\.1, as the profile expects \(--dns/);
    assert.match(stdout, /assumed: no\.example does not resolve \(--dns/);
    assert.match(stdout, /assumed: the client does not know its own address: .*\(--my-ip\)/);
    assert.match(stdout, /assumed: it is 2026-11-24T08:00:00\.000Z, in the zone UTC/);
    const told = await runCli(
      ['pac', '-', '--decide', '--dns', 't1c.t1t.io=10.0.0.1', '--my-ip', '10.0.0.9'],
      { stdin },
    );
    assert.match(told.stdout, /result: "DIRECT" from line 1, column \d{3}\n/);
    assert.doesNotMatch(told.stdout, /assumed: (?!it is)/);
  });

  it('says what clients do after a failure, and what is wrong once', async () => {
    const stdin = 'function FindProxyForURL(url, host) {\n  return = 1;\n}';
    for (const flags of [[], ['--decide']]) {
      const { stdout } = await runCli(['pac', '-', ...flags], { stdin });
      assert.equal(stdout.split('SyntaxError').length, 2);
      assert.match(stdout, /syntax-error at line 2, column \d+: /);
      assert.match(stdout, /then: Chrome .* and Firefox go direct; WinHTTP asks no one/);
    }
  });

  it('lints', async () => {
    const { code, stdout } = await runCli(['pac', '-', '--lint'], {
      stdin:
        'function FindProxyForURL(url, host) {\n  if (dnsDomainIs(host, "corp.example")) return "DIRECT";\n  return "PROXY p:1";\n}\n',
    });
    assert.equal(code, 1);
    assert.match(stdout, /^stdin:2:\d+: .*dot/m);
    const clean = await runCli(['pac', '-', '--lint', '--json'], {
      stdin: 'function FindProxyForURL(url, host) {\n  return "DIRECT";\n}\n',
    });
    const { mode, lint } = JSON.parse(clean.stdout) as { mode: string; lint: unknown[] };
    assert.deepEqual([clean.code, mode, lint], [0, 'lint', []]);
  });

  it('lets no control character of a PAC reach the terminal', async () => {
    const { stdout } = await runCli(['pac', '-', '--decide'], {
      stdin: 'function FindProxyForURL() { alert("\\u001b[2J"); return "PROXY \\u001b[31m:1"; }',
    });
    assert.ok(!stdout.includes('\u001b'));
  });
});
