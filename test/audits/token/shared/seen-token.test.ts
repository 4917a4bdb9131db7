import assert from 'node:assert/strict';
import { seenToken, tokenStrength } from '../../../../lib/audits/token/shared/seen-token.js';
import { testProfile } from '../../case.js';
import { answered, exchanged, token } from './token-evidence.js';

describe('audits/token/shared/seen-token', () => {
  const evidences: readonly (readonly [
    title: string,
    parts: ReturnType<typeof token>,
    parts3: number | undefined,
  ])[] = [
    ['a token', token(), 3],
    ['one of another kind', token({ parts: 5 }), 5],
    ['an answer without one', { token: withoutToken() }, undefined],
    ['no answer', exchanged(), undefined],
  ];
  for (const [title, { token: evidence }, parts] of evidences) {
    it(title, () => {
      assert.ok(evidence !== undefined);
      const seen = seenToken(evidence);
      assert.equal(seen?.token.parts, parts);
      assert.equal(seen?.answer, seen === undefined ? undefined : evidence.answer);
    });
  }

  const strengths: readonly (readonly [title: string, profile: typeof testProfile, strength: string])[] = [
    ['asked for', { ...testProfile, jwt: { required: true, maxLifetimeSeconds: 60 } }, 'required'],
    ['done without', { ...testProfile, jwt: { required: false, maxLifetimeSeconds: 60 } }, 'none'],
    ['not spoken of', testProfile, 'none'],
  ];
  for (const [title, profile, strength] of strengths) {
    it(`tokens that are ${title}: ${strength}`, () => {
      assert.equal(tokenStrength(profile), strength);
    });
  }
});

function withoutToken() {
  const { token: evidence } = answered();
  assert.ok(evidence?.answer !== undefined);
  const { status, receivedAt, body } = evidence.answer;
  return { ...evidence, answer: { status, receivedAt, body, data: 'absent' as const } };
}
