/** Messages as they come from a network. */
import assert from 'node:assert/strict';
import {
  canonicalRdata,
  extendedErrors,
  formatName,
  formatRdata,
  formatType,
  groupRRsets,
  parseRdata,
  readMessage,
  type ResourceRecord,
} from '../../../lib/dns/index.js';
import { readDnskey } from '../../../lib/dnssec/records/dnskey.js';
import { readDs } from '../../../lib/dnssec/records/ds.js';
import { readRrsig } from '../../../lib/dnssec/records/rrsig.js';
import { messages } from '../corpora.js';
import { once, refused, type Target } from '../target.js';

const typed: Readonly<Record<number, (rdata: Uint8Array) => unknown>> = {
  43: readDs,
  46: readRrsig,
  48: readDnskey,
};

/** What is shown of a record reads as the same record. */
function checkRecord({ name, type, rdata }: ResourceRecord): void {
  assert.match(formatName(name), /^[\x21-\x7e]+$/);
  const text = formatRdata(type, rdata);
  assert.match(text, /^[\x20-\x7e]*$/);
  try {
    typed[type]?.(rdata);
    canonicalRdata(type, rdata);
  } catch (error) {
    refused(error);
  }
  // The same bytes or, where they were not as the standard has them (a bitmap with empty octets), the same meaning.
  assert.equal(formatRdata(type, parseRdata(type, text)), text, formatType(type));
}

export const wire: Target = {
  id: 'wire',
  title: 'a message is read or refused; what it holds is shown in ASCII and reads back as shown',
  shape: 'bytes',
  words: ['\xc0\x0c', '\x00', '\x3f', '\x00\x01\x00\x01', '\x00\x2e\x00\x01', '\x00\x29\xff\xff'],
  corpus: once(messages),
  runs: 2000,
  run: (bytes) => {
    let read;
    try {
      read = readMessage(bytes);
    } catch (error) {
      return refused(error);
    }
    const records = [...read.answer, ...read.authority, ...read.additional];
    assert.ok(records.length * 11 <= bytes.length + 11, 'more records than there is room for');
    for (const record of records) checkRecord(record);
    groupRRsets(records);
    extendedErrors(read);
    return read.faults.length > 0 ? 'read, with faults' : 'read';
  },
};
