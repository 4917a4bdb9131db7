/**
 * `npm run bench -- dnssec-hostile`: what answers made to cost the most do cost, in CPU, beside an honest one. It
 * fails where one passes its ceiling: limits that do not hold would show here first.
 */
import type { Row } from '../row.js';
import { rrType } from '../../lib/dns/codes.js';
import type { RRset } from '../../lib/dns/rrset.js';
import { formatBase32Hex } from '../../lib/dns/base32hex.js';
import { validate, type Validation } from '../../lib/dnssec/index.js';
import { nsec3Hash } from '../../lib/dnssec/denial/nsec3.js';
import {
  at,
  collidingKey,
  ForgedZone,
  rrsetOf,
  tableExchange,
  type TableEntry,
} from '../../test/dnssec/forge.js';
import { makeKey } from '../../lib/lab/zone-key.js';

type Table = Readonly<Record<string, TableEntry>>;

/** CPU that no answer may take, whatever it holds. */
const ceilingMs = 500;
const rounds = 5;

const zone = new ForgedZone('example.', makeKey('ECDSAP384SHA384', 'ksk'));
const www = zone.signed('www.example. 300 A 127.0.0.1');
const honest: Table = { 'example. DNSKEY': { answer: [zone.dnskeys] }, 'www.example. A': { answer: [www] } };

/** As many wrong signatures as fit beside the data, each of them different. */
function wronglySigned(rrset: RRset, count: number): RRset {
  const [right = new Uint8Array()] = rrset.signatures;
  const signatures = Array.from({ length: count }, (_item, index) => {
    const signature = Uint8Array.from(right);
    const view = new DataView(signature.buffer);
    view.setUint32(signature.length - 4, (view.getUint32(signature.length - 4) + index + 1) >>> 0);
    return signature;
  });
  return { ...rrset, signatures };
}

/** Keys that share one tag, and signatures that each of them has to be tried on (CVE-2023-50387). */
function keyTrap(): Table {
  const keys = Array.from({ length: 250 }, (_item, index) => collidingKey(zone.key.rdata, index));
  const dnskeys = zone.sign(rrsetOf(zone.zone, rrType.DNSKEY, [...keys, zone.key.rdata]));
  return {
    'example. DNSKEY': { answer: [dnskeys] },
    'www.example. A': { answer: [wronglySigned(www, 300)] },
  };
}

/** Proofs of absence by the hundred, none of them signed right (CVE-2026-11605). */
function wrongProofs(): Table {
  const authority = Array.from({ length: 250 }, (_item, index) =>
    wronglySigned(zone.signed(`n${index}.example. 60 NSEC z.example. A NSEC RRSIG`), 1),
  );
  return { ...honest, 'www.example. A': { rcode: 3, authority } };
}

/** A name of many labels whose closest encloser has to be looked for by hashing (CVE-2023-50868). */
function deepName(iterations: number): { readonly name: string; readonly table: Table } {
  const salt = Buffer.alloc(200, 0xab);
  const hash = formatBase32Hex(nsec3Hash(zone.zone, salt, iterations));
  const record = zone.signed(
    `${hash}.example. 60 NSEC3 1 0 ${iterations} ${salt.toString('hex')} ${hash} NS SOA`,
  );
  const name = `${'a.'.repeat(100)}example`;
  const table = { ...honest, [`${name}. A`]: { rcode: 3, authority: [record] } };
  return { name, table };
}

/** Aliases that each cost as many checks as one RRset may. */
function costlyAliases(): Table {
  const names = Array.from({ length: 12 }, (_item, index) => `a${index}.example.`);
  const answer = names.map((name, index) => {
    const cname = zone.signed(`${name} 60 CNAME ${names[index + 1] ?? 'www.example.'}`);
    return { ...cname, signatures: [...wronglySigned(cname, 7).signatures, ...cname.signatures] };
  });
  return { ...honest, 'a0.example. A': { answer: [...answer, www] } };
}

interface Case {
  readonly what: string;
  readonly name: string;
  readonly table: Table;
}

const deep = deepName(150);
const cases: readonly Case[] = [
  { what: 'honest', name: 'www.example', table: honest },
  { what: 'keys of one tag', name: 'www.example', table: keyTrap() },
  { what: 'wrong proofs of absence', name: 'www.example', table: wrongProofs() },
  { what: 'a name of 101 labels under NSEC3', name: deep.name, table: deep.table },
  { what: 'the same, with 2,500 iterations', ...deepName(2_500) },
  { what: 'aliases with wrong signatures', name: 'a0.example', table: costlyAliases() },
];

export async function hostileBench(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { what, name, table } of cases) {
    let best: { readonly ms: number; readonly result: Validation } | undefined;
    for (let round = 0; round < rounds; round += 1) {
      const start = process.cpuUsage();
      const result = await validate(
        { name, type: 'A' },
        { exchange: tableExchange(table), anchors: [zone.anchor], at },
      );
      const { user, system } = process.cpuUsage(start);
      const ms = (user + system) / 1_000;
      if (best === undefined || ms < best.ms) best = { ms, result };
    }
    if (best === undefined) continue;
    const { ms, result } = best;
    const { signatureChecks, nsec3Hashes, queries } = result.cost;
    const why = [...new Set(result.reasons.map((item) => item.code))].join(' ');
    const numbers = `${signatureChecks} checks, ${nsec3Hashes} hashes, ${queries} queries`;
    rows.push({
      what: `${what}: ${numbers}, ${result.status} ${why}`,
      figure: ms,
      unit: 'ms of the processor',
      peer: null,
      peerFigure: null,
      aim: { of: 'figure', most: ceilingMs },
    });
    if (ms > ceilingMs) {
      console.error(`${what}: ${ms.toFixed(0)} ms of CPU is more than ${ceilingMs} ms`);
      process.exitCode = 1;
    }
  }
  return rows;
}
