import assert from 'node:assert/strict';
import { failureOf, StageError } from '../../../lib/gather/route/failure.js';
import { credentialsFor, pacProxyUrl, proxyUrl } from '../../../lib/gather/route/proxy-url.js';

describe('gather: a proxy as a URL', () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['proxy.example:8080', 'http://proxy.example:8080'],
    ['http://proxy.example', 'http://proxy.example'],
    ['HTTP://Proxy.Example:8080/', 'http://proxy.example:8080'],
    ['https://proxy.example:443', 'https://proxy.example:443'],
    ['socks5h://proxy.example', 'socks5://proxy.example'],
    ['socks4://proxy.example', undefined],
    ['socks://proxy.example', undefined],
    ['http://ann:s3cret@proxy.example:8080', 'http://proxy.example:8080'],
    ['ann:s3@cret@proxy.example:8080', 'http://proxy.example:8080'],
    ['http://[::1]:3128', 'http://[::1]:3128'],
    ['http://', undefined],
    ['http://proxy.example:99999', undefined],
    ['', undefined],
  ];
  for (const [text, expected] of cases) {
    it(`${text} → ${expected ?? 'none that is spoken to'}`, () => {
      assert.equal(proxyUrl(text), expected);
    });
  }

  const pacs: readonly (readonly [string, string, number, string | undefined])[] = [
    ['PROXY', 'p.example', 8080, 'http://p.example:8080'],
    ['HTTPS', 'p.example', 8443, 'https://p.example:8443'],
    ['SOCKS5', '::1', 1080, 'socks5://[::1]:1080'],
    ['SOCKS', 'p.example', 1080, undefined],
    ['DIRECT', '', 0, undefined],
  ];
  for (const [keyword, host, port, expected] of pacs) {
    it(`${keyword} ${host}:${port} of a PAC → ${expected ?? 'none that is spoken to'}`, () => {
      assert.equal(pacProxyUrl(keyword, host, port), expected);
    });
  }

  const proxy = 'http://p.example:8080';
  const environments: readonly (readonly [
    string,
    Record<string, string>,
    { user: string; password: string } | undefined,
  ])[] = [
    ['a variable', { https_proxy: 'http://ann:s3cret@p.example:8080' }, { user: 'ann', password: 's3cret' }],
    ['in upper case', { ALL_PROXY: 'ann:s3cret@p.example:8080' }, { user: 'ann', password: 's3cret' }],
    ['escaped', { http_proxy: 'http://a%40b:%3A%2F@p.example:8080' }, { user: 'a@b', password: ':/' }],
    ['with a bare %', { http_proxy: 'http://ann:50%@p.example:8080' }, { user: 'ann', password: '50%' }],
    ['without a password', { http_proxy: 'http://ann@p.example:8080' }, { user: 'ann', password: '' }],
    ['for another proxy', { http_proxy: 'http://ann:s3cret@q.example:8080' }, undefined],
    ['for another port', { http_proxy: 'http://ann:s3cret@p.example:81' }, undefined],
    ['of none', { http_proxy: 'http://p.example:8080' }, undefined],
    ['of another variable', { my_proxy: 'http://ann:s3cret@p.example:8080' }, undefined],
  ];
  for (const [title, env, expected] of environments) {
    it(`credentials ${title}`, () => {
      assert.deepEqual(credentialsFor(proxy, env), expected);
    });
  }
});

describe('gather: why a stage ended', () => {
  const { signal } = new AbortController();
  const coded = (code: string): Error => Object.assign(new Error('raw words'), { code });
  const cases: readonly (readonly [unknown, string])[] = [
    [coded('ENOTFOUND'), 'no-address'],
    [coded('EAI_AGAIN'), 'dns-failure'],
    [coded('ECONNREFUSED'), 'refused'],
    [coded('ECONNRESET'), 'reset'],
    [coded('ETIMEDOUT'), 'timeout'],
    [coded('EHOSTUNREACH'), 'unreachable'],
    [coded('EPERM'), 'not-permitted'],
    [coded('ERR_SSL_UNSUPPORTED_PROTOCOL'), 'tls-version'],
    [coded('ERR_SSL_WRONG_VERSION_NUMBER'), 'not-tls'],
    [coded('ERR_SSL_SOMETHING_NEW'), 'tls'],
    [coded('HPE_INVALID_CONSTANT'), 'not-http'],
    [coded('EWHAT'), 'failed'],
    ['no error at all', 'failed'],
    [new StageError('not-sent', 'm'), 'not-sent'],
  ];
  for (const [error, code] of cases) {
    it(`${error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? '') : String(error)} → ${code}`, () => {
      assert.equal(failureOf(error, signal, 1000).code, code);
    });
  }

  it('is the clock where the clock ended it, unless the stage itself says otherwise', () => {
    const ended = AbortSignal.abort();
    assert.deepEqual(failureOf(coded('ECONNRESET'), ended, 1000), {
      code: 'timeout',
      message: 'no answer within 1000 ms in all',
    });
    assert.equal(failureOf(new StageError('not-sent', 'm'), ended, 1000).code, 'not-sent');
  });
});
