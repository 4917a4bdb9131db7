import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { isForHost, issuerOf, namesOf } from '../../../lib/audits/shared/certificate.js';
import { compareVersions, isVersionOf } from '../../../lib/audits/os/shared/version.js';
import { describeUrls, profileUrls } from '../../../lib/audits/shared/urls.js';
import { certificatesOf, holdsPin, pinOf, signedChainOf } from '../../../lib/evidence/chain.js';
import { createAuthority } from '../../../lib/lab/certificate-authority.js';
import { collectedAt, testProfile } from '../case.js';

const at = new Date(collectedAt);
const derOf = (pem: string): string => new X509Certificate(pem).raw.toString('base64');

describe('audits: versions', () => {
  const cases: readonly (readonly [string, string, number | undefined])[] = [
    ['10', '9', 1],
    ['3.5', '3.5.0', 0],
    ['3.4.9', '3.5.0', -1],
    ['15.10', '15.9', 1],
    ['11', '11.0.0.1', -1],
    ['3.5.0-rc', '3.5.0', undefined],
    ['', '1', undefined],
    ['1..2', '1', undefined],
    ['9999999999', '1', undefined],
  ];
  for (const [a, b, expected] of cases) {
    it(`${a} and ${b}`, () => {
      const found = compareVersions(a, b);
      assert.equal(found === undefined ? undefined : Math.sign(found), expected);
    });
  }

  it('by their first components', () => {
    assert.ok(isVersionOf('15.6', '15') && isVersionOf('15', '15') && !isVersionOf('15.6', '1'));
  });
});

describe('audits: the URLs of a profile', () => {
  it('are each host on each port, and a host once', () => {
    const profile = { ...testProfile, ports: [1, 2], bypassHosts: ['localhost', testProfile.name] };
    const urls = profileUrls(profile);
    assert.deepEqual(urls, [
      'https://t1c.t1t.io:1/',
      'https://t1c.t1t.io:2/',
      'https://localhost:1/',
      'https://localhost:2/',
    ]);
    assert.equal(describeUrls(urls), 'https://t1c.t1t.io on ports 1, 2 and https://localhost on ports 1, 2');
    assert.equal(
      describeUrls(['https://a.example/', 'http://a.example/']),
      'https://a.example on port 443 and http://a.example on port 80',
    );
    assert.equal(describeUrls([]), '');
  });
});

describe('audits: certificates', () => {
  it('are for a host by their names, or for an address by its bytes', async () => {
    const authority = await createAuthority({ name: 'Root', organisation: 'Org', at });
    const { certificate } = await authority.issue({
      names: ['a.example', '*.b.example'],
      addresses: ['127.0.0.1'],
    });
    const leaf = new X509Certificate(certificate);
    for (const [host, expected] of [
      ['a.example', true],
      ['A.EXAMPLE', true],
      ['x.b.example', true],
      ['x.y.b.example', false],
      ['b.example', false],
      ['127.0.0.1', true],
      ['127.0.0.2', false],
      ['[::1]', false],
    ] as const)
      assert.equal(isForHost(leaf, host), expected, host);
    assert.equal(issuerOf(leaf), 'O=Org, CN=Root');
    assert.equal(namesOf(leaf), 'a.example, *.b.example, 127.0.0.1');
  });

  it('are a chain as far as each is signed by the next, and hold a pin there only', async () => {
    const [authority, stranger] = await Promise.all([
      createAuthority({ name: 'Root', at }),
      createAuthority({ name: 'Root', at }),
    ]);
    const { certificate } = await authority.issue({ names: ['a.example'] });
    const [leaf, root, other] = [certificate, authority.certificate, stranger.certificate].map(derOf) as [
      string,
      string,
      string,
    ];
    const session = (...chain: readonly string[]) => ({ protocol: 'TLSv1.3', authorized: true, chain });
    const pins = [pinOf(new X509Certificate(authority.certificate))];
    const own = [pinOf(new X509Certificate(certificate))];
    const cases: readonly (readonly [
      title: string,
      chain: readonly string[],
      length: number,
      isPinned: boolean,
    ])[] = [
      ['leaf and root', [leaf, root], 2, true],
      ['the leaf alone', [leaf], 1, false],
      // Of the same name, and another key: anybody can send it along.
      ['a stranger between', [leaf, other, root], 1, false],
      ['the root of another sent along', [leaf, other], 1, false],
      ['the right root sent along by a stranger', [other, root], 1, false],
      ['no certificate', ['AAAA', root], 0, false],
      ['nothing', [], 0, false],
    ];
    for (const [title, chain, length, isPinned] of cases) {
      assert.equal(signedChainOf(session(...chain)).length, length, title);
      assert.equal(holdsPin(session(...chain), pins), isPinned, title);
    }
    assert.ok(holdsPin(session(leaf), own), 'the leaf’s own key');
    assert.ok(!holdsPin(session(leaf, root), []), 'no pin is no match');
    assert.equal(certificatesOf(session(leaf, 'AAAA', root)).length, 1);
  });
});
