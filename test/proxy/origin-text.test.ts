import assert from 'node:assert/strict';
import { originText } from '../../lib/proxy/index.js';

describe('proxy: where a value stands, in words', () => {
  for (const [line, text] of [
    [7, 'proxy.reg:7 ProxyOverride'],
    [null, 'proxy.reg ProxyOverride'],
  ] as const) {
    it(text, () => {
      assert.equal(originText({ file: 'proxy.reg', line, key: 'ProxyOverride' }), text);
    });
  }
});
