import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Exchange } from '../../lib/dns/exchange.js';
import { readMessage } from '../../lib/dns/message.js';
import { parseName } from '../../lib/dns/name.js';
import { defaultLimits, parseAnchors, validate, type Validation } from '../../lib/dnssec/index.js';
import { nsec3Hash } from '../../lib/dnssec/denial/nsec3.js';
import { formatBase32Hex } from '../../lib/dns/base32hex.js';
import { labInMemory } from '../../lib/lab/index.js';

const at = new Date('2026-11-24T12:00:00Z');
const { exchange, anchors: anchorText } = labInMemory({ at });
const anchors = parseAnchors(anchorText, at);
const questions = [
  ['t1c.t1t.io', 'A'],
  ['nope.t1t.io', 'A'],
  ['x.local.t1t.io', 'A'],
  ['connector.partner.example', 'AAAA'],
] as const;

/** Where owner, type, class, TTL and RDATA of each signed record of the first two sections lie in a message. */
function signedBytes(bytes: Uint8Array): number[] {
  const view = Buffer.from(bytes);
  const places: number[] = [];
  let offset = 12;
  const skipName = (): void => {
    while ((view[offset] ?? 0) !== 0) offset += (view[offset] ?? 0) + 1;
    offset += 1;
  };
  skipName();
  offset += 4;
  const count = view.readUInt16BE(6) + view.readUInt16BE(8);
  for (let index = 0; index < count; index += 1) {
    const ownerStart = offset;
    skipName();
    // Owner and type; the TTL is not signed. A letter's case is no change, so owners count from their length bytes.
    for (let place = ownerStart; place < offset; place += 1)
      if (!isLetter(view[place] ?? 0)) places.push(place);
    places.push(offset, offset + 1);
    const length = view.readUInt16BE(offset + 8);
    for (let place = 0; place < length; place += 1) places.push(offset + 10 + place);
    offset += 10 + length;
  }
  return places;
}

const isLetter = (byte: number): boolean => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;

interface PlainRun {
  readonly plain: Validation;
  /** The questions asked, as the query's bytes after its header. */
  readonly seen: readonly string[];
}

const plainRuns = new Map<string, Promise<PlainRun>>();

function plainRun(name: string, type: string): Promise<PlainRun> {
  const known = plainRuns.get(`${name} ${type}`) ?? firstRun(name, type);
  plainRuns.set(`${name} ${type}`, known);
  return known;
}

async function firstRun(name: string, type: string): Promise<PlainRun> {
  const seen = new Set<string>();
  const noting: Exchange = (query, options) => {
    seen.add(Buffer.from(query.subarray(12)).toString('latin1'));
    return exchange(query, options);
  };
  const plain = await validate({ name, type }, { exchange: noting, anchors, at });
  assert.equal(plain.status, 'secure');
  return { plain, seen: [...seen] };
}

describe('dnssec: properties', () => {
  it('never holds for secure what has one byte changed in a signed RRset, RRSIG, DNSKEY or DS', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...questions),
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }).filter((mask) => mask !== 0x20),
        async ([name, type], which, where, mask) => {
          const { plain, seen } = await plainRun(name, type);
          const target = seen[which % seen.length];
          let before: unknown;
          const flipping: Exchange = async (query, options) => {
            const response = Uint8Array.from(await exchange(query, options));
            if (Buffer.from(query.subarray(12)).toString('latin1') !== target) return response;
            const places = signedBytes(response);
            const place = places[where % Math.max(1, places.length)];
            if (place === undefined) return response;
            before = [place, response[place]];
            response[place] = (response[place] ?? 0) ^ mask;
            return response;
          };
          const result = await validate({ name, type }, { exchange: flipping, anchors, at });
          // A question asked ahead and not needed (a DS below the last zone) may be wrong without harm, as may one
          // signature of two, or a proof of which the rest suffices: then the answer must be the very same.
          if (result.status === 'secure')
            assert.deepEqual(
              [result.rcode, result.answer.map((rrset) => [rrset.name, rrset.data])],
              [plain.rcode, plain.answer.map((rrset) => [rrset.name, rrset.data])],
              JSON.stringify(before),
            );
        },
      ),
      { numRuns: 150 },
    );
  });

  it('never holds the answer for secure when a byte of it or of its only signature is changed', async () => {
    const original = new Map<string, Uint8Array>();
    const keep: Exchange = async (query, options) => {
      const response = await exchange(query, options);
      original.set(Buffer.from(query.subarray(12)).toString('latin1'), response);
      return response;
    };
    await validate({ name: 't1c.t1t.io', type: 'A' }, { exchange: keep, anchors, at });
    const [key, response] = [...original].find(([, bytes]) =>
      readMessage(bytes).answer.some((record) => record.type === 1),
    )!;
    for (const place of signedBytes(response)) {
      const flipped = Uint8Array.from(response);
      flipped[place] = (flipped[place] ?? 0) ^ 0x01;
      const result = await validate(
        { name: 't1c.t1t.io', type: 'A' },
        {
          exchange: (query, options) =>
            Buffer.from(query.subarray(12)).toString('latin1') === key
              ? Promise.resolve(flipped)
              : exchange(query, options),
          anchors,
          at,
        },
      );
      assert.notEqual(result.status, 'secure', `byte ${place}`);
    }
  });

  it('throws nothing and stays within its limits on responses of any bytes', async () => {
    const noise = fc.record({
      cut: fc.nat(),
      edits: fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 12 }),
      tail: fc.uint8Array({ maxLength: 40 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...questions),
        fc.array(noise, { minLength: 1, maxLength: 6 }),
        async ([name, type], noises) => {
          let turn = 0;
          const fuzzed: Exchange = async (query, options) => {
            const response = Uint8Array.from(await exchange(query, options));
            const { cut, edits, tail } = noises[turn++ % noises.length]!;
            for (const [place, value] of edits) response[place % response.length] = value;
            return Buffer.concat([
              response.subarray(0, response.length - (cut % 3 === 0 ? cut % response.length : 0)),
              tail,
            ]);
          };
          const result = await validate({ name, type }, { exchange: fuzzed, anchors, at });
          assert.ok(result.cost.queries <= defaultLimits.queries);
          assert.ok(result.cost.signatureChecks <= defaultLimits.signatureChecks);
          assert.ok(result.cost.nsec3Hashes <= defaultLimits.nsec3Hashes);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('hashes names as the examples of RFC 5155 appendix A have it', () => {
    const salt = Buffer.from('aabbccdd', 'hex');
    for (const [name, hash] of [
      ['example', '0p9mhaveqvm6t7vbl5lop2u3t2rp3tom'],
      ['a.example', '35mthgpgcu1qg68fab165klnsnk3dpvl'],
      ['ns1.example', '2t7b4g4vsa5smi47k61mv5bv1a22bojr'],
      ['*.w.example', 'r53bq7cc2uvmubfu5ocmm6pers9tk9en'],
    ] as const)
      assert.equal(formatBase32Hex(nsec3Hash(parseName(name), salt, 12)).toLowerCase(), hash);
  });
});
