/**
 * Values of a proxy variable that are no plain `http://host:port`, and what each program did with them (p: sends the request to
 * what it reads in it, d: goes direct, f: fails). Seen with curl 7.88 and 8.21, Go 1.19, urllib 3.8 to 3.13, requests 2.34, httpx 0.28,
 * aiohttp 3.14, undici 8.13, Node 26, @npmcli/agent 4.0, proxy-from-env 2.1, LWP 6.68 and Ruby 3.1.
 */
import assert from 'node:assert/strict';
import { readSettings, route } from '../../lib/proxy/index.js';

const CLIENTS = [
  'curl',
  'go',
  'python-urllib',
  'python-requests',
  'python-httpx',
  'python-aiohttp',
  'node-undici',
  'node-https',
  'npm',
  'node-proxy-from-env',
  'perl-lwp',
  'ruby',
];

const ROWS: readonly (readonly [value: string, letters: string])[] = [
  ['http://127.0.0.1:18080', 'pppppppppppp'],
  ['http://127.0.0.1:18080/', 'pppppppppppp'],
  ['http://[::1]:18080', 'pppppppppppp'],
  ['127.0.0.1:18080', 'ppppppfdfpff'],
  ['localhost:18080', 'ppppppfdfppp'],
  ['[::1]:18080', 'ppppppfdfpff'],
  ['https://127.0.0.1:18080', 'pppppdpppppp'],
  ['foo://127.0.0.1:18080', 'fpfpfpfdfppp'],
  ['http://127.0.0.1:abc', 'ppppfffffppf'],
  ['http://127.0.0.1:99999', 'pppppffffppp'],
  ['http://127.0.0.1:18080/path', 'ppppppfppppp'],
  ['http:/127.0.0.1:18080', 'ppfppppdppfp'],
  ['direct', 'ppppppfdfpfp'],
  [':18080', 'ppppppfdfpff'],
];

describe('proxy/route: what a proxy variable holds', () => {
  for (const [value, letters] of ROWS) {
    it(`${value}: ${letters}`, () => {
      const settings = readSettings(`http_proxy=${value}\nhttps_proxy=${value}`, { format: 'environment' });
      const found = CLIENTS.map((client) => {
        const { via } = route(settings, client, 'http://t1c.t1t.io/', { addresses: [] });
        return via === 'unknown' ? 'f' : via.slice(0, 1);
      });
      assert.equal(found.join(''), letters);
    });
  }
});
