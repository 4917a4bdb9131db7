/** Text that is about to be shown: without the key in any form, and without anything of the shape of a token. */
import assert from 'node:assert/strict';
import { mask, redact } from '../../lib/secrets/redact.js';
import { needlesOf } from '../../lib/secrets/index.js';

const key = 'k3y/Of+The-Test';
const jwt = 'eyJhbGciOiJub25lIn0.eyJpc3MiOiJhIn0.c2lnbmF0dXJl';

describe('secrets/redact', () => {
  for (const [what, text, expected] of [
    ['the key', `a ${key} b`, `a ${mask} b`],
    ['the key, each time', `${key},${key}`, `${mask},${mask}`],
    ['its percent encoding', `/${encodeURIComponent(key)}.js`, `/${mask}.js`],
    ['its hexadecimal form', Buffer.from(key).toString('hex').toUpperCase(), mask],
    ['a token', `token=${jwt};`, `token=${mask};`],
    ['two tokens', `${jwt} ${jwt}`, `${mask} ${mask}`],
    ['a token without its signature', 'eyJhbGciO.eyJpc3M', mask],
    ['a token with an empty signature', 'eyJhbGciO.eyJpc3M.', mask],
    ['the shortest of that shape', 'eyJabcde.ab', mask],
    ['a word that begins so', 'eyJabcd.ab', 'eyJabcd.ab'],
    ['a header alone', 'eyJabcdefgh', 'eyJabcdefgh'],
    ['a header and one character', 'eyJabcdefgh.a', 'eyJabcdefgh.a'],
    ['nothing', 'nothing here', 'nothing here'],
  ] as const)
    it(`${what}: ${expected}`, () => {
      assert.equal(redact(text, needlesOf(key)), expected);
    });

  it('takes tokens out where no key is known', () => {
    assert.equal(redact(`x ${jwt}`, []), `x ${mask}`);
  });

  it('shows the same for every secret', () => {
    const long = 'another-and-a-much-longer-key-of-the-test';
    assert.equal(redact(key, needlesOf(key)), redact(long, needlesOf(long)));
  });
});
