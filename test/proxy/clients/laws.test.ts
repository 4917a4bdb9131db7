/** Laws that hold for any name, in every client. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bypasses, clients } from '../../../lib/proxy/index.js';

const label = fc.stringMatching(/^[a-z][a-z0-9]{0,10}$/);
/** No last label that makes the name an address or a special name. */
const host = fc
  .tuple(label, label, fc.constantFrom('example', 'test', 'io'))
  .map((labels) => labels.join('.'));
const IDS = clients().map(({ id }) => id);

describe('proxy/clients laws', () => {
  it('the exact name in lower case lets the name pass, on any port', () => {
    fc.assert(
      fc.property(
        host,
        fc.integer({ min: 1, max: 65_535 }),
        fc.constantFrom('http', 'https'),
        (name, port, scheme) => {
          for (const id of IDS) assert.ok(bypasses(id, name, `${scheme}://${name}:${port}/`), id);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('a name of the same length in another domain does not', () => {
    fc.assert(
      fc.property(host, host, (name, other) => {
        fc.pre(!`.${other}`.endsWith(name) && !other.startsWith(name));
        for (const id of IDS) assert.ok(!bypasses(id, name, `https://${other}/`), `${id}: ${name} ${other}`);
      }),
      { numRuns: 50 },
    );
  });

  it('no rule string and no URL makes a matcher fail otherwise than by a ParseError', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 60 }),
        fc.oneof(fc.webUrl(), fc.constantFrom('http://[::1]:80/', 'https://t1c.t1t.io./', 'http://1.2.3.4/')),
        (rules, url) => {
          for (const id of IDS) {
            try {
              assert.equal(typeof bypasses(id, rules, url), 'boolean');
            } catch (error) {
              assert.equal((error as Error).name, 'ParseError', id);
            }
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
