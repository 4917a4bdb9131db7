import assert from 'node:assert/strict';
import { fromWindows1252 } from '../lib/windows-1252.js';

describe('Windows-1252', () => {
  it('is the Encoding Standard’s, whatever the version of Node', () => {
    const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const text = fromWindows1252(all);
    assert.equal(text.length, 256);
    assert.equal(text.slice(0, 0x80), Buffer.from(all.subarray(0, 0x80)).toString('latin1'));
    assert.equal(text.slice(0xa0), Buffer.from(all.subarray(0xa0)).toString('latin1'));
    // https://encoding.spec.whatwg.org/index-windows-1252.txt; what has no character stays a control.
    assert.equal(text.slice(0x80, 0xa0), '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ');
  });
});
