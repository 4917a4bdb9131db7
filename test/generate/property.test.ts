/** Profiles of every kind of name, address and port: each target writes for them, or says what it lacks. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { generate, targets } from '../../lib/generate/index.js';
import { GenerateError } from '../../lib/generate/error.js';
import { toHostName } from '../../lib/host-name.js';
import type { Profile } from '../../lib/profile/index.js';
import { profileWith } from './profile.js';

const label = fc.oneof(
  fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?$/),
  fc.constantFrom(
    'bücher',
    'Ωmega',
    'مثال',
    '例え',
    'a--b',
    'UPPER',
    '127',
    '0x7f',
    'default',
    'none',
    'a'.repeat(63),
  ),
);
const host = fc
  .tuple(
    fc.array(label, { maxLength: 3 }),
    fc.constantFrom('example', 'acme.example', 'рф', 'localhost', 'test', 'com'),
    fc.constantFrom('', '.'),
  )
  .map(([labels, end, dot]) => [...labels, end].join('.') + dot)
  .filter((text) => toHostName(text) !== undefined);
const octet = fc.integer({ min: 0, max: 255 });
const expected: fc.Arbitrary<Profile['expect']> = fc.oneof(
  fc.record({
    a: fc.uniqueArray(
      fc.tuple(octet, octet, octet).map((rest) => `127.${rest.join('.')}`),
      { maxLength: 3 },
    ),
    aaaa: fc.constantFrom([], ['::1'], ['0:0:0:0:0:0:0:1']),
    addressClass: fc.constant('loopback' as const),
  }),
  fc.constant({ a: ['10.1.2.3'], aaaa: ['fd00::1', 'FE80::1'], addressClass: 'private' as const }),
);
const port = fc.oneof(fc.constantFrom(1, 80, 443, 65_535), fc.integer({ min: 1, max: 65_535 }));

const profiles = fc
  .record({
    id: fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,8}$/),
    name: host,
    // Names above and below each other, which some grammars take in.
    bypassHosts: fc.uniqueArray(fc.oneof(host, fc.constantFrom('acme.example', 'x.acme.example')), {
      maxLength: 3,
    }),
    ports: fc.uniqueArray(port, { minLength: 1, maxLength: 2 }),
    expect: expected,
    origins: fc.uniqueArray(
      host.map((name) => `https://${toHostName(name) ?? ''}`),
      { maxLength: 2 },
    ),
  })
  .map(profileWith);

const proxy = 'proxy.example:3128';

describe('generate: any profile', () => {
  for (const { id, accepts } of targets()) {
    const numRuns = id === 'pac' ? 3 : 10;
    it(`${id} writes, with a name of any kind`, async () => {
      const options = accepts.includes('proxy') ? { proxy } : {};
      await fc.assert(
        fc.asyncProperty(profiles, async (profile) => {
          try {
            const { text, proven } = await generate(id, profile, options);
            assert.ok(proven.length > 0);
            assert.doesNotMatch(text, /[^\t\n\r -~]/);
          } catch (error) {
            assert.ok(error instanceof GenerateError && error.code === 'missing-input', String(error));
          }
        }),
        { seed: 1, numRuns },
      );
    });
  }
});
