import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DIALECTS } from '../../../lib/pac/dialect/dialects.js';
import { scriptInput } from '../../../lib/pac/dialect/script-input.js';

/** URLs that are plain, and such as are nearly so. */
const pieces = [
  'a', 'b1', 'x-y', '-', '0', '127', '0x7f', 'xn--', 'xn--bcher-kva', 'localhost', '.', '..', '/', '//', '_', '%41',
  '?', '#', ':', ':443', ':80', '@', 'A', '\u00e9', ' ', '\t', '\\', '[::1]', 'n'.repeat(64),
]; // prettier-ignore
const scheme = fc.constantFrom(
  'https://',
  'http://',
  'wss://',
  'ws://',
  'ftp://',
  'HTTP://',
  'https:/',
  'x://',
);
const text = fc
  .tuple(scheme, fc.array(fc.constantFrom(...pieces), { maxLength: 7 }), fc.constantFrom('', '/', '/p/q-r_s'))
  .map(([start, middle, end]) => start + middle.join('') + end);

describe('what of a URL a script is given', () => {
  it('is what the URL parser says', () => {
    fc.assert(
      fc.property(text, (url) => {
        let parsed: URL | null = null;
        try {
          parsed = new URL(url);
        } catch {
          // Refused below.
        }
        const ask = (): unknown => scriptInput(DIALECTS.winhttp, url);
        if (parsed === null || parsed.hostname === '') assert.throws(ask, { code: 'bad-url' });
        else {
          assert.deepEqual(ask(), {
            url: `${parsed.protocol}//${parsed.host}${parsed.pathname}${parsed.search}`,
            host: parsed.hostname.replace(/^\[|\]$/g, ''),
            bypass: null,
          });
        }
      }),
      { numRuns: 5000 },
    );
  });
});
