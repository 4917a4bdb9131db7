/**
 * One matrix of rules and URLs over every client. The letters (b: bypass, p: proxy) are what the programs did where
 * they could be run (curl, wget, Go, urllib, requests 2.28 and 2.34, httpx 0.23 and 0.28, aiohttp, undici 6 to 8,
 * Node 22 to 26, proxy-from-env, npm, Java, Ruby, LWP 6.68, aria2, GLib, libproxy 0.4, Chromium), and what the source says for the others.
 */
import assert from 'node:assert/strict';
import { bypasses, clients } from '../../../lib/proxy/index.js';

const T1C = 'https://t1c.t1t.io:51983/';
const IPV6 = 'http://[2001:db8::1]/';

const PAIRS: readonly (readonly [rules: string, url: string])[] = [
  ['', T1C],
  ['*', T1C],
  ['a,*', T1C],
  ['t1c.t1t.io', T1C],
  ['T1C.T1T.IO', T1C],
  ['t1t.io', T1C],
  ['.t1t.io', T1C],
  ['*.t1t.io', T1C],
  ['.t1c.t1t.io', T1C],
  ['*.t1c.t1t.io', T1C],
  ['1t.io', T1C],
  ['*t1t.io', T1C],
  ['t1c.*', T1C],
  ['t1c.t1t.io.', T1C],
  ['t1c.t1t.io', 'https://t1c.t1t.io./'],
  ['t1c.t1t.io:51983', T1C],
  ['t1c.t1t.io:443', T1C],
  ['t1c.t1t.io:443', 'https://t1c.t1t.io/'],
  ['a,t1c.t1t.io', T1C],
  ['a, t1c.t1t.io', T1C],
  ['a t1c.t1t.io', T1C],
  ['a;t1c.t1t.io', T1C],
  ['a|t1c.t1t.io', T1C],
  ['127.0.0.0/8', T1C],
  ['localhost', T1C],
  ['<local>', 'http://intranet/'],
  ['', 'http://localhost/'],
  ['', 'http://127.0.0.1/'],
  ['10.0.0.0/8', 'http://10.1.2.3/'],
  ['10.1.2.3', 'http://10.1.2.3:81/'],
  ['10.*', 'http://10.1.2.3/'],
  ['2001:db8::1', IPV6],
  ['[2001:db8::1]', IPV6],
  ['2001:db8::/32', IPV6],
];

const EXPECTED: Readonly<Record<string, string>> = {
  'chromium@156': 'pbbbbpbbpppbbppbpbbbpbpppbbbbbbpbb',
  'firefox@153': 'pppbbbbbpppbpppbpbbbbppppbbbbbppbp',
  'cfnetwork@10.9': 'pbbbbppbpppbbpppppbbbpppppppbbbbbb',
  'wininet@11': 'pbpbbppbpppbbppbpbpbbbpppbbbpbbpbp',
  'winhttp@5.1': 'pbpbbppbpppbbppbpbpbbbpppbpppbbpbp',
  'dotnet-env@5.0': 'pppbbpbpbpppppppppbbpppppppppbppbp',
  'dotnet-windows@5.0': 'pbpbbppbpppbbppppppppbpppbpppbbbbp',
  'curl@8.18.0': 'pbpbbbbpbppppbbpppbbppppppppbbpbpb',
  'curl@8.9.0': 'pbpbbbbpbppppbbpppbbppppppppbbpbpp',
  'curl@7.86.0': 'pbpbbbbpbppppbbpppbbbpppppppbbpbpp',
  'git@8.18.0': 'pbpbbbbpbppppbbpppbbppppppppbbpbpb',
  'git@8.9.0': 'pbpbbbbpbppppbbpppbbppppppppbbpbpp',
  'git@7.86.0': 'pbpbbbbpbppppbbpppbbbpppppppbbpbpp',
  'wget@1.18': 'pppbbbbpppppppppppbbpppppppppbpbpp',
  'go@1.24.1': 'pbbbbbbbpppppppbpbbbppppppbbbbpbpb',
  'go@1.24.0': 'pbbbbbbbpppppppbpbbbppppppbbbbpbpb',
  'go@1.23.7': 'pbbbbbbbpppppppbpbbbppppppbbbbpbpb',
  'go@1.19': 'pbbbbbbbpppppppbpbbbppppppbbbbpbpb',
  'docker@28.0.2': 'pbbbbbbbpppppppbpbbbppppppbbbbpbpb',
  'docker@23.0': 'pbbbbbbbpppppppbpbbbppppppbbbbpbpb',
  'kubectl@1.33': 'pbbbbbbbpppppppbpbbbppppppbbbbpbpb',
  'kubectl@1.19': 'pbbbbbbbpppppppbpbbbppppppbbbbpbpb',
  'python-urllib@3.8': 'pbpbbbbpbppppppbppbbpppppppppbppbp',
  'python-requests@2.34.2': 'pbpbbbbpbppppppbppbbppppppppbbpbpp',
  'python-requests@2.18.0': 'pbpbbbbpbpbppppbppbbppppppppbbpbpp',
  'pip@2.34.2': 'pbpbbbbpbppppppbppbbppppppppbbpbpp',
  'pip@2.18.0': 'pbpbbbbpbpbppppbppbbppppppppbbpbpp',
  'python-httpx@0.24.0': 'pbbbbbbppppppppbppbbpppppppppbpbpp',
  'python-httpx@0.18.0': 'pbbbbbbppppppppbppbbpppppppppbpppp',
  'python-aiohttp@3.8.0': 'pbpbbbbpbpppppppppbbpppppppppbpbpp',
  'node-fetch@26.12.0': 'pbbbbbbbbppppbbbpbbbbppppppppbpbbp',
  'node-fetch@26.9.0': 'pbpbbbbbbbpppbbbpbbbbppppppppbpbbp',
  'node-fetch@26.8.0': 'pbpbbbbbbbpppppbpbbbbppppppppbpbbp',
  'node-fetch@25.8.0': 'pbpbbbbbbbpppppbpbbbbppppppppbppbp',
  'node-fetch@25.0.0': 'pbbbbpbbpppbpppbpbbbbppppppppbppbp',
  'node-fetch@24.14.1': 'pbpbbbbbbbpppppbpbbbbppppppppbppbp',
  'node-fetch@22.21.0': 'pbbbbpbbpppbpppbpbbbbppppppppbppbp',
  'node-https@26.1.0': 'pbbbbpbbbppppppbpbbbpppppppppbpbpp',
  'node-https@25.0.0': 'pbbbbpbbbppppppbpbbbpppppppppbpbpp',
  'node-https@24.16.0': 'pbbbbpbbbppppppbpbbbpppppppppbpbpp',
  'node-https@22.21.0': 'pbbbbpbbbppppppbpbbbpppppppppbpbpp',
  'node-undici@8.11.0': 'pbbbbbbbbppppbbbpbbbbppppppppbpbbp',
  'node-undici@8.10.1': 'pbpbbbbbbbpppbbbpbbbbppppppppbpbbp',
  'node-undici@8.10.0': 'pbpbbbbbbbpppppbpbbbbppppppppbpbbp',
  'node-undici@7.22.0': 'pbpbbbbbbbpppppbpbbbbppppppppbppbp',
  'node-undici@6.11.0': 'pbbbbpbbpppbpppbpbbbbppppppppbppbp',
  'axios@1.21.0': 'pbbbbpbbpppbpbbbpbbbbpppppppbbpbbb',
  'axios@1.20.0': 'pbbbbpbbpppbpbbbpbbbbpppppppbbpbbb',
  'axios@1.19.0': 'pbbbbpbbpppbpbbbpbbbbppppppppbpbbp',
  'axios@1.18.0': 'pbbbbpbbpppbpbbbpbbbbppppppppbpbbp',
  'axios@1.16.0': 'pbbbbpbbpppbpbbbpbbbbppppppppbpbbp',
  'axios@1.15.1': 'pbbbbpbbpppbpbbbpbbbbppppppppbpbbp',
  'axios@1.15.0': 'pbbbbpbbpppbpbbbpbbbbppppppppbpbbp',
  'axios@1.14.0': 'pbbbbpbbpppbpppbpbbbbppppppppbppbp',
  'axios@1.0.0': 'pbbbbpbbpppbpppbpbbbbppppppppbppbp',
  'node-proxy-from-env@2.0.0': 'pbbbbpbbpppbpppbpbbbbppppppppbppbp',
  'node-proxy-from-env@1.1.0': 'pbbbbpbbpppbpppbpbbbbppppppppbppbp',
  'node-proxy-agent@8.0.0': 'pbbbbpbbpppbpppbpbbbbppppppppbppbp',
  'node-proxy-agent@6.0.0': 'pbbbbpbbpppbpppbpbbbbppppppppbppbp',
  'npm@7.0.0': 'pppbpbbpbppppbppppbbpppppppppbppbp',
  'vscode@1.100': 'pbbbbbbpbppppppbpbbbppppppbbpbpppp',
  'java@11': 'pbpbbppbpppbbpppppppppbppppppbbpbp',
  'ruby@2.6': 'pppbbbbppppppppbpbbbbpppppbbbbpppp',
  'perl-lwp@6.73': 'pppbpbbpbpppppppppbbpppppppppbpbpp',
  'perl-lwp@6.69': 'pppbpbppppppppppppbbpppppppppbpbpp',
  'perl-lwp@6.0': 'pppbpbbpppbpppppppbbpppppppppbpbpp',
  'rust-reqwest@0.1.21': 'pbbbbbbpbpppppppppbbppppppppbbpbpb',
  'rust-reqwest@0.1.20': 'pbbbbbbpbpppppppppbbppppppppbbpbpb',
  'rust-reqwest@0.1.12': 'pbbbpbbpbpppppppppbbppppppppbbpbpb',
  'apt@1.0': 'pppbbbbpppbpppppppbppppppppppbpbpp',
  'aria2@1.18': 'pppbppbpppppppppppbbppppppppbbpbpb',
  'gnome@2.36': 'pppbbbbbbbpppppbppbbppppppppbbpbpb',
  'libproxy@0.5.0': 'pbbbpbbbbbpppppbppbppppppbppbbpbpb',
  'libproxy@0.4.0': 'pppbppbbpppbpppbpbbbpppppbppbbppbp',
  'kde@5.0': 'pppbbbbpppbppppbppbbbppppbppbbpbpb',
};

describe('proxy/clients matrix', () => {
  for (const [client, letters] of Object.entries(EXPECTED)) {
    it(`${client}: ${PAIRS.length} pairs`, () => {
      assert.equal(letters.length, PAIRS.length);
      const found = PAIRS.map(([rules, url]) => (bypasses(client, rules, url) ? 'b' : 'p'));
      const differing = PAIRS.flatMap(([rules, url], index) =>
        found[index] === letters[index] ? [] : [`${rules} ${url}: ${found[index] ?? ''}`],
      );
      assert.deepEqual(differing, []);
    });
  }

  it('covers every version of every client', () => {
    const known = clients().flatMap(({ id, versions }) => versions.map((version) => `${id}@${version}`));
    assert.deepEqual(Object.keys(EXPECTED).sort(), known.sort());
  });

  it('has a rule that no client disputes: the exact name in lower case', () => {
    for (const { id } of clients()) assert.ok(bypasses(id, 't1c.t1t.io', T1C), id);
  });

  it('has rules that look right and never cover the name: address ranges, localhost, <local>', () => {
    for (const { id } of clients()) {
      for (const rule of ['127.0.0.0/8', '127.0.0.1', 'localhost', '<local>'])
        assert.ok(!bypasses(id, rule, T1C), `${id} ${rule}`);
    }
  });
});
