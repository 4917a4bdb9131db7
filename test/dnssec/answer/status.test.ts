/** Whole answers: how many aliases, for how long they may be kept, and what they show of what they rest on. */
import assert from 'node:assert/strict';
import type { RRset } from '../../../lib/dns/rrset.js';
import { createCache } from '../../../lib/dnssec/index.js';
import { at, type TableEntry } from '../forge.js';
import { alias, made, nsec, run, shown, soa, target, zone } from '../status-zone.js';

describe('dnssec: the status of answers', () => {
  it('follows as many aliases as are allowed', async () => {
    const links = ['a', 'b', 'c', 'd', 'e'].map((label, index) =>
      zone.signed(`${label}.example. 300 CNAME ${'bcdeh'[index] ?? ''}${label === 'e' ? '.z' : ''}.example.`),
    );
    const answer = [...links, target];
    assert.equal(
      shown(await run('a.example.', 'A', { answer }, { limits: { aliases: 5 } })),
      'secure|NOERROR|CNAME,CNAME,CNAME,CNAME,CNAME,A||',
    );
    assert.equal(
      shown(await run('a.example.', 'A', { answer }, { limits: { aliases: 4 } })),
      'indeterminate|NOERROR|CNAME:secure,CNAME:secure,CNAME:secure,CNAME:secure,CNAME:secure||limit-aliases',
    );
  });

  const ttl = (rrset: RRset, ttlSeconds: number): RRset => ({ ...rrset, ttlSeconds });
  // Seconds for which the whole may be kept: the least of all that it rests on (RFC 4035 §5.3.3, RFC 2308 §5).
  const lives: readonly [what: string, question: string, entry: TableEntry, seconds: number][] = [
    ['an RRset', 'a.example. A', { answer: [ttl(zone.signed('a.example. 300 A 127.0.0.1'), 40)] }, 40],
    [
      'a wildcard',
      'q.w.example. A',
      { answer: [ttl(made('q.w.example.', '*.w.example.'), 40)], authority: [ttl(nsec.w, 20)] },
      20,
    ],
    [
      'a wildcard that is kept less than its proof',
      'q.w.example. A',
      { answer: [ttl(made('q.w.example.', '*.w.example.'), 20)], authority: [ttl(nsec.w, 40)] },
      20,
    ],
    ['NODATA', 'a.example. AAAA', { authority: [ttl(soa, 60), ttl(nsec.a, 30)] }, 30],
    [
      'NODATA that is kept less than its proof',
      'a.example. AAAA',
      { authority: [ttl(soa, 30), ttl(nsec.a, 60)] },
      30,
    ],
    ['NODATA without SOA', 'a.example. AAAA', { authority: [ttl(nsec.a, 25)] }, 25],
    ['an alias', 'a.example. A', { answer: [ttl(alias('h.z.example.'), 15), target] }, 15],
    ['the target of an alias', 'a.example. A', { answer: [alias('h.z.example.'), ttl(target, 15)] }, 15],
  ];
  for (const [what, question, entry, seconds] of lives)
    it(`keeps ${what} for ${seconds} seconds`, async () => {
      const [name = '', type = ''] = question.split(' ');
      const cache = createCache();
      const after = async (later: number): Promise<number> =>
        (await run(name, type, entry, { cache, at: new Date(at.getTime() + later * 1000) })).cost.queries;
      assert.ok((await after(0)) > 0);
      assert.equal(await after(seconds - 1), 0);
      assert.ok((await after(seconds + 1)) > 0);
    });

  it('shows what the answer rests on', async () => {
    const result = await run('q.w.example.', 'A', {
      answer: [made('q.w.example.', '*.w.example.')],
      authority: [nsec.w],
    });
    assert.deepEqual(
      result.chain.map(({ zone: of, status, by }) => `${of} ${status} ${by}`),
      ['. secure anchor', 'example. secure ds'],
    );
    assert.deepEqual(result.answer[0]?.data, ['127.0.0.1']);
    assert.equal(result.answer[0].proof?.wildcard, '*.w.example.');
    assert.match(result.denials[0]?.records[0] ?? '', /^\*\.w\.example\. NSEC x\.y\.example\. A RRSIG NSEC$/);
    const dark = await run('h.dark.example.', 'A', undefined);
    assert.deepEqual(
      [dark.status, dark.chain.map(({ zone: of }) => of).slice(0, 2)],
      ['indeterminate', ['.', 'example.']],
    );
    const below = await run('h.plain.example.', 'A', {});
    const denial = below.chain.find(({ by }) => by === 'no-ds')?.denial;
    assert.equal(denial?.conclusion, 'unsigned-delegation');
    const used = result.chain.map(({ keys }) => keys.map((key) => key.used));
    assert.deepEqual(used, [[true], [true]]);
  });
});
