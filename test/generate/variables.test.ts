import assert from 'node:assert/strict';
import fc from 'fast-check';
import { GenerateError } from '../../lib/generate/error.js';
import { VARIABLES, variablesFor } from '../../lib/generate/variables.js';
import type { Profile } from '../../lib/profile/index.js';
import { fullProfile, profileWith } from './profile.js';

describe('generate/variables', () => {
  it('describes exactly the variables there are', () => {
    const names = Object.keys(variablesFor('pac', fullProfile, {}));
    assert.deepEqual(VARIABLES.map(({ name }) => name).sort(), names.sort());
  });

  it('holds the profile in the forms that templates use', () => {
    const found = variablesFor('pac', fullProfile, {
      proxy: '[::1]:3128',
    });
    assert.deepEqual(found.hosts, ['connector.acme.example', 'localhost']);
    assert.deepEqual(found.networks, ['127.0.0.0/8', '::1/128']);
    assert.equal(found.urls[0], 'https://connector.acme.example:51983/');
    assert.equal(found.urls.length, 6);
    assert.deepEqual(found.proxy, { host: '[::1]', port: 3128 });
    assert.deepEqual(found.distributionServices[0], {
      url: 'https://ds.t1t.io',
      host: 'ds.t1t.io',
      port: 443,
      environment: 'production',
    });
  });

  const hostNames = [
    '"; return "PROXY',
    'a.example"; return "PROXY x',
    'a.example\nb',
    'a.example\r\nb.example',
    'a.example\0',
    'a b.example',
    "a'.example",
    'a$(id).example',
    'a`id`.example',
    '*.example',
    '.example',
    'a..example',
    '-a.example',
    'a-.example',
    'a_b.example',
    '127.0.0.1',
    '0x7f.1',
    '1.2',
    '[::1]',
    '',
    'xn--zzzzzzzz.example',
    'a/b.example',
    'a:1',
    `${'a'.repeat(64)}.example`,
    `${'a.'.repeat(130)}example`,
  ];
  for (const bad of hostNames) {
    it(`refuses ${JSON.stringify(bad.slice(0, 40))} as a name and as a further host`, () => {
      assert.throws(() => variablesFor('pac', profileWith({ name: bad }), {}), { code: 'invalid-profile' });
      assert.throws(() => variablesFor('pac', profileWith({ bypassHosts: [bad] }), {}), {
        code: 'invalid-profile',
      });
    });
  }

  it('finds the zone, or takes the one given', () => {
    assert.equal(variablesFor('pac', fullProfile, {}).zone, 'acme.example');
    assert.equal(variablesFor('pac', profileWith({ name: 'plex.direct' }), {}).zone, 'plex.direct');
    assert.equal(variablesFor('pac', fullProfile, { zone: 'example' }).zone, 'example');
    assert.equal(variablesFor('pac', fullProfile, { zone: 'example' }).relativeName, 'connector.acme');
    assert.equal(variablesFor('pac', profileWith({ name: 'plex.direct' }), {}).relativeName, '@');
  });

  it('gives the same UUIDs to the same target and profile, and others to another', () => {
    const [one] = variablesFor('pac', fullProfile, {}).uuids;
    assert.match(one!, /^[0-9A-F]{8}-[0-9A-F]{4}-8[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/);
    assert.equal(variablesFor('pac', fullProfile, {}).uuids[0], one);
    assert.notEqual(variablesFor('pac', profileWith({ id: 'x' }), {}).uuids[0], one);
  });

  it('lets no string through that is not a name', () => {
    const parts = fc.array(
      fc.constantFrom('a', '.', '-', '"', "'", ';', '\n', '\u2028', '*', '\\', '{{', 'ü', '。', '0'),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          parts.map((list) => list.join('')),
        ),
        (text) => {
          try {
            const { hosts } = variablesFor('pac', profileWith({ name: text, bypassHosts: [text] }), {});
            for (const host of hosts) assert.match(host, /^(?!-)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*$/);
          } catch (error) {
            assert.ok(error instanceof GenerateError && error.code === 'invalid-profile', String(error));
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('turns names into their one form: lower case, A-labels, no trailing dot', () => {
    const found = variablesFor(
      'pac',
      profileWith({ name: 'Bücher.Example.', bypassHosts: ['LOCALHOST'] }),
      {},
    );
    assert.deepEqual(found.hosts, ['xn--bcher-kva.example', 'localhost']);
  });

  const broken: [string, Partial<Profile>][] = [
    ['id', { id: 'x\ny' }],
    ['id', { id: '../x' }],
    ['address', { expect: { a: ['8.8.8.8'], aaaa: [], addressClass: 'loopback' } }],
    ['address', { expect: { a: ['127.0.0.1; }'], aaaa: [], addressClass: 'loopback' } }],
    ['address', { expect: { a: ['127.1'], aaaa: [], addressClass: 'loopback' } }],
    ['address', { expect: { a: [], aaaa: ['::1%eth0'], addressClass: 'loopback' } }],
    ['port', { ports: [0] }],
    ['port', { ports: ['443"' as unknown as number] }],
    ['origin', { origins: ['https://a.example/path'] }],
    ['origin', { origins: ['javascript:alert(1)'] }],
    ['origin', { origins: ['https://a.example"'] }],
    ['origin', { origins: ['https://*.example'] }],
    ['service', { distributionServices: [{ url: 'https://a.example/x', environment: 'production' }] }],
    ['service', { distributionServices: [{ url: 'https://u:p@a.example', environment: 'production' }] }],
    ['environment', { distributionServices: [{ url: 'https://a.example', environment: 'a\nb' as 'test' }] }],
  ];
  for (const [field, change] of broken) {
    it(`refuses a profile with ${field} ${JSON.stringify(change)}`, () => {
      assert.throws(() => variablesFor('pac', profileWith(change), {}), { code: 'invalid-profile' });
    });
  }

  it('refuses options that are no proxy, no zone of the name, no host name', () => {
    for (const proxy of [
      'proxy',
      'proxy:0',
      'proxy:99999',
      'http://proxy:80',
      'a b:80',
      'p:80"',
      'P:80',
      '',
    ]) {
      assert.throws(() => variablesFor('pac', fullProfile, { proxy }), { code: 'invalid-option' }, proxy);
    }
    const elsewhere = { zone: 'other.example' };
    assert.throws(() => variablesFor('pac', fullProfile, elsewhere), { code: 'invalid-option' });
    const quoted = { certificateAuthority: 'a"b' };
    assert.throws(() => variablesFor('pac', fullProfile, quoted), { code: 'invalid-option' });
  });
});
