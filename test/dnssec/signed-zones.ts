/** Zones that BIND, ldns, Knot and dnspython signed (`fixtures/signed/make.sh` makes them), and what they deny. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parseType, rrType } from '../../lib/dns/codes.js';
import { equalNames, formatName, parseName } from '../../lib/dns/name.js';
import { parseRecord } from '../../lib/dns/rdata-parse.js';
import { groupRRsets, type RRset } from '../../lib/dns/rrset.js';
import type { Context } from '../../lib/dnssec/context.js';
import {
  collectDenialRecords,
  proveNoData,
  proveNoDs,
  proveNxDomain,
  proveNxName,
  proveWildcardUse,
  type Denial,
  type DenialRecords,
} from '../../lib/dnssec/denial/denial.js';
import { readDnskey } from '../../lib/dnssec/records/dnskey.js';
import type { DenialConclusion } from '../../lib/dnssec/types.js';
import type { Signer } from '../../lib/dnssec/signatures/verify.js';
import { contextWith } from './forge.js';

const folder = new URL('../../../test/dnssec/fixtures/signed/', import.meta.url);

export function linesOf(file: string): string[] {
  return readFileSync(new URL(file, folder), 'utf8').split('\n').filter(Boolean);
}

export interface SignedZone extends Signer {
  readonly rrsets: readonly RRset[];
}

export function signedZone(file: string): SignedZone {
  const rrsets = groupRRsets(linesOf(file).map((line) => parseRecord(line)));
  const dnskeys = rrsets.find((rrset) => rrset.type === rrType.DNSKEY);
  assert.ok(dnskeys);
  return { zone: dnskeys.name, keys: dnskeys.rdata.map(readDnskey), requiredAlgorithms: new Set(), rrsets };
}

/** Within the validity of every signature in the files. */
export function duringFixtures(): Context {
  return { ...contextWith(), atSeconds: Date.UTC(2027, 0, 1) / 1_000 };
}

/** What is claimed of a name: `NODATA TYPE`, `NXDOMAIN`, `NXNAME` (NXDOMAIN by compact denial), `no DS` or the use of `*.name`. */
export type Claim = string;

/** Claim, name, what proves it (records as a zone's `pick` finds them), and what is then proven: nothing where empty. */
export type DenialCase = readonly [
  claim: Claim,
  name: string,
  conclusion: DenialConclusion | '',
  needed?: string,
];

function prove(records: DenialRecords, claim: Claim, name: string): Denial | undefined {
  const owner = parseName(name);
  if (claim === 'NXDOMAIN') return proveNxDomain(records, owner);
  if (claim === 'NXNAME') return proveNxName(records, owner);
  if (claim === 'no DS') return proveNoDs(records, owner);
  if (claim.startsWith('*.')) return proveWildcardUse(records, owner, parseName(claim));
  return proveNoData(records, owner, parseType(claim.replace('NODATA ', '')));
}

/**
 * A row is true when all records of the zone together prove it, and those it needs by themselves; and nothing is
 * proven when one of these is away. Where a row proves nothing, all records together do not.
 */
export function denialTable(
  zone: SignedZone,
  types: readonly number[],
  pick: (what: string) => RRset,
  rows: readonly DenialCase[],
): void {
  const all = zone.rrsets.filter((rrset) => types.includes(rrset.type));
  const concludes = async (
    given: readonly RRset[],
    claim: Claim,
    name: string,
  ): Promise<Denial | undefined> =>
    prove(await collectDenialRecords(given, zone, duringFixtures()), claim, name);

  for (const [claim, name, conclusion, needs = ''] of rows)
    it(`${claim} of ${name}: ${conclusion || 'not proven'}${needs && ` by ${needs}`}`, async () => {
      const expected = conclusion || undefined;
      assert.equal((await concludes(all, claim, name))?.conclusion, expected);
      assert.equal((await concludes([...all].reverse(), claim, name))?.conclusion, expected);
      if (expected === undefined) return;
      const needed = [...new Set(needs.split(' ').map(pick))];
      const denial = await concludes(needed, claim, name);
      assert.equal(denial?.conclusion, expected);
      assert.deepEqual(
        denial.view.records.map((record) => record.split(' ')[0]).sort(),
        needed.map((rrset) => formatName(rrset.name)).sort(),
      );
      assert.equal(
        (await concludes(needed, claim.toUpperCase().replace('NO DS', 'no DS'), name.toUpperCase()))
          ?.conclusion,
        expected,
      );
      for (const left of needed) {
        const without = needed.filter((rrset) => rrset !== left);
        assert.equal((await concludes(without, claim, name))?.conclusion, undefined, formatName(left.name));
      }
    });
}

/** The RRset of a type at a name. */
export function rrsetAt(zone: SignedZone, name: string, type: number): RRset {
  const owner = parseName(name);
  const found = zone.rrsets.find((rrset) => rrset.type === type && equalNames(rrset.name, owner));
  assert.ok(found, `no such record: ${name}`);
  return found;
}
