import assert from 'node:assert/strict';
import { browsersFound, titleOf } from '../../../lib/audits/browser/browsers.js';
import {
  decidingLists,
  isKnownTo,
  policyNames,
  removedPolicies,
} from '../../../lib/audits/browser/policy-names.js';
import { isSecureContext } from '../../../lib/audits/browser/secure-context.js';
import type { BrowserId } from '../../../lib/evidence/browser-policies.js';

describe('audits/browser: a page of the device or of HTTPS', () => {
  const origins: readonly (readonly [string, boolean])[] = [
    ['https://app.example', true],
    ['http://app.example', false],
    ['http://localhost:3000', true],
    ['http://LOCALHOST', true],
    ['http://app.localhost', true],
    ['http://localhost.example', false],
    ['http://notlocalhost', false],
    ['http://127.0.0.1', true],
    ['http://127.255.0.9:8080', true],
    ['http://128.0.0.1', false],
    ['http://127.0.0.1.example', false],
    // What the URL parser makes 127.0.0.1 of is 127.0.0.1.
    ['http://0x7f000001', true],
    ['http://[::1]:8080', true],
    ['http://[::2]', false],
    ['http://10.0.0.1', false],
    ['ftp://localhost', true],
  ];
  for (const [origin, expected] of origins) {
    it(`${origin}: ${expected ? 'a secure context' : 'none'}`, () => {
      assert.equal(isSecureContext(origin), expected);
    });
  }
});

describe('audits/browser: browsers found', () => {
  const policy = { name: 'X', value: true, level: 'mandatory', scope: 'machine', source: 'f' } as const;

  it('by their installation, their policies or what of them could not be read, in one order', () => {
    const found = browsersFound({
      browsers: [{ browser: 'firefox', version: '153.7.0' }],
      policies: [{ ...policy, browser: 'edge' }],
      unread: [{ browser: 'chrome', source: 'f', error: { code: 'c', message: 'm' } }],
    });
    assert.deepEqual(
      found.map((one) => [one.id, titleOf(one), one.major, one.policies.length]),
      [
        ['chrome', 'Chrome', undefined, 0],
        ['edge', 'Edge', undefined, 1],
        ['firefox', 'Firefox 153.7.0', 153, 0],
      ],
    );
    assert.deepEqual(browsersFound({ browsers: [], policies: [], unread: [] }), []);
  });
});

describe('audits/browser: policies', () => {
  const known: readonly (readonly [BrowserId, string | undefined, number, boolean])[] = [
    ['chrome', '146.0.1.1', 146, true],
    ['chrome', '145.9.9.9', 146, false],
    ['chrome', undefined, 146, true],
    ['firefox', '151.0', 151, true],
    ['firefox', '150.0.1', 151, false],
    ['firefox', '140.10.0', 151, false],
    ['firefox', '140.11.0', 151, true],
    ['firefox', '140.20.0esr', 151, true],
    ['firefox', '140.110', 151, false],
    ['chrome', '140.11.0', 151, false],
    ['chrome', 'dev', 146, false],
  ];
  for (const [id, version, since, expected] of known) {
    it(`${id} ${version ?? 'of unknown version'} ${expected ? 'knows' : 'does not know'} one of ${since}`, () => {
      assert.equal(isKnownTo(id, version, since), expected);
    });
  }

  it('decide by lists that browsers know, forbidding first; none of them was removed', () => {
    for (const lists of Object.values(decidingLists)) {
      for (const [index, { name, allows }] of lists.entries()) {
        assert.equal(policyNames.get(name)?.kind, 'list', name);
        assert.equal(allows, index % 2 === 1, name);
      }
    }
    for (const name of removedPolicies) assert.ok(!policyNames.has(name), name);
  });
});
