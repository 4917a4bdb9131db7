import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  compareSpecificity,
  coversOrigin,
  parseOriginPattern,
} from '../../../../lib/audits/browser/shared/origin-pattern.js';

const covers = (pattern: string, origin: string): boolean | 'invalid' => {
  const parsed = parseOriginPattern(pattern);
  return parsed === undefined ? 'invalid' : coversOrigin(parsed, origin);
};

describe('audits: patterns of origins', () => {
  const origin = 'http://app.acme.example';
  // Each row as Chromium 156 behaved.
  for (const [pattern, expected] of [
    ['*', true],
    ['http://app.acme.example', true],
    ['app.acme.example', true],
    ['http://app.acme.example:80', true],
    ['http://app.acme.example:8080', false],
    ['http://app.acme.example:080', false],
    ['http://app.acme.example:*', true],
    ['https://app.acme.example', false],
    ['http://app.acme.example/', true],
    ['http://app.acme.example/x/y', true],
    ['[*.]acme.example', true],
    ['[*.]app.acme.example', true],
    ['[*.]pp.acme.example', false],
    ['*.acme.example', 'invalid'],
    ['.acme.example', false],
    ['http://*', true],
    ['HTTP://APP.acme.example', true],
    [' http://app.acme.example', true],
    ['http://app.acme.example.', true],
    ['', 'invalid'],
    ['http://', 'invalid'],
    ['http://app.acme.example:eighty', 'invalid'],
  ] as const) {
    it(`${JSON.stringify(pattern)} → ${expected}`, () => {
      assert.equal(covers(pattern, origin), expected === 'invalid' ? 'invalid' : expected);
    });
  }

  it('covers international names and literals', () => {
    assert.equal(covers('https://münchen.example', 'https://xn--mnchen-3ya.example'), true);
    assert.equal(covers('http://[::1]:8080', 'http://[::1]:8080'), true);
    assert.equal(covers('http://127.0.0.1', 'http://127.0.0.1:3000'), true);
  });

  for (const [winner, loser] of [
    ['app.acme.example', 'http://[*.]app.acme.example:80'],
    ['[*.]acme.example', 'http://[*.]example:80'],
    ['app.acme.example:80', 'http://app.acme.example'],
    ['http://*', '*'],
    ['http://app.acme.example', 'app.acme.example'],
  ] as const) {
    it(`${winner} is more specific than ${loser}`, () => {
      const [a, b] = [winner, loser].map(parseOriginPattern);
      assert.ok(a !== undefined && b !== undefined);
      assert.ok(compareSpecificity(a, b) < 0 && compareSpecificity(b, a) > 0);
    });
  }

  it('takes any text, and covers every origin by its own name', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const parsed = parseOriginPattern(text);
        if (parsed !== undefined) coversOrigin(parsed, origin);
      }),
    );
    fc.assert(
      fc.property(fc.webAuthority({ withPort: true }), (authority) => {
        const url = new URL(`https://${authority}`);
        assert.equal(covers(url.origin, url.origin), true);
      }),
    );
  });
});
