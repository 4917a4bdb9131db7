import assert from 'node:assert/strict';
import {
  corsCheck,
  preflightCheck,
  type CorsProblem,
} from '../../../../lib/audits/agent/shared/cross-origin.js';

const origin = 'https://app.example';
const allowed = {
  'access-control-allow-origin': origin,
  'access-control-allow-credentials': 'true',
};

describe('audits/agent: the CORS check with credentials (Fetch §4.10)', () => {
  const cases: readonly (readonly [string, Record<string, string>, CorsProblem | undefined])[] = [
    ['the origin itself', allowed, undefined],
    ['no header', {}, 'origin-not-allowed'],
    ['every origin', { ...allowed, 'access-control-allow-origin': '*' }, 'wildcard-origin'],
    ['null', { ...allowed, 'access-control-allow-origin': 'null' }, 'origin-not-allowed'],
    ['a slash at the end', { ...allowed, 'access-control-allow-origin': `${origin}/` }, 'origin-not-allowed'],
    [
      'another case',
      { ...allowed, 'access-control-allow-origin': 'https://App.example' },
      'origin-not-allowed',
    ],
    ['another port', { ...allowed, 'access-control-allow-origin': `${origin}:8443` }, 'origin-not-allowed'],
    ['a list', { ...allowed, 'access-control-allow-origin': `${origin}, ${origin}` }, 'origin-not-allowed'],
    ['no credentials', { 'access-control-allow-origin': origin }, 'no-credentials'],
    ['True', { ...allowed, 'access-control-allow-credentials': 'True' }, 'no-credentials'],
  ];
  for (const [title, headers, expected] of cases) {
    it(`${title} → ${expected ?? 'the page gets the answer'}`, () => {
      assert.equal(corsCheck({ ms: 1, status: 200, headers }, origin), expected);
    });
  }

  it('takes an answer without headers for one that lets nobody in', () => {
    assert.equal(corsCheck({ ms: 1 }, origin), 'origin-not-allowed');
  });
});

describe('audits/agent: the preflight (Fetch §4.8)', () => {
  const headers = { ...allowed, 'access-control-allow-headers': 'Authorization, X-CSRF-Token' };
  const cases: readonly (readonly [
    title: string,
    status: number | undefined,
    headers: Record<string, string>,
    requested: readonly string[],
    expected: CorsProblem | undefined,
  ])[] = [
    ['all that is asked for', 204, headers, ['authorization', 'x-csrf-token'], undefined],
    ['nothing asked for', 200, allowed, [], undefined],
    ['a header that is not named', 204, headers, ['authorization', 'x-other'], 'headers-not-allowed'],
    ['no list of headers', 204, allowed, ['authorization'], 'headers-not-allowed'],
    // With credentials * is the name of a header.
    [
      'a star',
      204,
      { ...allowed, 'access-control-allow-headers': '*' },
      ['authorization'],
      'headers-not-allowed',
    ],
    ['no answer', undefined, headers, [], 'no-answer'],
    ['a status of another kind', 405, headers, [], 'bad-status'],
    ['a redirect', 302, {}, [], 'bad-status'],
    ['a refusal in words of CORS', 200, {}, [], 'origin-not-allowed'],
    ['an error without them', 500, {}, [], 'bad-status'],
    ['299', 299, headers, [], undefined],
    ['300 without leave', 300, {}, [], 'bad-status'],
    ['300 with leave', 300, headers, [], 'bad-status'],
    ['299 without leave', 299, {}, [], 'origin-not-allowed'],
    ['199 with leave', 199, headers, [], 'bad-status'],
  ];
  for (const [title, status, given, requested, expected] of cases) {
    it(`${title} → ${expected ?? 'goes on'}`, () => {
      const response = { ms: 1, headers: given, ...(status === undefined ? {} : { status }) };
      assert.equal(preflightCheck(response, origin, requested), expected);
    });
  }
});
