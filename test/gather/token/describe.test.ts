/** What of a token exchange may be kept: nothing that its server chose, but what is out of a closed list, a number, or there. */
import assert from 'node:assert/strict';
import { describeAnswer, describeToken } from '../../../lib/gather/token/describe.js';

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const signature = Buffer.alloc(64, 7).toString('base64url');
const token = (header: unknown, claims: unknown): string => `${part(header)}.${part(claims)}.${signature}`;

describe('gather/token: an answer', () => {
  const shape = describeToken('a.b');
  for (const [what, body, expected] of [
    ['nothing', '', { body: 'empty', data: 'absent' }],
    ['blanks and a byte order mark', '\uFEFF \r\n', { body: 'empty', data: 'absent' }],
    ['a page', '<!DOCTYPE html><p>', { body: 'html', data: 'absent' }],
    ['a page without its type', ' <html>', { body: 'html', data: 'absent' }],
    ['a page from its head on', '<Head>', { body: 'html', data: 'absent' }],
    ['XML', '<?xml version="1.0"?>', { body: 'html', data: 'absent' }],
    ['text with a tag in it', 'see <html>', { body: 'other', data: 'absent' }],
    ['another tag', '<script>', { body: 'other', data: 'absent' }],
    ['the token alone', 'aaa.bbb.ccc', { body: 'other', data: 'absent' }],
    ['a JSON text', '"k3y"', { body: 'other', data: 'absent' }],
    ['a JSON list', '[1]', { body: 'other', data: 'absent' }],
    ['null', 'null', { body: 'other', data: 'absent' }],
    ['an object', '{}', { body: 'json', data: 'absent' }],
    ['success as it is', '{"success":false}', { body: 'json', success: false, data: 'absent' }],
    ['success that is no boolean', '{"success":"k3y"}', { body: 'json', data: 'absent' }],
    ['data that is null', '{"data":null}', { body: 'json', data: 'absent' }],
    ['data that is empty', '{"data":""}', { body: 'json', data: 'absent' }],
    ['data that is an object', '{"data":{"k3y":1}}', { body: 'json', data: 'other' }],
    ['data that is a number', '{"data":0}', { body: 'json', data: 'other' }],
    [
      'data that is a text',
      '\uFEFF {"success":true,"data":"a.b"}',
      { body: 'json', success: true, data: 'text', token: shape },
    ],
  ] as const)
    it(`keeps of ${what}: ${JSON.stringify(expected)}`, () => {
      const described = describeAnswer(body);
      assert.deepEqual(described.answer, expected);
      assert.equal(described.token, expected.data === 'text' ? 'a.b' : undefined);
    });
});

describe('gather/token: a token', () => {
  const claims = { hasIssuer: false, hasSubject: false };
  for (const [what, text, expected] of [
    ['no token', 'k3y', { parts: 1, signatureBytes: 0 }],
    [
      'a signed one',
      token({ alg: 'RS256', kid: 'k3y', x: 'k3y' }, { iss: 'k3y', sub: 'k3y', y: 'k3y' }),
      {
        parts: 3,
        header: { hasKeyId: true, algorithm: 'RS256' },
        claims: { hasIssuer: true, hasSubject: true },
        signatureBytes: 64,
      },
    ],
    [
      'an algorithm that is none',
      token({ alg: 'k3y' }, {}),
      {
        parts: 3,
        header: { hasKeyId: false },
        claims,
        signatureBytes: 64,
      },
    ],
    [
      'an algorithm that is no text',
      token({ alg: ['HS256'], kid: 7 }, { iss: '', sub: 7 }),
      {
        parts: 3,
        header: { hasKeyId: false },
        claims,
        signatureBytes: 64,
      },
    ],
    [
      'the algorithm "none", without a signature',
      `${part({ alg: 'none' })}.${part({})}.`,
      {
        parts: 3,
        header: { hasKeyId: false, algorithm: 'none' },
        claims,
        signatureBytes: 0,
      },
    ],
    [
      'an encrypted one: its second part is no claims',
      `${part({ alg: 'dir' })}.${part({ iss: 'x' })}.abcd.b.c`,
      {
        parts: 5,
        header: { hasKeyId: false, algorithm: 'dir' },
        signatureBytes: 0,
      },
    ],
    [
      'two parts',
      `${part({})}.${part({})}`,
      { parts: 2, header: { hasKeyId: false }, claims, signatureBytes: 0 },
    ],
    ['a header that is no object', `${part('k3y')}.${part({})}.x`, { parts: 3, claims, signatureBytes: 0 }],
    ['a header with a blank in it', `${part({})} .${part({})}.`, { parts: 3, claims, signatureBytes: 0 }],
    ['a header after a blank', ` ${part({})}.${part({})}.`, { parts: 3, claims, signatureBytes: 0 }],
  ] as const)
    it(`${what}: ${JSON.stringify(expected)}`, () => {
      assert.deepEqual(describeToken(text), expected);
      assert.ok(!JSON.stringify(describeToken(text)).includes('k3y'));
    });

  // RFC 7519 §2: a NumericDate is a number of seconds; 13 digits are milliseconds already, and more a secret's.
  for (const [value, kept] of [
    [1_800_000_000, 1_800_000_000],
    [1_800_000_000.75, 1_800_000_000],
    [-1.5, -2],
    [0, 0],
    [9_999_999_999_999, 9_999_999_999_999],
    [10_000_000_000_000, 'invalid'],
    [-10_000_000_000_000, 'invalid'],
    ['1800000000', 'invalid'],
    [null, 'invalid'],
    [undefined, undefined],
  ] as const)
    for (const name of ['iat', 'nbf', 'exp'] as const)
      it(`${name} ${String(value)}: ${String(kept)}`, () => {
        assert.deepEqual(describeToken(token({}, { [name]: value })).claims, {
          ...claims,
          ...(kept === undefined ? {} : { [name]: kept }),
        });
      });

  it('leaves a byte order mark within a token where it is', () => {
    assert.equal(describeAnswer('{"data":"a\uFEFFb"}').token, 'a\uFEFFb');
  });

  it('takes no number beyond all numbers for a date', () => {
    const text = `${part({})}.${Buffer.from('{"exp":1e999}').toString('base64url')}.`;
    assert.equal(describeToken(text).claims?.exp, 'invalid');
  });
});
