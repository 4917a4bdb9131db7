/** Our reading and writing of RDATA held against BIND's, for every type that has a layout. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parseType } from '../../lib/dns/codes.js';
import { parseRdata } from '../../lib/dns/rdata-parse.js';
import { formatRdata } from '../../lib/dns/rdata-text.js';
import { readRdata } from '../../lib/dns/rdata.js';
import { Reader } from '../../lib/dns/reader.js';
import { ParseError } from '../../lib/errors.js';

const linesOf = (file: string): string[] =>
  readFileSync(new URL(`../../../test/dns/fixtures/${file}`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

const cases = linesOf('rdata-bind.txt')
  .map((line) => /^(\S+) (\S+) (.*)$/.exec(line) ?? [])
  .map(([, type = '', wire = '', text = '']) => ({
    type: parseType(type),
    what: `${type} ${text}`,
    wire,
    text,
  }));

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();

describe('dns/rdata, as BIND has it', () => {
  it('has cases of many types', () => {
    assert.ok(new Set(cases.map(({ type }) => type)).size >= 38);
  });

  for (const { type, what, wire, text } of cases)
    it(`reads and writes ${what}`, () => {
      const rdata = Uint8Array.from(Buffer.from(wire, 'hex'));
      assert.equal(hexOf(parseRdata(type, text)), wire);
      const shown = formatRdata(type, rdata);
      assert.doesNotMatch(shown, /^\\#/);
      assert.equal(hexOf(parseRdata(type, shown)), wire);
      assert.equal(hexOf(readRdata(type, new Reader(rdata))), wire);
      // A byte too few is malformed, save for types whose last field takes whatever is left.
      const cut = (): Uint8Array => readRdata(type, new Reader(rdata, 0, rdata.length - 1));
      const open =
        /^(DS|CDS|SSHFP|TLSA|SMIMEA|ZONEMD|RRSIG|DNSKEY|CDNSKEY|OPENPGPKEY|TXT|SPF|CAA|URI|NSEC|NSEC3|CSYNC) /;
      if (!open.test(what)) assert.throws(cut, ParseError);
    });

  for (const line of linesOf('rdata-malformed.txt'))
    it(`refuses what BIND refuses: ${line.slice(0, 80)}`, () => {
      const [type = ''] = line.split(' ', 1);
      assert.throws(() => parseRdata(parseType(type), line.slice(type.length + 1)), ParseError);
    });

  for (const [type, what, text] of [
    ['DNSKEY', 'more than a record holds', `257 3 8 ${'A'.repeat(87_380)}`],
    ['TXT', 'more strings than a record holds', '"" '.repeat(65_536)],
    ['TYPE731', 'more bytes than a record holds', `\\# 65536 ${'00'.repeat(65_536)}`],
    ['DNSKEY', 'a megabyte that is no base64', `257 3 8 ${'A'.repeat(1_048_500)}!`],
    ['DNSKEY', 'sixteen of them', `257 3 8 ${'A'.repeat(16_777_216)}`],
    ['TXT', 'a quote without an end', `"${'\\'.repeat(1_048_500)}`],
    ['A', 'parentheses', '('.repeat(1_048_000)],
  ] as const)
    it(`refuses ${what}`, () => {
      assert.throws(() => parseRdata(parseType(type), text), ParseError);
    });

  it('takes as much as a record holds', () => {
    const text = `257 3 8 ${Buffer.alloc(65_531).toString('base64')}`;
    assert.equal(parseRdata(parseType('DNSKEY'), text).length, 65_535);
  });
});
