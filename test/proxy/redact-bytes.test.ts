import assert from 'node:assert/strict';
import { readSettings, redactBytes } from '../../lib/proxy/index.js';
import { fixture } from './fixtures.js';

describe('proxy: redacted bytes', () => {
  it('leaves a file without passwords as it is, to the byte', () => {
    for (const bytes of [
      Buffer.from('no_proxy=a\r\n'),
      Buffer.from('\uFEFFREGEDIT4\r\n', 'utf16le'),
      Buffer.from([0x61, 0xe9]),
    ]) {
      assert.equal(redactBytes(bytes), bytes);
    }
  });

  it('takes the password out of text in any encoding', () => {
    const text = 'https_proxy=http://ann:s3cret@proxy.example:8080\r\n';
    for (const encoding of ['utf8', 'utf16le'] as const) {
      const redacted = Buffer.from(redactBytes(Buffer.from(`\uFEFF${text}`, encoding))).toString();
      assert.ok(
        !redacted.includes('s3cret') &&
          redacted.includes('//***:***@proxy.example:8080') &&
          !redacted.includes('ann'),
        redacted,
      );
    }
  });

  it('keeps every length in a binary file', () => {
    const bytes = Buffer.from(
      '\u0046\u0000\u0000\u0000\u0016http://ann:s3cret@proxy.example:8080\u0000',
      'latin1',
    );
    const redacted = Buffer.from(redactBytes(bytes)).toString('latin1');
    assert.equal(redacted.length, bytes.length);
    assert.ok(redacted.includes('http://***:******@proxy.example:8080'), redacted);
  });

  it('masks a user without a password in a binary file', () => {
    const bytes = Buffer.from('\u0046\u0000\u0000\u0000\u0016http://anne@proxy.example:8080\u0000', 'latin1');
    assert.ok(Buffer.from(redactBytes(bytes)).includes('http://****@proxy.example:8080'));
  });

  it('masks a password that stands under its own key in a binary property list', () => {
    const bytes = fixture('apple-plist.global-proxy.plist');
    assert.ok(Buffer.from(bytes).includes('S3cret'));
    const redacted = Buffer.from(redactBytes(bytes));
    assert.ok(
      !redacted.includes('S3cret') && redacted.includes('ProxyPassword') && redacted.includes('******'),
    );
    assert.equal(redacted.length, bytes.length);
    assert.deepEqual(readSettings(redacted, { fileName: 'x' }), readSettings(bytes, { fileName: 'x' }));
  });

  it('masks UTF-16 text in registry.pol', () => {
    const text = Buffer.from('http://ann:s3cret@proxy.example', 'utf16le');
    const redacted = Buffer.from(
      redactBytes(Buffer.concat([Buffer.from('PReg\u0001\0\0\0', 'latin1'), text])),
    );
    assert.ok(redacted.toString('utf16le').includes('//***:******@proxy.example'));
  });

  it('keeps nothing of what it cannot read', () => {
    assert.throws(() => redactBytes(Buffer.from([0x61, 0, 0, 0x62, 0xff])), /binary data/);
  });
});
