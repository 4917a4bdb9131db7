import assert from 'node:assert/strict';
import { SharedProofs } from '../../../../lib/audits/proxy/shared/shared-proofs.js';
import type { DialectName, Proof } from '../../../../lib/pac/index.js';
import type { Profile } from '../../../../lib/profile/index.js';
import { testProfile } from '../../case.js';
import { aProof, aVariant } from './a-proof.js';

const text = Buffer.from('a');

interface Asked {
  readonly bytes?: Uint8Array;
  readonly dialect?: DialectName;
  readonly profile?: Profile;
}

describe('audits/proxy/shared/shared-proofs', () => {
  const cases: readonly (readonly [title: string, again: Asked, made: number])[] = [
    ['the same', {}, 1],
    ['the same text in other memory', { bytes: Buffer.from('a') }, 1],
    ['another text', { bytes: Buffer.from('b') }, 2],
    ['another client', { dialect: 'firefox' }, 2],
    ['another name', { profile: { ...testProfile, name: 'x.t1t.io' } }, 2],
    ['another port', { profile: { ...testProfile, ports: [1] } }, 2],
    ['another host', { profile: { ...testProfile, bypassHosts: [] } }, 2],
    // Of a profile these three are all that a proof rests on.
    ['a profile that differs in what a PAC is not asked', { profile: { ...testProfile, title: 'x' } }, 1],
  ];
  for (const [title, { bytes = text, dialect = 'chromium', profile = testProfile }, made] of cases) {
    it(`${title}: ${made === 1 ? 'proven once' : 'proven anew'}`, async () => {
      const proofs = new SharedProofs();
      const make = (): Promise<Proof> => Promise.resolve(aProof());
      const first = await proofs.get(text, 'chromium', testProfile, make);
      const again = await proofs.get(bytes, dialect, profile, make);
      assert.deepEqual([proofs.made, first === again], [made, made === 1]);
    });
  }

  const failure = { code: 'limit', message: 'x', limit: 'time' } as const;
  const unkept: readonly (readonly [title: string, proof: Proof, made: number])[] = [
    ['time', aProof([], { failure }), 2],
    ['time, of one form', aProof([aVariant('a', { failure })]), 2],
    ['time, as an obstacle', aProof([], { obstacles: [{ reason: 'it needs more time', line: null }] }), 2],
    ['memory', aProof([], { failure: { ...failure, limit: 'memory' } }), 1],
  ];
  for (const [title, proof, made] of unkept) {
    it(`a proof that lacked ${title} is ${made === 2 ? 'not kept' : 'kept'}`, async () => {
      const proofs = new SharedProofs();
      for (let time = 0; time < 2; time += 1)
        await proofs.get(text, 'chromium', testProfile, () => Promise.resolve(proof));
      assert.equal(proofs.made, made);
    });
  }

  it('one that failed is tried again', async () => {
    const proofs = new SharedProofs();
    await assert.rejects(
      proofs.get(text, 'chromium', testProfile, () => Promise.reject(new Error('no'))),
      /no/,
    );
    assert.equal(
      await proofs
        .get(text, 'chromium', testProfile, () => Promise.resolve(aProof()))
        .then(({ verdict }) => verdict),
      'always',
    );
  });

  it('keeps 512, and lets the oldest go', async () => {
    const proofs = new SharedProofs();
    const ask = (at: number): Promise<Proof> =>
      proofs.get(Buffer.from(String(at)), 'chromium', testProfile, () => Promise.resolve(aProof()));
    for (let at = 0; at <= 512; at += 1) await ask(at);
    await ask(512);
    await ask(1);
    assert.equal(proofs.made, 513);
    await ask(0);
    assert.equal(proofs.made, 514);
  });
});
