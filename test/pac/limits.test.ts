import assert from 'node:assert/strict';
import { DEFAULT_LIMITS, DIALECT_NAMES, loadPac } from '../../lib/pac/index.js';
import { withLimits } from '../../lib/pac/limits.js';

const DIRECT = 'function FindProxyForURL(url, host) { return "DIRECT"; }';

describe('what a program without types may give', () => {
  const TABLE: readonly (readonly [options: object, message: RegExp])[] = [
    [{ limits: { timeMs: 0 } }, /^limit timeMs must be a positive number, not 0$/],
    [{ limits: { timeMs: Number.NaN } }, /^limit timeMs must be a positive number, not NaN$/],
    [{ limits: { memoryBytes: '64' } }, /^limit memoryBytes must be a positive number, not 64$/],
    [{ limits: { timeMS: 5 } }, /^there is no limit "timeMS"$/],
    [{ dialect: 'ie' }, /^there is no dialect "ie": it is one of chromium, firefox, winhttp, apple, node$/],
    [{ dialect: 'constructor' }, /^there is no dialect "constructor"/],
  ];
  for (const [options, message] of TABLE) {
    it(`is refused: ${JSON.stringify(options)}`, async () => {
      await assert.rejects(loadPac(DIRECT, options), { name: 'RangeError', message });
    });
  }
  it('nothing given means the defaults', () => {
    assert.deepEqual(withLimits(undefined), DEFAULT_LIMITS);
    assert.deepEqual(withLimits({ timeMs: 5 }), { ...DEFAULT_LIMITS, timeMs: 5 });
  });
  it('every dialect is named', () => {
    assert.deepEqual(DIALECT_NAMES, ['chromium', 'firefox', 'winhttp', 'apple', 'node']);
  });
});
