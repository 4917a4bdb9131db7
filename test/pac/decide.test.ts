import assert from 'node:assert/strict';
import { loadPac, type DialectName, type FailureCode } from '../../lib/pac/index.js';
import { decideOnce, URL_UNDER_TEST, using } from './support.js';

const returning = (expression: string): string =>
  `function FindProxyForURL(url, host) { return ${expression}; }`;

describe('a decision', () => {
  const RESULTS: readonly (readonly [string, string, string])[] = [
    ['DIRECT', 'direct', 'direct'],
    [' direct ; ', 'direct', 'direct'],
    ['DIRECT; DIRECT', 'direct', 'direct'],
    ['PROXY p:8080', 'proxy', 'proxied'],
    ['PROXY p; DIRECT', 'proxy', 'proxied'],
    ['DIRECT; PROXY p', 'direct', 'direct-first'],
    ['GARBAGE; DIRECT', 'direct', 'direct'],
    ['GARBAGE; PROXY x', 'proxy', 'proxied'],
    ['DIRECT x; PROXY y', 'proxy', 'proxied'],
    ['SOCKS5 [::1]:1080', 'proxy', 'proxied'],
  ];
  for (const [result, via, compliance] of RESULTS) {
    it(`reads ${JSON.stringify(result)} as ${compliance}`, async () => {
      const decision = await decideOnce(returning(JSON.stringify(result)));
      assert.equal(decision.via, via);
      assert.equal(decision.compliance, compliance);
      assert.equal(decision.result, result);
      assert.equal(decision.failure, null);
    });
  }

  const FAILURES: readonly (readonly [string, FailureCode, string])[] = [
    ['a syntax error', 'syntax-error', 'function FindProxyForURL(url, host) {\n  return "DIRECT"'],
    ['a throw', 'throw', returning('nothing.at.all')],
    ['a throw of no error', 'throw', 'function FindProxyForURL() { throw 7 }'],
    ['a throw while loading', 'load-throw', `${returning('"DIRECT"')}\nnothing();`],
    ['no result', 'not-a-string', 'function FindProxyForURL() {}'],
    ['a String object', 'not-a-string', returning('new String("DIRECT")')],
    [
      'an object with a lying toString',
      'not-a-string',
      returning('({ toString: function () { return "DIRECT" } })'),
    ],
    ['a promise', 'not-a-string', 'async function FindProxyForURL() { return "DIRECT" }'],
    ['an empty result', 'empty-result', returning('"  "')],
    ['a result of no known element', 'no-valid-entry', returning('"GARBAGE"')],
    ['a result outside ASCII', 'non-ascii-result', returning('"DIRECT; PROXY b\\u00fccher"')],
    ['no entry point', 'no-entry-point', 'function findProxyForURL() { return "DIRECT" }'],
    ['an entry point that is no function', 'no-entry-point', 'var FindProxyForURL = "DIRECT"'],
    ['a lexical entry point', 'no-entry-point', 'const FindProxyForURL = () => "DIRECT"'],
    ['an empty file', 'empty-source', ' \n'],
    ['an HTML page', 'html-page', '<!DOCTYPE html>\n<html><body>404</body></html>'],
    ['an HTML page behind a comment', 'html-page', '<!-- portal -->\n<html>'],
    [
      'the time where none is given',
      'time-not-given',
      returning('weekdayRange("MON") ? "DIRECT" : "PROXY a"'),
    ],
    [
      'the time, asked for inside a try',
      'time-not-given',
      'function FindProxyForURL() { try { new Date() } catch (e) {} return "DIRECT" }',
    ],
  ];
  for (const [what, code, source] of FAILURES) {
    it(`keeps ${what} apart (${code})`, async () => {
      const decision = await decideOnce(source);
      assert.equal(decision.failure?.code, code);
      assert.equal(decision.via, 'failure');
      assert.equal(decision.compliance, 'failed');
      assert.equal(decision.effective, 'direct', 'and says what Chromium then does');
    });
  }

  // Firefox 153 does so: test/interop/pac-firefox.interop.ts.
  const FIREFOX: readonly (readonly [string, string, string])[] = [
    ['DIRECT', 'direct', 'DIRECT'],
    ['DIRECT ;PROXY p:1', 'direct-first', 'DIRECT, PROXY p 1'],
    [' DIRECT; PROXY p:1', 'proxied', 'PROXY p 1'],
    ['DIRECT\n; PROXY p:1', 'proxied', 'PROXY p 1'],
    ['DIRECT;\nPROXY p:1', 'direct', 'DIRECT'],
    ['\u00a0DIRECT; PROXY p:1', 'proxied', 'PROXY p 1'],
    ['D\u0131RECT; PROXY p:1', 'proxied', 'PROXY p 1'],
    ['DIRECT\u0000; PROXY p:1', 'direct', 'DIRECT'],
    ['DIRECT x', 'direct', 'DIRECT'],
    ['HTTP p', 'proxied', 'HTTP p 80'],
    ['SOCKS5 p:80', 'proxied', 'SOCKS5 p 1080'],
    ['PROXY u:w@P:1/x', 'proxied', 'PROXY p 1'],
    ['PROXY https://p', 'proxied', 'PROXY p 80'],
    ['DIRECT; PROXY b\u00fccher:1', 'direct-first', 'DIRECT, PROXY xn--bcher-kva 1'],
    ['PROXY a b:1; DIRECT', 'proxied', 'PROXY - -, DIRECT'],
    ['SOCKS; DIRECT', 'proxied', 'SOCKS - -, DIRECT'],
    ['PROXY p:65536', 'proxied', 'PROXY - -'],
    ['PROXY a*b:1', 'proxied', 'PROXY - -'],
    ['PROXY file:///p', 'proxied', 'PROXY file 80'],
    ['QUIC p; GARBAGE', 'failed', ''],
  ];
  for (const [result, compliance, ways] of FIREFOX) {
    it(`reads ${JSON.stringify(result)} as ${compliance}, in Firefox`, async () => {
      const decision = await decideOnce(returning(JSON.stringify(result)), {}, 'firefox');
      assert.equal(decision.compliance, compliance);
      const known = decision.entries.filter(({ scheme }) => scheme !== null);
      const shown = known.map(({ scheme, host, port }) =>
        scheme === 'DIRECT' ? scheme : `${scheme} ${host ?? '-'} ${port ?? '-'}`,
      );
      assert.equal(shown.join(', '), ways);
    });
  }

  it('reads a directive and #! where the client reads the file behind its builtins', async () => {
    const strict = '"use strict"; function FindProxyForURL() { undeclared = 1; return "DIRECT" }';
    assert.equal((await decideOnce(strict)).failure?.code, 'throw');
    assert.equal((await decideOnce(strict, {}, 'firefox')).result, 'DIRECT');
    const hashbang = `#!/usr/bin/pac\n${returning('"DIRECT"')}`;
    assert.equal((await decideOnce(hashbang)).result, 'DIRECT');
    assert.equal((await decideOnce(hashbang, {}, 'firefox')).failure?.code, 'syntax-error');
  });

  it('names the line of a mistake', async () => {
    const syntax = await decideOnce('function FindProxyForURL(url, host) {\n  return = 1;\n}');
    assert.equal(syntax.failure?.line, 2);
    const thrown = await decideOnce('function FindProxyForURL(url, host) {\n\n  return missing(1);\n}');
    assert.equal(thrown.failure?.line, 3);
  });

  it('carries the calls it rested on', async () => {
    const decision = await decideOnce(
      returning('isInNet(myIpAddress(), "10.0.0.0", "255.0.0.0") ? "DIRECT" : "PROXY a"'),
      {
        myIp: '10.9.8.7',
      },
    );
    assert.deepEqual(decision.trace, [
      { call: 'myIpAddress', args: [], result: '"10.9.8.7"' },
      { call: 'isInNet', args: ['"10.9.8.7"', '"10.0.0.0"', '"255.0.0.0"'], result: 'true' },
    ]);
  });

  it('carries what the script said', async () => {
    const decision = await decideOnce(
      'function FindProxyForURL() { alert("a:b"); alert(); return "DIRECT" }',
    );
    assert.deepEqual(decision.alerts, ['a:b', 'undefined']);
  });

  it('keeps the state of earlier calls, and loads anew on request', async () => {
    await using(
      'var n = 0; function FindProxyForURL() { return n++ ? "PROXY a" : "DIRECT" }',
      async (pac) => {
        const vias = [];
        for (const fresh of [false, false, true])
          vias.push((await pac.decide(URL_UNDER_TEST, {}, { fresh })).via);
        assert.deepEqual(vias, ['direct', 'proxy', 'direct']);
      },
    );
  });

  it('loads anew where loading asked for an environment that has changed', async () => {
    await using(
      'var mine = myIpAddress(); function FindProxyForURL() { return "PROXY " + mine }',
      async (pac) => {
        const results = [];
        for (const myIp of ['10.0.0.1', '10.0.0.2'])
          results.push((await pac.decide(URL_UNDER_TEST, { myIp })).result);
        assert.deepEqual(results, ['PROXY 10.0.0.1', 'PROXY 10.0.0.2']);
      },
    );
  });

  it('refuses a URL without a host', async () => {
    await using(returning('"DIRECT"'), async (pac) => {
      await assert.rejects(pac.decide('t1c.t1t.io'), { name: 'ParseError', code: 'bad-url' });
      await assert.rejects(pac.prove('file:///etc/hosts'), { name: 'ParseError', code: 'bad-url' });
    });
  });

  it('refuses work once closed', async () => {
    const pac = await loadPac(returning('"DIRECT"'));
    await pac.close();
    await assert.rejects(pac.decide(URL_UNDER_TEST), /closed/);
  });
});

describe('what a client shows its script', () => {
  const ECHO =
    'function FindProxyForURL(url, host) { return "PROXY " + encodeURIComponent(url + " " + host) }';
  const TABLE: readonly (readonly [DialectName, string, string])[] = [
    ['chromium', 'https://u:p@Host.Example:8443/a/b?c#d', 'https://host.example:8443/ host.example'],
    ['chromium', 'http://u:p@host.example/a/b?c#d', 'http://host.example/a/b?c host.example'],
    ['chromium', 'wss://host.example/a', 'wss://host.example/ host.example'],
    ['chromium', 'http://[2001:DB8::1]/', 'http://[2001:db8::1]/ 2001:db8::1'],
    ['firefox', 'http://host.example/a/b?c#d', 'http://host.example/ host.example'],
    ['firefox', 'https://u:p@host.example/a', 'https://u:p@host.example/ host.example'],
    ['firefox', 'https://u@host.example/a', 'https://u@host.example/ host.example'],
    ['firefox', 'https://:p@host.example/a', 'https://:p@host.example/ host.example'],
    ['winhttp', 'https://host.example/a?b', 'https://host.example/a?b host.example'],
    ['node', 'https://[2001:db8::1]/a?b', 'https://[2001:db8::1]/a?b [2001:db8::1]'],
  ];
  for (const [dialect, url, expected] of TABLE) {
    it(`${dialect}: ${url}`, async () => {
      const decision = await decideOnce(ECHO, {}, dialect, url);
      assert.equal(`${decision.asked.url} ${decision.asked.host}`, expected);
      if (decision.result !== null) assert.equal(decodeURIComponent(decision.result.slice(6)), expected);
    });
  }

  const BYPASSED: readonly (readonly [string, string | null, string | null])[] = [
    ['http://localhost:1/', 'localhost', 'localhost'],
    ['http://a.localhost./', '*.localhost', '*.localhost'],
    ['http://127.9.9.9/', '127.0.0.0/8', '127.0.0.0/8'],
    ['http://[::1]/', '[::1]', '[::1]'],
    ['http://[::ffff:127.0.0.1]/', '[::ffff:127.0.0.0]/104', null],
    ['http://169.254.1.1/', '169.254.0.0/16', null],
    ['http://[fe80::1]/', '[fe80::]/10', null],
    ['http://t1c.t1t.io/', null, null],
    ['http://localhost.example/', null, null],
  ];
  for (const [url, chromium, firefox] of BYPASSED) {
    it(`${url} is ${chromium === null ? 'asked of' : 'kept from'} the script`, async () => {
      const source = returning('"PROXY p"');
      assert.equal((await decideOnce(source, {}, 'chromium', url)).bypass, chromium);
      assert.equal((await decideOnce(source, {}, 'firefox', url)).bypass, firefox);
      assert.equal((await decideOnce(source, {}, 'winhttp', url)).bypass, null);
    });
  }

  it('prefers FindProxyForURLEx where the client does', async () => {
    const source =
      'function FindProxyForURL() { return "PROXY a" } function FindProxyForURLEx() { return "DIRECT" }';
    assert.equal((await decideOnce(source, {}, 'winhttp')).entryPoint, 'FindProxyForURLEx');
    assert.equal((await decideOnce(source, {}, 'chromium')).entryPoint, 'FindProxyForURL');
  });
});
