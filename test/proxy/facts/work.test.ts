/** The work of the facts grows with the list, not with its square: the list is read as often for 2,000 entries as for 20. */
import assert from 'node:assert/strict';
import { clients, proxyFacts, readSettings, type ProxySettings } from '../../../lib/proxy/index.js';

function readsOf(entries: number): number {
  const list = Array.from({ length: entries }, (_each, index) => `h${index}.t1t.io`).join(',');
  const text = `http_proxy=http://p:1\nhttps_proxy=http://p:1\nno_proxy=${list}\n`;
  let reads = 0;
  const settings = readSettings(text, { fileName: '/etc/environment' }).map((one): ProxySettings => {
    const { bypass } = one;
    if (bypass === undefined) return one;
    const counted = { ...bypass };
    Object.defineProperty(counted, 'rules', { get: () => ((reads += 1), bypass.rules) });
    return { ...one, bypass: counted };
  });
  proxyFacts(settings, { clients: clients().map(({ id }) => id), urls: ['https://t1c.t1t.io:51983/'] });
  return reads;
}

describe('proxy/facts: work', () => {
  it('a long list is read no more often than a short one', () => {
    assert.equal(readsOf(2000), readsOf(20));
    assert.ok(readsOf(20) > 0);
  });
});
