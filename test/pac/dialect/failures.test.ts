import assert from 'node:assert/strict';
import { afterFailure, DIALECT_NAMES, loadPac, type DialectName } from '../../../lib/pac/index.js';
import { DIALECTS } from '../../../lib/pac/dialect/dialects.js';
import { scriptInput } from '../../../lib/pac/dialect/script-input.js';

/** By client: what it does when the script throws, and when its result is empty. */
const EFFECTIVE: Readonly<Record<DialectName, readonly [string, string]>> = {
  chromium: ['direct', 'direct'],
  firefox: ['direct', 'direct'],
  winhttp: ['unverified', 'unverified'],
  apple: ['unverified', 'unverified'],
  node: ['unverified', 'direct'],
};

describe('a failure', () => {
  for (const dialect of DIALECT_NAMES) {
    it(`is none of the answers, and has what the client does then: ${dialect}`, async () => {
      for (const [index, body] of ['throw new Error("x")', 'return ""'].entries()) {
        await using pac = await loadPac(`function FindProxyForURL() { ${body} }`, { dialect });
        const { via, compliance, effective, failure } = await pac.decide('https://www.example/');
        assert.deepEqual([via, compliance, effective], ['failure', 'failed', EFFECTIVE[dialect][index]]);
        assert.equal(failure?.code, index === 0 ? 'throw' : 'empty-result');
      }
    });
  }

  it('of the script is said to be each client’s own', () => {
    assert.match(afterFailure('throw') ?? '', /Chrome .*and Firefox go direct; WinHTTP asks no one/);
    assert.match(afterFailure('empty-result') ?? '', /^Chrome, Firefox and Node programs go direct/);
    assert.match(afterFailure('non-ascii-result') ?? '', /^Chrome goes direct; Firefox takes/);
    assert.equal(afterFailure('time-not-given'), null);
    assert.equal(afterFailure('closed'), null);
  });
});

describe('hosts for which the script is not asked', () => {
  const TABLE: readonly (readonly [string, string | null, string | null])[] = [
    ['[::ffff:127.0.0.1]', '[::ffff:127.0.0.0]/104', null],
    ['[::ffff:127.1.2.3]', '[::ffff:127.0.0.0]/104', null],
    ['[::ffff:127.255.255.255]', '[::ffff:127.0.0.0]/104', null],
    ['[::ffff:126.255.255.255]', null, null],
    ['[::ffff:128.0.0.0]', null, null],
    ['[::127.0.0.1]', null, null],
    ['[::1]', '[::1]', '[::1]'],
    ['[::2]', null, null],
    ['[1::1]', null, null],
    ['127.255.255.255', '127.0.0.0/8', '127.0.0.0/8'],
    ['128.0.0.1', null, null],
    ['169.254.1.1', '169.254.0.0/16', null],
    ['169.255.1.1', null, null],
    ['[fe80::1]', '[fe80::]/10', null],
    ['[febf::1]', '[fe80::]/10', null],
    ['[fec0::1]', null, null],
    ['localhost.', 'localhost', 'localhost'],
    ['a.localhost.', '*.localhost', '*.localhost'],
    ['alocalhost', null, null],
  ];
  for (const [host, chromium, firefox] of TABLE) {
    it(`are those of each browser: ${host}`, () => {
      const bypass = (dialect: DialectName): string | null =>
        scriptInput(DIALECTS[dialect], `https://${host}/`).bypass;
      assert.deepEqual([bypass('chromium'), bypass('firefox')], [chromium, firefox]);
      assert.deepEqual([bypass('winhttp'), bypass('apple'), bypass('node')], [null, null, null]);
    });
  }
});
