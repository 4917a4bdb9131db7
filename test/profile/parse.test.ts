import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
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

const agent = { infoPath: '/info', protectedPath: '/v3/readers', inTimeMs: 1000 };

/** Each mistake: the text of the profile, and what the message must say. */
const mistakes: readonly (readonly [title: string, text: string, expected: RegExp])[] = [
  ['no JSON at all', 'name: t1c', /^p\.json:1:1: not JSON/],
  ['an empty file', '', /^p\.json:1:1: /],
  ['a truncated file', '{\n"schemaVersion": 1,', /^p\.json:2:\d+: not JSON/],
  ['what is nested without end', '['.repeat(200_000), /^p\.json:1:101: nested more than 100 levels deep/],
  ['an array', '[]', /^p\.json:1:1: must be an object: fields in curly brackets, and is a list/],
  [
    'a port out of range',
    edit({ ports: [4711, 70000] }),
    /^p\.json:15:\d+: field "ports\[1\]": must be a whole number from 1 to 65535, and is 70000/,
  ],
  ['no port', edit({ ports: [] }), /field "ports": holds 0 items and must hold at least 1/],
  ['a port twice', edit({ ports: [1, 1] }), /field "ports\[1\]": 1 stands twice: it is item 1 as well/],
  [
    'items that say themselves how they compare',
    edit({ bypassHosts: [{ valueOf: ['x'] }, { toString: 1, valueOf: true }] }),
    /field "bypassHosts\[0\]": must be /,
  ],
  ['an unknown field', edit({ port: 1 }), /field "port": is not a field of a profile/],
  [
    'an unknown nested field',
    edit({ expect: { ...minimal.expect, a4: [] } }),
    /field "expect\.a4": is not a field/,
  ],
  ['a missing field', edit({ name: undefined }), /^p\.json:1:1: lacks the field "name"/],
  [
    'a wrong enum',
    edit({ dnssec: 'yes' }),
    /field "dnssec": must be one of "required", "advised", "none", and is "yes"/,
  ],
  ['an id in capitals', edit({ id: 'Acme' }), /field "id": must be a lower-case word .*, and is "Acme"/],
  [
    'an origin with a path',
    edit({ origins: ['https://app.example/x'] }),
    /field "origins\[0\]": must be an origin: scheme, host and port without a path/,
  ],
  [
    'an embedding origin with a path',
    edit({ embeddingOrigins: ['https://portal.example/x'] }),
    /field "embeddingOrigins\[0\]": must be an origin/,
  ],
  [
    'an embedding origin that is none',
    edit({ embeddingOrigins: ['https://portal.example:99999'] }),
    /field "embeddingOrigins\[0\]": "https:\/\/portal\.example:99999" is not an origin/,
  ],
  [
    'a host shared by nobody',
    edit({ disk: { installerMegabytes: 1, installedMegabytes: 1, toleranceMegabytes: 1, users: 0 } }),
    /field "disk\.users": must be a whole number from 1 to 100000, and is 0/,
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
    /field "distributionServices\[0\]\.url": must be an https URL without a path/,
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
    /field "jwt\.withoutJwtReason": is 7 characters long and must be at least 10/,
  ],
  [
    'a reason for what is not so',
    edit({ jwt: { required: true, maxLifetimeSeconds: 3600, withoutJwtReason: 'Decided by the CISO.' } }),
    /field "jwt\.withoutJwtReason": is the reason for shipping without tokens/,
  ],
  [
    'a key set over http',
    edit({ jwt: { required: true, maxLifetimeSeconds: 3600, jwksUrl: 'http://ds.example/jwks' } }),
    /field "jwt\.jwksUrl": must be the https URL of a key set/,
  ],
  [
    'a number in quotes',
    edit({ ports: ['4711'] }),
    /field "ports\[0\]": must be a whole number.*, and is "4711"/,
  ],
  ['an empty title', edit({ title: '' }), /field "title": is 0 characters long and must be at least 1/],
  [
    'an audit by a name that is no id',
    edit({ audits: { 'DNS TTL': 'off' } }),
    /field "audits\.DNS TTL": must be the id of an audit, e\.g\. dns\/address-expected, and is "DNS TTL"$/,
  ],
  [
    'a pin that is none',
    edit({
      distributionServices: [{ url: 'https://ds.example', environment: 'test', pins: ['abc'] }],
    }),
    /field "distributionServices\[0\]\.pins\[0\]": must be the SHA-256 of a public key/,
  ],
  [
    'an agent without its paths',
    edit({ agent: { inTimeMs: 1000 } }),
    /field "agent": lacks the field "infoPath", which must be a path that starts with a slash, e\.g\. \/info\n.*lacks the field "protectedPath"/,
  ],
  ['an agent that is no object', edit({ agent: '/info' }), /field "agent": must be an object/],
  [
    'an agent’s path without a slash',
    edit({ agent: { ...agent, infoPath: 'info' } }),
    /field "agent\.infoPath": must be a path that starts with a slash, e\.g\. \/info, and is "info"/,
  ],
  [
    'an agent’s path with a query',
    edit({ agent: { ...agent, protectedPath: '/v3/readers?pin=1' } }),
    /field "agent\.protectedPath": must be a path/,
  ],
  [
    'an agent’s path that is another host’s',
    edit({ agent: { ...agent, infoPath: 'https://elsewhere.example/info' } }),
    /field "agent\.infoPath": must be a path/,
  ],
  [
    'an agent that is waited for too long',
    edit({ agent: { ...agent, inTimeMs: 60_000 } }),
    /field "agent\.inTimeMs": must be a whole number from 1 to 10000, and is 60000/,
  ],
  [
    'an agent that is waited for in parts of a millisecond',
    edit({ agent: { ...agent, inTimeMs: 0.5 } }),
    /field "agent\.inTimeMs": must be a whole number/,
  ],
  [
    'an agent with a field that it has not',
    edit({ agent: { ...agent, port: 51983 } }),
    /field "agent\.port": is not a field of a profile/,
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

  const fieldsOf = (text: string): readonly string[] => {
    try {
      parseProfile(text, 'p.json');
    } catch (error) {
      if (error instanceof ProfileError) return error.issues.map(({ field }) => field);
      throw error;
    }
    return [];
  };

  it('holds the rules of meaning where the shape is wrong elsewhere, and tells all in the order of the file', () => {
    const text = edit({
      name: 'a b',
      expect: { a: ['10.0.0.1', 1], addressClass: 'loopback' },
      ports: [0],
      dns: { ttlSeconds: { minimum: 10, maximum: 5 }, references: ['tls://:853', 'udp://x'] },
      distributionServices: [{ url: 'https://ds.example:99999' }],
      origins: ['https://app.example:99999'],
      agent: { infoPath: 'info' },
      audits: { 'token/liability': 'off' },
    });
    assert.deepEqual(fieldsOf(text), [
      'name',
      'expect.a[0]',
      'expect.a[1]',
      'ports[0]',
      'dns.ttlSeconds.minimum',
      'dns.references[0]',
      'dns.references[1]',
      'distributionServices[0]',
      'distributionServices[0].url',
      'origins[0]',
      'agent',
      'agent',
      'agent.infoPath',
      'audits.token/liability',
    ]);
  });

  it('leaves alone what hangs on a field whose shape is wrong', () => {
    for (const [text, field] of [
      [edit({ expect: { a: ['10.0.0.1'], addressClass: 'near' } }), 'expect.addressClass'],
      [edit({ dns: { ttlSeconds: { minimum: 10, maximum: 0 } } }), 'dns.ttlSeconds.maximum'],
      [edit({ origins: ['app.example'] }), 'origins[0]'],
    ] as const)
      assert.deepEqual(fieldsOf(text), [field]);
  });

  it('asks whoever knows the audits, and names the place of each it does not know', () => {
    const audits = { 'dns/ttl': 'off', 'dns/tll': 'off' };
    const auditMistake = (id: string): string | undefined => (id === 'dns/ttl' ? undefined : 'is no audit');
    assert.throws(
      () => parseProfile(edit({ ports: [0], audits }), 'p.json', { auditMistake }),
      ({ message }: Error) =>
        /^p\.json:\d+:\d+: field "ports\[0\]".*\np\.json:\d+:\d+: field "audits\.dns\/tll": is no audit$/.test(
          message,
        ),
    );
  });

  it('says in words what each expression of the schema says in signs', async () => {
    const patterns: { pattern: string; description?: string }[] = [];
    JSON.parse(await readFile('schemas/profile.schema.json', 'utf8'), (_key, value: unknown) => {
      if (typeof value === 'object' && value !== null && 'pattern' in value)
        patterns.push(value as { pattern: string });
      return value;
    });
    assert.ok(patterns.length > 10);
    for (const { pattern, description } of patterns)
      assert.match(description ?? '', /^(an?|the|text) /, pattern);
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
