import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  builtInProfiles,
  builtInProfileText,
  loadProfile,
  parseProfile,
  ProfileError,
} from '../../lib/profile/index.js';

const minimal = {
  schemaVersion: 1,
  id: 'acme',
  title: 'Acme',
  kind: 'partner',
  name: 'local.acme.example',
  expect: { a: ['127.0.0.1'], addressClass: 'loopback' },
  ports: [4711],
  dnssec: 'advised',
};

/** Each mistake: the text of the profile, and what the message must say. */
const mistakes: readonly (readonly [title: string, text: string, expected: RegExp])[] = [
  ['no JSON at all', 'name: t1c', /^p\.json:1:1: not JSON/],
  ['an empty file', '', /^p\.json:1:1: /],
  ['a truncated file', '{\n"schemaVersion": 1,', /^p\.json:2:\d+: not JSON/],
  ['an array', '[]', /^p\.json:1:1: must be object/],
  [
    'a port out of range',
    edit({ ports: [4711, 70000] }),
    /^p\.json:15:\d+: field "ports\[1\]": must be <= 65535/,
  ],
  ['no port', edit({ ports: [] }), /field "ports": must NOT have fewer than 1 items/],
  ['a port twice', edit({ ports: [1, 1] }), /field "ports": must NOT have duplicate items/],
  ['an unknown field', edit({ port: 1 }), /field "port": is not a field of a profile/],
  [
    'an unknown nested field',
    edit({ expect: { ...minimal.expect, a4: [] } }),
    /field "expect\.a4": is not a field/,
  ],
  ['a missing field', edit({ name: undefined }), /^p\.json:1:1: lacks the field "name"/],
  ['a wrong enum', edit({ dnssec: 'yes' }), /field "dnssec": must be one of "required", "advised", "none"/],
  ['an id in capitals', edit({ id: 'Acme' }), /field "id": "Acme" is not as it must be: a lower-case word/],
  [
    'an origin with a path',
    edit({ origins: ['https://app.example/x'] }),
    /field "origins\[0\]": .* is not as it must be: an origin: scheme, host and port without a path/,
  ],
  [
    'an embedding origin with a path',
    edit({ embeddingOrigins: ['https://portal.example/x'] }),
    /field "embeddingOrigins\[0\]": .* is not as it must be: an origin/,
  ],
  [
    'an embedding origin that is none',
    edit({ embeddingOrigins: ['https://portal.example:99999'] }),
    /field "embeddingOrigins\[0\]": "https:\/\/portal\.example:99999" is not an origin/,
  ],
  [
    'a host shared by nobody',
    edit({ disk: { installerMegabytes: 1, installedMegabytes: 1, toleranceMegabytes: 1, users: 0 } }),
    /field "disk\.users"/,
  ],
  ['a version of the future', edit({ schemaVersion: 2 }), /field "schemaVersion": must be 1/],
  [
    'a public address',
    edit({ expect: { a: ['93.184.216.34'], addressClass: 'loopback' } }),
    /field "expect\.a\[0\]": .*unicast.*leave the device/,
  ],
  [
    'a private address as loopback',
    edit({ expect: { a: ['10.0.0.1'], addressClass: 'loopback' } }),
    /is not a loopback address/,
  ],
  [
    'an octal address',
    edit({ expect: { a: ['0177.0.0.1'], addressClass: 'loopback' } }),
    /is not an IPv4 address/,
  ],
  [
    'a v6 address among v4',
    edit({ expect: { a: ['::1'], addressClass: 'loopback' } }),
    /is not an IPv4 address/,
  ],
  ['a name with an injection', edit({ name: '"; return "PROXY' }), /field "name": .*is not a host name/],
  ['a name with a newline', edit({ name: 'a.example\nb' }), /is not a host name/],
  ['an address as a name', edit({ name: '127.0.0.1' }), /is not a host name/],
  ['a name that ends in a number', edit({ name: 'a.1' }), /is not a host name/],
  ['a label of 64 bytes', edit({ name: `${'a'.repeat(64)}.example` }), /is not a host name/],
  ['an underscore', edit({ bypassHosts: ['_a.example'] }), /field "bypassHosts\[0\]"/],
  [
    'a service over http',
    edit({ distributionServices: [{ url: 'http://ds.example', environment: 'test' }] }),
    /field "distributionServices\[0\]\.url": .* is not as it must be: an https URL without a path/,
  ],
  [
    'the notice of liability switched off without a reason',
    edit({ jwt: { required: false, maxLifetimeSeconds: 3600 }, audits: { 'token/liability': 'off' } }),
    /field "audits\.token\/liability": cannot be off without a reason.*jwt\.withoutJwtReason/,
  ],
  [
    'the notice of liability switched off by leaving jwt out',
    edit({ audits: { 'token/liability': 'off' } }),
    /field "audits\.token\/liability": cannot be off without a reason/,
  ],
  [
    'a reason that is none',
    edit({ jwt: { required: false, maxLifetimeSeconds: 3600, withoutJwtReason: 'because' } }),
    /field "jwt\.withoutJwtReason"/,
  ],
  [
    'a reason for what is not so',
    edit({ jwt: { required: true, maxLifetimeSeconds: 3600, withoutJwtReason: 'Decided by the CISO.' } }),
    /field "jwt\.withoutJwtReason": is the reason for shipping without tokens/,
  ],
  [
    'a key set over http',
    edit({ jwt: { required: true, maxLifetimeSeconds: 3600, jwksUrl: 'http://ds.example/jwks' } }),
    /field "jwt\.jwksUrl"/,
  ],
  ['a key twice', '{"schemaVersion": 1, "schemaVersion": 1}', /field "schemaVersion": stands twice/],
];

function edit(changes: Record<string, unknown>): string {
  return JSON.stringify({ ...minimal, ...changes }, null, 2);
}

describe('profile: parse', () => {
  for (const [title, text, expected] of mistakes) {
    it(`says where ${title} is`, () => {
      assert.throws(
        () => parseProfile(text, 'p.json'),
        (error) => error instanceof ProfileError && error.issues.length > 0 && expected.test(error.message),
      );
    });
  }

  it('reports every mistake at once', () => {
    assert.throws(
      () => parseProfile(edit({ ports: [0], dnssec: 'x' }), 'p.json'),
      (error) => error instanceof ProfileError && error.issues.length === 2,
    );
  });

  it('fills what may be left out', () => {
    const profile = parseProfile(edit({}));
    assert.deepEqual(profile.expect.aaaa, []);
    assert.deepEqual(profile.bypassHosts, []);
    assert.ok(profile.proxy.clients.includes('chromium'));
  });

  it('lets the notice of liability be switched off for a reason', () => {
    const jwt = { required: false, maxLifetimeSeconds: 3600, withoutJwtReason: 'Decided by the CISO.' };
    const profile = parseProfile(edit({ jwt, audits: { 'token/liability': 'off' } }));
    assert.equal(profile.audits['token/liability'], 'off');
  });

  for (const [written, name] of [
    ['T1C.T1T.IO', 't1c.t1t.io'],
    ['t1c.t1t.io.', 't1c.t1t.io'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
  ] as const) {
    it(`turns ${written} into ${name}`, () => {
      assert.equal(parseProfile(edit({ name: written })).name, name);
    });
  }

  it('never lets a character through that a template could trip over', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        try {
          return /^[a-z0-9.-]+$/.test(parseProfile(edit({ name: text })).name);
        } catch (error) {
          return error instanceof ProfileError;
        }
      }),
    );
  });

  it('never throws anything but ProfileError', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        try {
          parseProfile(text);
        } catch (error) {
          return error instanceof ProfileError;
        }
        return true;
      }),
    );
  });
});

describe('profile: built-in', () => {
  for (const id of builtInProfiles()) {
    it(`${id} is valid and bears its own id`, async () => {
      assert.equal((await loadProfile(id)).id, id);
      assert.ok(builtInProfileText(id)?.includes(`"${id}"`));
    });
  }

  it('holds the facts of the prerequisites page', async () => {
    const profile = await loadProfile();
    assert.equal(profile.name, 't1c.t1t.io');
    assert.deepEqual(profile.expect.a, ['127.0.0.1']);
    assert.deepEqual(profile.ports, [51983, 51783, 51883]);
    assert.equal(profile.dnssec, 'required');
    assert.equal((await loadProfile('partner-template')).dnssec, 'advised');
  });

  it('says what there is when there is no such profile', async () => {
    await assert.rejects(
      loadProfile('nowhere'),
      /neither a readable file nor one of the built-in profiles trust1connector/,
    );
  });
});
