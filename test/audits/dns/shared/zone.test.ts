import assert from 'node:assert/strict';
import { zoneOf } from '../../../../lib/audits/dns/shared/zone.js';
import type { Validation } from '../../../../lib/dnssec/index.js';

/** Of a validation the function reads the zones of its chain alone. */
const chainOf = (...zones: readonly string[]): Validation =>
  ({ chain: zones.map((zone) => ({ zone })) }) as unknown as Validation;

describe('audits/dns/shared/zone', () => {
  const cases: readonly (readonly [zones: readonly string[], name: string, zone: string | undefined])[] = [
    [[], 't1c.t1t.io', undefined],
    [['.'], 't1c.t1t.io', '.'],
    [['.', 'io.', 't1t.io.'], 't1c.t1t.io', 't1t.io.'],
    [['t1t.io.', '.', 'io.'], 't1c.t1t.io', 't1t.io.'],
    [['.', 'io.', 't1t.io.'], 'T1C.T1T.IO.', 't1t.io.'],
    [['.', 'io.', 't1t.io.'], 't1t.io', 't1t.io.'],
    [['.', 'io.', 't1t.io.'], 'xt1t.io', 'io.'],
    // An alias leads through zones that the name is not in.
    [['.', 'io.', 't1t.io.', 'example.', 'x.example.'], 't1c.t1t.io', 't1t.io.'],
    [['example.'], 't1c.t1t.io', undefined],
  ];
  for (const [zones, name, zone] of cases) {
    it(`${name} below ${zones.join(' ') || 'nothing'}: ${zone ?? 'none'}`, () => {
      assert.equal(zoneOf(chainOf(...zones), name), zone);
    });
  }
});
