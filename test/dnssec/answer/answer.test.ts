/** What one response says of the names that aliases lead to, and when it is asked again by those names. */
import assert from 'node:assert/strict';
import type { RRset } from '../../../lib/dns/rrset.js';
import { validate } from '../../../lib/dnssec/index.js';
import { at, ForgedZone, tableExchange, unsigned, type TableEntry } from '../forge.js';

const root = new ForgedZone('.');
const zone = new ForgedZone('example.');
const other = new ForgedZone('other.');
const noDs = { authority: [root.signed('plain. 300 NSEC zzz. NS RRSIG NSEC')] };
const noA = other.signed('target.other. 300 NSEC zzz.other. TXT RRSIG NSEC');
const noZone = { authority: [noA, other.signed('second.other. 300 NSEC t.other. CNAME RRSIG NSEC')] };
const chain: Readonly<Record<string, TableEntry>> = {
  '. DNSKEY': { answer: [root.dnskeys] },
  'example. DS': { answer: [root.dsFor(zone)] },
  'example. DNSKEY': { answer: [zone.dnskeys] },
  'other. DS': { answer: [root.dsFor(other)] },
  'other. DNSKEY': { answer: [other.dnskeys] },
  'plain. DS': noDs,
  'target.other. DS': noZone,
  'second.other. DS': noZone,
};
const plainSoa = unsigned('plain. 300 SOA ns.plain. host.plain. 1 2 3 4 300');
const otherSoa = other.signed('other. 300 SOA ns.other. host.other. 1 2 3 4 300');
const alias = (to: string): RRset => zone.signed(`alias.example. 300 CNAME ${to}`);
const plainAlias = unsigned('alias.plain. 300 CNAME target.plain.');
const nxdomain = 3;

interface Row {
  readonly what: string;
  readonly name: string;
  readonly first: TableEntry;
  /** What the target's own servers say; SERVFAIL where there is nothing. */
  readonly then?: Readonly<Record<string, TableEntry>>;
  /** Status, rcode, what of the answer, and the reasons. */
  readonly expected: string;
  /** Names beside the first that were asked for the type. */
  readonly asked: readonly string[];
}

const rows: readonly Row[] = [
  {
    what: 'alias and NODATA in an unsigned zone',
    name: 'alias.plain',
    first: { answer: [plainAlias], authority: [plainSoa] },
    expected: 'insecure NOERROR CNAME unsigned-delegation',
    asked: [],
  },
  {
    what: 'alias and NXDOMAIN in an unsigned zone',
    name: 'alias.plain',
    first: { rcode: nxdomain, answer: [plainAlias] },
    expected: 'insecure NXDOMAIN CNAME unsigned-delegation',
    asked: [],
  },
  {
    what: 'signed alias into an unsigned zone, NODATA with its SOA',
    name: 'alias.example',
    first: { answer: [alias('target.plain.')], authority: [plainSoa] },
    expected: 'insecure NOERROR CNAME unsigned-delegation',
    asked: [],
  },
  {
    what: 'signed alias into an unsigned zone, nothing said of the target',
    name: 'alias.example',
    first: { answer: [alias('target.plain.')] },
    then: { 'target.plain. A': { answer: [unsigned('target.plain. 60 A 127.0.0.1')] } },
    expected: 'insecure NOERROR CNAME,A unsigned-delegation',
    asked: ['target.plain.'],
  },
  {
    what: 'signed alias into an unsigned zone, the SOA of another zone',
    name: 'alias.example',
    first: { answer: [alias('target.plain.')], authority: [otherSoa] },
    expected: 'indeterminate SERVFAIL CNAME response-failure',
    asked: ['target.plain.'],
  },
  {
    what: 'signed alias into a signed zone, its SOA without proof',
    name: 'alias.example',
    first: { answer: [alias('target.other.')], authority: [otherSoa] },
    then: { 'target.other. A': { authority: [otherSoa, noA] } },
    expected: 'secure NOERROR CNAME',
    asked: ['target.other.'],
  },
  {
    what: 'signed alias into a signed zone, its proof along',
    name: 'alias.example',
    first: { answer: [alias('target.other.')], authority: [otherSoa, noA] },
    expected: 'secure NOERROR CNAME',
    asked: [],
  },
  {
    what: 'target without a signature, and its own zone is signed',
    name: 'alias.example',
    first: { answer: [alias('target.other.'), unsigned('target.other. 60 A 192.0.2.66')] },
    then: { 'target.other. A': { answer: [other.signed('target.other. 60 A 127.0.0.1')] } },
    expected: 'secure NOERROR CNAME,A:127.0.0.1',
    asked: ['target.other.'],
  },
  {
    what: 'target with an expired signature, and its own zone has a new one',
    name: 'alias.example',
    first: {
      answer: [
        alias('target.other.'),
        other.signed('target.other. 60 A 127.0.0.1', { expirationSeconds: at.getTime() / 1_000 - 86_400 }),
      ],
    },
    then: { 'target.other. A': { answer: [other.signed('target.other. 60 A 127.0.0.1')] } },
    expected: 'secure NOERROR CNAME,A:127.0.0.1',
    asked: ['target.other.'],
  },
  {
    what: 'target without a signature, which its own zone does not have',
    name: 'alias.example',
    first: { answer: [alias('target.other.'), unsigned('target.other. 60 A 192.0.2.66')] },
    then: { 'target.other. A': { authority: [otherSoa, noA] } },
    expected: 'secure NOERROR CNAME',
    asked: ['target.other.'],
  },
  {
    what: 'target without a signature, in its own zone as well',
    name: 'alias.example',
    first: { answer: [alias('target.other.'), unsigned('target.other. 60 A 192.0.2.66')] },
    then: { 'target.other. A': { answer: [unsigned('target.other. 60 A 192.0.2.66')] } },
    expected: 'bogus NOERROR CNAME,A signature-missing',
    asked: ['target.other.'],
  },
  {
    what: 'target without a signature, its own zone silent',
    name: 'alias.example',
    first: { answer: [alias('target.other.'), unsigned('target.other. 60 A 192.0.2.66')] },
    expected: 'indeterminate SERVFAIL CNAME response-failure',
    asked: ['target.other.'],
  },
  {
    what: 'second alias without a signature',
    name: 'alias.example',
    first: {
      answer: [
        alias('second.other.'),
        unsigned('second.other. 60 CNAME target.plain.'),
        unsigned('target.plain. 60 A 192.0.2.66'),
      ],
    },
    then: {
      'second.other. A': {
        answer: [
          other.signed('second.other. 60 CNAME target.other.'),
          other.signed('target.other. 60 A 127.0.0.1'),
        ],
      },
    },
    expected: 'secure NOERROR CNAME,CNAME,A:127.0.0.1',
    asked: ['second.other.'],
  },
  {
    what: 'the name itself without a signature',
    name: 'target.other',
    first: { answer: [unsigned('target.other. 60 A 192.0.2.66')] },
    expected: 'bogus NOERROR A signature-missing',
    asked: [],
  },
];

describe('dnssec/answer', () => {
  for (const { what, name, first, then = {}, expected, asked } of rows)
    it(`${what}: ${expected}`, async () => {
      const exchange = tableExchange({ ...chain, ...then, [`${name}. A`]: first });
      const result = await validate(
        { name, type: 'A' },
        { exchange, anchors: [root.anchor], at, source: 'servers' },
      );
      const answer = result.answer.map(({ type, status, data }) =>
        type === 'A' && status === 'secure' ? `A:${data.join()}` : type,
      );
      const codes = result.reasons.map(({ code }) => code);
      const shown = [result.status, result.rcode, answer.join(), codes.join()].filter((text) => text !== '');
      assert.equal(shown.join(' '), expected, JSON.stringify(result.reasons));
      const again = exchange.asked
        .filter((question) => question.endsWith(' 1'))
        .map((text) => text.slice(0, -2));
      assert.deepEqual(again, [`${name}.`, ...asked]);
    });
});
