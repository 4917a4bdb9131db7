/** What the audits of DNS share, each by a table of its own. */
import assert from 'node:assert/strict';
import {
  addressesOf,
  answerOf,
  listed,
  normalAddress,
  rangeOf,
  responsesOf,
} from '../../../../lib/audits/dns/shared/answers.js';
import { blockSign } from '../../../../lib/audits/dns/shared/block-signs.js';
import { caaDomainsOf, isCaaDomain } from '../../../../lib/audits/dns/shared/caa-authorities.js';
import { relevantCaa, type CaaSet } from '../../../../lib/audits/dns/shared/caa-records.js';
import {
  deniesRoot,
  diagnose,
  namesResolved,
  type Cause,
} from '../../../../lib/audits/dns/shared/diagnosis.js';
import { differences, expectsNone, isWanted } from '../../../../lib/audits/dns/shared/expectation.js';
import type { Profile } from '../../../../lib/profile/index.js';
import { collectedAt, testProfile } from '../../case.js';
import { placesEvidence } from '../../lab-evidence.js';
import { said, type Said } from './said.js';

describe('audits/dns: addresses', () => {
  const addresses: readonly (readonly [string, string, string | undefined])[] = [
    ['127.0.0.1', '127.0.0.1', 'loopback'],
    ['::1', '::1', 'loopback'],
    ['0:0:0:0:0:0:0:1', '::1', 'loopback'],
    ['0.0.0.0', '0.0.0.0', 'unspecified'],
    ['::', '::', 'unspecified'],
    ['10.1.2.3', '10.1.2.3', 'private'],
    ['fd00::1', 'fd00::1', 'uniqueLocal'],
    ['192.0.2.1', '192.0.2.1', 'reserved'],
    ['\\# 3 010203', '\\# 3 010203', undefined],
  ];
  for (const [text, normal, range] of addresses) {
    it(`${text} is ${normal}, ${range ?? 'in no range'}`, () => {
      assert.equal(normalAddress(text), normal);
      assert.equal(rangeOf(text), range);
    });
  }

  it('of an answer, under whatever name they stand, and of their type alone', async () => {
    const resolver = await said({
      't1c.t1t.io A': {
        answer: ['t1c.t1t.io. 60 CNAME x.example.', 'x.example. 60 A 127.0.0.1', 'y.example. 60 A 10.0.0.1'],
      },
    });
    const answer = await answerOf(resolver, 't1c.t1t.io', 'A');
    assert.ok('message' in answer);
    assert.deepEqual(addressesOf(answer.message, 'A'), ['127.0.0.1', '10.0.0.1']);
    assert.deepEqual(addressesOf(answer.message, 'AAAA'), []);
    assert.equal(listed([]), 'none');
    assert.ok('reason' in (await answerOf(resolver, 'other.example', 'A')));
  });

  it('of records that cannot be read are none, and end nothing', () => {
    const records = [
      { question: 'x', response: Buffer.from('no message').toString('base64') },
      { question: 'y', failure: { code: 'timeout' as const, server: 's', message: 'm' } },
    ];
    assert.deepEqual(responsesOf({ records }), []);
  });
});

describe('audits/dns: what a profile expects', () => {
  const profile = (
    a: readonly string[],
    aaaa: readonly string[],
    addressClass: 'loopback' | 'private',
  ): Profile => ({
    ...testProfile,
    expect: { a, aaaa, addressClass },
  });
  const cases: readonly (readonly [string, Profile, string, boolean])[] = [
    ['one that is listed', profile(['127.0.0.1'], [], 'loopback'), '127.0.0.1', true],
    ['another of the class where one is listed', profile(['127.0.0.1'], [], 'loopback'), '127.0.0.2', false],
    ['any loopback where none is listed', profile([], [], 'loopback'), '127.9.9.9', true],
    ['a private one where the class is loopback', profile([], [], 'loopback'), '10.0.0.1', false],
    ['a private one', profile([], [], 'private'), '10.0.0.1', true],
    ['a unique local one', profile([], [], 'private'), 'fd00::1', true],
    ['a public one', profile([], [], 'private'), '93.184.216.34', false],
    ['an IPv4 one where only IPv6 is listed', profile([], ['::1'], 'loopback'), '127.0.0.1', false],
    ['another spelling', profile([], ['0:0:0:0:0:0:0:1'], 'loopback'), '::1', true],
  ];
  for (const [title, wanted, address, expected] of cases) {
    it(`${title}: ${expected ? 'wanted' : 'not wanted'}`, () => {
      assert.equal(isWanted(address, wanted, address.includes(':') ? 'AAAA' : 'A'), expected);
    });
  }

  it('none of a type, where that is so', () => {
    assert.ok(expectsNone(profile(['127.0.0.1'], [], 'loopback'), 'AAAA'));
    assert.ok(!expectsNone(profile(['127.0.0.1'], ['::1'], 'loopback'), 'AAAA'));
    assert.ok(expectsNone(profile([], ['::1'], 'loopback'), 'A'));
    assert.ok(!expectsNone(profile([], [], 'loopback'), 'A'));
    assert.deepEqual(differences(['127.0.0.1', '10.0.0.1'], profile(['127.0.0.1'], ['::1'], 'loopback')), {
      extra: ['10.0.0.1'],
      missing: ['::1'],
    });
  });
});

describe('audits/dns: the sign of a filter', () => {
  const name = 't1c.t1t.io';
  const cases: readonly (readonly [string, Readonly<Record<string, Said>>, RegExp | undefined])[] = [
    ['none', { [`${name} A`]: { answer: [`${name}. 60 A 127.0.0.1`] } }, undefined],
    [
      'Blocked of the whole name',
      { [`${name} A`]: { code: 3, error: 15 }, [`${name} AAAA`]: { code: 3, error: 15 } },
      /Error 15 \(Blocked\)/,
    ],
    [
      'Prohibited of the whole name',
      { [`${name} A`]: { code: 5, error: 18 }, [`${name} AAAA`]: { code: 5, error: 18 } },
      /Error 18 \(Prohibited\)/,
    ],
    // As dnsmasq says of an answer with a loopback address: no blocklist.
    ['Blocked of one type', { [`${name} A`]: { error: 15 }, [`${name} AAAA`]: { error: 22 } }, undefined],
    ['an error of another kind', { [`${name} A`]: { code: 2, error: 22 } }, undefined],
    [
      '0.0.0.0',
      { [`${name} A`]: { answer: [`${name}. 60 A 0.0.0.0`] } },
      /0\.0\.0\.0 is how blocklists answer/,
    ],
    [
      '0.0.0.0 beside another',
      { [`${name} A`]: { answer: [`${name}. 60 A 0.0.0.0`, `${name}. 60 A 127.0.0.1`] } },
      undefined,
    ],
    [
      'a block page of Umbrella',
      { [`${name} A`]: { answer: [`${name}. 60 A 146.112.61.104`] } },
      /Cisco Umbrella/,
    ],
    [
      'a block page of FortiGuard',
      { [`${name} A`]: { answer: [`${name}. 60 A 208.91.112.55`] } },
      /FortiGuard/,
    ],
    ['a sinkhole of Palo Alto', { [`${name} A`]: { answer: [`${name}. 60 A 198.135.184.22`] } }, /Palo Alto/],
    ['its neighbour', { [`${name} A`]: { answer: [`${name}. 60 A 198.135.184.23`] } }, undefined],
    [
      'a response policy zone',
      { [`${name} A`]: { code: 3, authority: ['rpz.corp. 60 SOA a. b. 1 2 3 4 5'] } },
      /comes from rpz\.corp\./,
    ],
    ['the zone’s own SOA', { [`${name} A`]: { authority: ['t1t.io. 60 SOA a. b. 1 2 3 4 5'] } }, undefined],
    [
      'the SOA of an alias’s zone',
      {
        [`${name} A`]: {
          answer: [`${name}. 60 CNAME x.example.`],
          authority: ['example. 60 SOA a. b. 1 2 3 4 5'],
        },
      },
      undefined,
    ],
  ];
  for (const [title, answers, expected] of cases) {
    it(title, async () => {
      const resolver = await said(answers);
      const answer = await answerOf(resolver, name, 'A');
      assert.ok('message' in answer);
      const sign = blockSign(resolver, name, answer.message, addressesOf(answer.message, 'A'));
      if (expected === undefined) assert.equal(sign, undefined);
      else assert.match(sign ?? '', expected);
    });
  }
});

describe('audits/dns: CAA', () => {
  const organisations: readonly (readonly [string, string | undefined])[] = [
    ["Let's Encrypt", 'letsencrypt.org'],
    ['DigiCert Inc', 'digicert.com'],
    ['DigiCert, Inc.', 'digicert.com'],
    ['Thawte TLS RSA CA G1', 'digicert.com'],
    ['Sectigo Limited', 'sectigo.com'],
    ['ZeroSSL', 'sectigo.com'],
    ['Google Trust Services', 'pki.goog'],
    ['Amazon', 'amazon.com'],
    ['GlobalSign nv-sa', 'globalsign.com'],
    ['GoDaddy.com, Inc.', 'godaddy.com'],
    ['Microsoft Corporation', 'microsoft.com'],
    ['QuoVadis Limited', 'quovadisglobal.com'],
    ['Corp Example Inspection CA', undefined],
    ['Not Amazon', undefined],
    ['', undefined],
  ];
  for (const [organisation, domain] of organisations) {
    it(`${organisation || 'no organisation'}: ${domain ?? 'unknown'}`, () => {
      const domains = caaDomainsOf(organisation);
      if (domain === undefined) assert.deepEqual(domains, []);
      else assert.ok(domains.includes(domain), domains.join(' '));
    });
  }

  const recognised: readonly (readonly [organisation: string, written: string, is: boolean])[] = [
    ['DigiCert Inc', 'www.digicert.com', true],
    ['DigiCert Inc', 'cybertrust.ne.jp', true],
    ['DigiCert Inc', 'pkioverheid.nl', true],
    ['DigiCert Inc', 'digitalcertvalidation.com', true],
    ['DigiCert Inc', 'intermediatecertificate.digitalcertvalidation.com', true],
    ['DigiCert Inc', 'notdigitalcertvalidation.com', false],
    ['DigiCert Inc', 'amazon.com', true],
    ['DigiCert Inc', 'sectigo.com', false],
    ['QuoVadis Limited', 'digicert.com', true],
    ['Amazon', 'digicert.com', false],
    ['Entrust, Inc.', 'sectigo.com', true],
    ['Entrust, Inc.', 'entrust.net', true],
    ['Sectigo Limited', 'entrust.net', true],
    ['Sectigo Limited', 'affirmtrust.com', true],
    ['ZeroSSL', 'zerossl.com', false],
    ["Let's Encrypt", 'www.letsencrypt.org', false],
  ];
  for (const [organisation, written, is] of recognised) {
    it(`${organisation} ${is ? 'takes' : 'does not take'} ${written} for itself`, () => {
      assert.equal(isCaaDomain(written, caaDomainsOf(organisation)), is);
    });
  }

  const caa = (...lines: readonly string[]): Said => ({ answer: lines });
  const sets: readonly (readonly [
    string,
    Readonly<Record<string, Said>>,
    Partial<CaaSet> | 'none' | undefined,
  ])[] = [
    ['none at all', { 't1c.t1t.io CAA': {}, 't1t.io CAA': {}, 'io CAA': {} }, 'none'],
    [
      'at the name',
      { 't1c.t1t.io CAA': caa('t1c.t1t.io. 60 CAA 0 issue "ca.example"') },
      { owner: 't1c.t1t.io', issue: ['ca.example'] },
    ],
    [
      'at its parent',
      { 't1c.t1t.io CAA': {}, 't1t.io CAA': caa('t1t.io. 60 CAA 0 issue "CA.example; policy=ev"') },
      { owner: 't1t.io', issue: ['ca.example'] },
    ],
    [
      'of the name, whatever its parent has',
      {
        't1c.t1t.io CAA': caa('t1c.t1t.io. 60 CAA 0 iodef "mailto:a@b"'),
        't1t.io CAA': caa('t1t.io. 60 CAA 0 issue "x"'),
      },
      { owner: 't1c.t1t.io', issue: undefined },
    ],
    [
      'one of which forbids, another allows',
      {
        't1c.t1t.io CAA': caa(
          't1c.t1t.io. 60 CAA 0 issue ";"',
          't1c.t1t.io. 60 CAA 0 issue " b.example ;x"',
          't1c.t1t.io. 60 CAA 128 ISSUE "a.example"',
        ),
      },
      { issue: ['b.example', 'a.example'] },
    ],
    [
      'of which some cannot be read',
      {
        't1c.t1t.io CAA': caa(
          't1c.t1t.io. 60 CAA \\# 0',
          't1c.t1t.io. 60 CAA \\# 1 00',
          't1c.t1t.io. 60 CAA \\# 3 000061',
          't1c.t1t.io. 60 CAA \\# 6 000669737375',
          't1c.t1t.io. 60 CAA 0 issue "a.example"',
        ),
      },
      { issue: ['a.example'] },
    ],
    // A tag that fills the record: an empty value, which allows nobody.
    ['without a value', { 't1c.t1t.io CAA': caa('t1c.t1t.io. 60 CAA \\# 7 00056973737565') }, { issue: [] }],
    [
      'of two owners, of which the first counts',
      {
        't1c.t1t.io CAA': caa(
          'a.example. 60 CAA 0 issue "a.example"',
          'b.example. 60 CAA 0 issue "b.example"',
          't1c.t1t.io. 60 TXT "x"',
        ),
      },
      { issue: ['a.example'] },
    ],
    [
      'refused at the name, whatever its parent has',
      {
        't1c.t1t.io CAA': { code: 5, answer: ['t1c.t1t.io. 60 CAA 0 issue "a.example"'] },
        't1t.io CAA': caa('t1t.io. 60 CAA 0 issue "z.example"'),
      },
      undefined,
    ],
    ['that forbid all', { 't1c.t1t.io CAA': caa('t1c.t1t.io. 60 CAA 0 issue ";"') }, { issue: [] }],
    [
      'for wildcards alone',
      { 't1c.t1t.io CAA': caa('t1c.t1t.io. 60 CAA 0 issuewild "w.example"') },
      { issue: undefined, issueWild: ['w.example'] },
    ],
    ['that nobody answers for', { 't1c.t1t.io CAA': { code: 2 } }, undefined],
    [
      'of an alias’s target',
      { 't1c.t1t.io CAA': caa('t1c.t1t.io. 60 CNAME x.example.', 'x.example. 60 CAA 0 issue "y.example"') },
      { issue: ['y.example'] },
    ],
    [
      'at the parent of a name that is denied',
      { 't1c.t1t.io CAA': { code: 3 }, 't1t.io CAA': caa('t1t.io. 60 CAA 0 issue "z.example"') },
      { issue: ['z.example'] },
    ],
  ];
  for (const [title, answers, expected] of sets) {
    it(`records ${title}`, async () => {
      const found = await relevantCaa(await said(answers), 't1c.t1t.io');
      if (typeof expected !== 'object') assert.equal(found, expected);
      else assert.deepEqual({ ...(found as CaaSet), ...expected }, found);
    });
  }
});

describe('audits/dns: the diagnosis of one resolver', () => {
  const at = new Date(collectedAt);
  const cases: readonly (readonly [fault: string | undefined, alone: boolean, a: Cause])[] = [
    [undefined, false, 'given'],
    ['rebinding-filter', false, 'rebinding'],
    ['rebinding-nxdomain', false, 'rebinding'],
    ['rebinding-refused', true, 'rebinding'],
    ['rebinding-servfail', true, 'rebinding'],
    ['rebinding-ede', true, 'rebinding'],
    ['nxdomain', false, 'name-denied'],
    ['blocklist-ede', true, 'blocked'],
    ['blocklist-address', true, 'blocked'],
    ['redirected', false, 'redirected'],
    ['redirected', true, 'redirected'],
    ['refused', false, 'refuses-all'],
    ['outage', false, 'fails-all'],
    ['denies-everything', false, 'denies-all'],
    ['timeout', false, 'silent'],
    ['drops-name', false, 'silent-for-name'],
    ['servfail', false, 'fails-for-name'],
    ['expired-signature', false, 'given'],
  ];
  for (const [fault, alone, expected] of cases) {
    it(`${fault ?? 'all is well'}${alone ? ', with nobody else to ask' : ''}: ${expected}`, async () => {
      const { dns } = await placesEvidence(fault === undefined ? [] : [fault], { alone })();
      const [resolver] = dns?.resolvers ?? [];
      assert.ok(dns !== undefined && resolver !== undefined);
      const { cause } = await diagnose(dns, resolver, testProfile, 'A', at);
      assert.equal(cause, expected);
      assert.equal(deniesRoot(resolver), expected === 'denies-all');
      if (expected === 'fails-for-name')
        assert.ok(namesResolved(resolver, testProfile.name).includes('the root'));
    });
  }

  it('of a record that the zone proves not to be there', async () => {
    const profile = { ...testProfile, name: 'nope.t1t.io' };
    const { dns } = await placesEvidence([], { name: profile.name })();
    const [resolver] = dns?.resolvers ?? [];
    assert.ok(dns !== undefined && resolver !== undefined);
    assert.equal((await diagnose(dns, resolver, profile, 'A', at)).cause, 'missing');
  });
});
