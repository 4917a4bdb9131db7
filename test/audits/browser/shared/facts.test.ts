import assert from 'node:assert/strict';
import { publicByOverride } from '../../../../lib/audits/browser/shared/address-space.js';
import { browsersFound, titleOf } from '../../../../lib/audits/browser/shared/browsers.js';
import {
  decidingLists,
  standingOf,
  policyNames,
  removedPolicies,
} from '../../../../lib/audits/browser/shared/policy-names.js';
import { isSecureContext } from '../../../../lib/audits/browser/shared/secure-context.js';

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
  const standings: readonly (readonly [string | undefined, number, number | undefined, string])[] = [
    ['146.0.1.1', 146, undefined, 'known'],
    ['145.9.9.9', 146, undefined, 'too-new'],
    [undefined, 146, undefined, 'known'],
    [undefined, 138, 144, 'removed'],
    [undefined, 142, 156, 'known'],
    ['144.0.1.1', 138, 144, 'known'],
    ['145.0.1.1', 138, 144, 'removed'],
    ['137.0.1.1', 138, 144, 'too-new'],
    ['156.0.1.1', 142, 156, 'known'],
    ['157.0.1.1', 142, 156, 'removed'],
    ['140.20.0esr', 151, undefined, 'too-new'],
    ['153.0esr', 151, undefined, 'known'],
    ['dev', 146, undefined, 'too-new'],
  ];
  for (const [version, since, until, expected] of standings) {
    it(`${version ?? 'an unknown version'}, of ${since} to ${until ?? 'now'}: ${expected}`, () => {
      assert.equal(standingOf(version, since, until), expected);
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

describe('audits/browser: overrides of address spaces', () => {
  const cases: readonly (readonly [
    entries: string[],
    addresses: string[],
    ports: number[],
    string | undefined,
  ])[] = [
    [['127.0.0.0/8=public'], ['127.0.0.1'], [51983], '127.0.0.0/8=public'],
    [['127.0.0.1/32=public'], ['127.0.0.1'], [1, 2], '127.0.0.1/32=public'],
    [['127.0.0.1:51983=public'], ['127.0.0.1'], [51983], '127.0.0.1:51983=public'],
    [['127.0.0.1:51983=public'], ['127.0.0.1'], [51983, 51783], undefined],
    [['127.0.0.1:1=public', '127.0.0.1:2=public'], ['127.0.0.1'], [1, 2], '127.0.0.1:1=public'],
    [['127.0.0.0/8=local'], ['127.0.0.1'], [1], undefined],
    [['127.0.0.0/8=local', '127.0.0.1/32=public'], ['127.0.0.1'], [1], undefined],
    [['127.0.0.1/32=public', '127.0.0.0/8=local'], ['127.0.0.1'], [1], '127.0.0.1/32=public'],
    [['127.0.0.0/8=public'], ['127.0.0.1', '::1'], [1], undefined],
    [['127.0.0.0/8=public', '[::1]/128=public'], ['127.0.0.1', '::1'], [1], '127.0.0.0/8=public'],
    [['[::1]:1=PUBLIC'], ['::1'], [1], '[::1]:1=PUBLIC'],
    [['10.0.0.0/8=public'], ['127.0.0.1'], [1], undefined],
    [
      ['127.0.0.0/33=public', '127.0.0.1=public', 'x/8=public', '127.0.0.0/8=internet'],
      ['127.0.0.1'],
      [1],
      undefined,
    ],
    [[], ['127.0.0.1'], [1], undefined],
    [['127.0.0.0/8=public'], [], [1], undefined],
  ];
  for (const [entries, addresses, ports, expected] of cases) {
    it(`${entries.join(' ')} for ${addresses.join(' ')} on ${ports.join(' ')}: ${expected ?? 'not public'}`, () => {
      assert.equal(publicByOverride(entries, addresses, ports), expected);
    });
  }
});
