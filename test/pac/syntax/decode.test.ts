import assert from 'node:assert/strict';
import { decodeSource, encodeSource, isHtmlPage } from '../../../lib/pac/syntax/decode.js';
import { exemptPac } from '../../../lib/pac/index.js';
import { decideOnce } from '../support.js';

const SOURCE = '// b\u00fccher\r\nfunction FindProxyForURL(url, host) { return "DIRECT"; }\r\n';
const little = Buffer.from(SOURCE, 'utf16le');
const mark = (bytes: readonly number[], rest: Uint8Array): Uint8Array =>
  Buffer.concat([Buffer.from(bytes), rest]);

describe('a source in bytes', () => {
  const TABLE: readonly (readonly [string, Uint8Array, string, boolean])[] = [
    ['UTF-8', Buffer.from(SOURCE), 'utf-8', false],
    ['UTF-8 with a mark', mark([0xef, 0xbb, 0xbf], Buffer.from(SOURCE)), 'utf-8', true],
    ['UTF-16LE with a mark', mark([0xff, 0xfe], little), 'utf-16le', true],
    ['UTF-16BE with a mark', mark([0xfe, 0xff], Buffer.from(little).swap16()), 'utf-16be', true],
    ['UTF-16LE without one', little, 'utf-16le', false],
    ['UTF-16BE without one', Buffer.from(little).swap16(), 'utf-16be', false],
    ['Latin-1', Buffer.from(SOURCE, 'latin1'), 'latin1', false],
  ];
  for (const [name, bytes, encoding, bom] of TABLE) {
    it(`${name} is read, run, and written back to the byte`, async () => {
      const decoded = decodeSource(bytes);
      assert.deepEqual(decoded, { text: SOURCE, encoding, bom });
      assert.deepEqual(Buffer.from(encodeSource(decoded.text, decoded)), Buffer.from(bytes));
      assert.equal((await decideOnce(bytes)).result, 'DIRECT');
    });
  }
  it('UTF-16 is no script for a client that does not read it', async () => {
    const wide = [
      mark([0xff, 0xfe], little),
      mark([0xfe, 0xff], Buffer.from(little).swap16()),
      little,
      Buffer.from(little).swap16(),
    ];
    for (const bytes of wide) {
      const decision = await decideOnce(bytes, {}, 'firefox');
      assert.equal(decision.failure?.code, 'syntax-error');
      await assert.rejects(exemptPac(bytes, { hosts: ['t1c.t1t.io'], dialect: 'firefox' }), {
        code: 'pac-not-patchable',
      });
    }
  });
  it('a data: URL is unpacked', async () => {
    const plain = `data:application/x-ns-proxy-autoconfig,${encodeURIComponent(SOURCE)}`;
    const packed = `data:application/x-ns-proxy-autoconfig;base64,${Buffer.from(SOURCE).toString('base64')}`;
    assert.equal((await decideOnce(plain)).result, 'DIRECT');
    assert.equal((await decideOnce(packed)).result, 'DIRECT');
    assert.throws(() => decodeSource('data:text/plain,%E0%A4%A'), {
      name: 'ParseError',
      code: 'bad-data-url',
    });
  });
  it('HTML is told from script', () => {
    for (const page of ['<html>', ' <!DOCTYPE HTML PUBLIC "">', '<?xml version="1.0"?>'])
      assert.ok(isHtmlPage(page), page);
    for (const script of ['<!-- old style\nfunction f(){}', 'var a = "<html>"', '/* <html> */'])
      assert.ok(!isHtmlPage(script), script);
  });
});
