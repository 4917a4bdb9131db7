/**
 * What goes wrong outside: each weather, what has to be said of it, and with which exit code. The command runs in a process of its
 * own, which ends by itself, with no rejection that nobody heard and nothing left that would keep it.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { scratch } from '../cli/scratch.js';
import { certificate } from '../dns/transport/certificate.js';
import { response } from '../dns/transport/scripted-server.js';
import { skip } from '../skip.js';
import type { Outcome } from './child.js';
import * as servers from './servers.js';

const files = scratch();
const child = new URL('./child.js', import.meta.url).pathname;
const timeoutMs = '300';
const pac = 'function FindProxyForURL(url, host) { return "PROXY p.example:1"; }\n';

interface Weather {
  readonly what: string;
  /** Where it begins; given the command line, and what is to be closed. */
  readonly begin: () => Promise<{ readonly argv: readonly string[]; readonly close?: () => void }>;
  readonly code: number;
  readonly says: RegExp;
  readonly env?: Readonly<Record<string, string>>;
  /** File descriptors that it may have. */
  readonly descriptors?: number;
  /** A file that is needed. */
  readonly needs?: string;
}

/** `timeout`: of a server that does answer it is no short one, however busy the machine is. */
function dnssec(serve: () => Promise<servers.Served>, timeout: string = timeoutMs): Weather['begin'] {
  return async () => {
    const { at, close } = await serve();
    return { argv: ['dnssec', 't1c.t1t.io', '--resolver', at, '--timeout', timeout], close };
  };
}

const udp = (made: (query: Buffer) => Uint8Array): Weather['begin'] =>
  dnssec(() =>
    servers.name({
      udp: (query, send) => {
        send(made(query));
      },
    }),
  );

const noAnswer = /no answer|timed out|within 300 ms/i;

const weathers: readonly Weather[] = [
  {
    what: 'a name server that never answers',
    begin: dnssec(() => servers.name({ udp: () => undefined })),
    code: 3,
    says: noAnswer,
  },
  { what: 'one that answers late', begin: dnssec(servers.late), code: 3, says: noAnswer },
  {
    what: 'one that says everything twice',
    begin: async () => {
      const { at, anchors, close } = await servers.twice();
      const file = await files.write('anchors', anchors);
      return { argv: ['dnssec', 't1c.t1t.io', '--resolver', at, '--anchors', file], close };
    },
    code: 0,
    says: /secure/i,
  },
  { what: 'answers from another port', begin: dnssec(servers.fromAnotherPort), code: 3, says: noAnswer },
  {
    what: 'answers to another query',
    begin: udp((query) => response(query, '127.0.0.1', { id: query.readUInt16BE(0) ^ 1 })),
    code: 3,
    says: noAnswer,
  },
  {
    what: 'answers cut short, and no TCP',
    begin: udp(servers.truncated),
    code: 3,
    says: /TCP|cut short|truncated/i,
  },
  {
    what: 'answers as large as they may be, of nothing',
    begin: udp(servers.oversized),
    code: 3,
    says: /none answers the question/,
  },
  {
    what: 'names that point at themselves',
    begin: udp(servers.pointerLoop),
    code: 3,
    says: /could not|indeterminate|DNSSEC/i,
  },
  { what: 'an answer by drips over TCP', begin: dnssec(servers.drips), code: 3, says: noAnswer },
  {
    what: 'TLS that is half open',
    begin: dnssec(servers.halfOpen),
    code: 3,
    says: /TLS|no answer|timed out|within/i,
  },
  {
    what: 'DoH that leads elsewhere',
    begin: dnssec(
      () =>
        servers.https((reply) => reply.writeHead(302, { location: 'https://127.0.0.1:9/dns-query' }).end()),
      '60000',
    ),
    code: 3,
    says: /302/,
    env: { NODE_EXTRA_CA_CERTS: 'certificate.pem' },
  },
  {
    what: 'a PAC without an end',
    begin: async () => {
      const { at, close } = await servers.endless();
      return { argv: ['pac', at], close };
    },
    code: 3,
    says: /more than|larger|bytes/i,
  },
  {
    what: 'a disk that is full, for a report',
    begin: async () => ({ argv: ['pac', await files.write('p.pac', pac), '--output', 'json=/dev/full'] }),
    code: 3,
    says: /no space|ENOSPC|disk is full|full/i,
    needs: '/dev/full',
  },
  {
    what: 'a device as the journal of a batch, which has no end',
    begin: async () => {
      const item = `${JSON.stringify({ pac: await files.write('p.pac', pac) })}\n`;
      return { argv: ['batch', await files.write('items.ndjson', item), '--journal', '/dev/full'] };
    },
    code: 2,
    says: /\/dev\/full is no file/,
    needs: '/dev/full',
  },
  {
    what: 'a clock that jumps by a day, back and forth',
    begin: async () => ({
      argv: [
        'watch',
        '--offline',
        '--no-env',
        '--no-label',
        '--only',
        'proxy/',
        '--pac',
        await files.write('p.pac', pac),
        '--rounds',
        '5',
      ],
    }),
    code: 1,
    says: /NO/,
    env: { WEATHER_CLOCK: 'jump' },
  },
  {
    what: 'no file descriptor left, and many names at once',
    begin: async () => {
      const { at, anchors, close } = await servers.twice();
      const items = Array.from({ length: 150 }, () => `${JSON.stringify({ name: 't1c.t1t.io' })}\n`).join('');
      const argv = [
        'batch',
        await files.write('many.ndjson', items),
        '--resolver',
        at,
        '--concurrency',
        '100',
      ];
      return { argv: [...argv, '--anchors', await files.write('anchors', anchors), '--retries', '0'], close };
    },
    code: 3,
    says: /ulimit -n/,
    env: { WEATHER_DESCRIPTORS: 'taken' },
    descriptors: 200,
  },
];

async function outcomeOf(argv: readonly string[], { env = {}, descriptors }: Weather): Promise<Outcome> {
  const given = Object.fromEntries(
    Object.entries(env).map(([key, value]) => [key, value.endsWith('.pem') ? files.path(value) : value]),
  );
  const command = [process.execPath, child, ...argv];
  const [program = '', ...rest] =
    descriptors === undefined
      ? command
      : ['sh', '-c', `ulimit -n ${descriptors}; exec "$@"`, 'sh', ...command];
  const { stdout } = await promisify(execFile)(program, rest, {
    env: { ...process.env, NODE_OPTIONS: '', ...given },
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(stdout) as Outcome;
}

describe('weather', () => {
  before(() => files.write('certificate.pem', certificate));
  for (const weather of weathers)
    it(weather.what, async function () {
      if (weather.needs !== undefined && !existsSync(weather.needs))
        skip(this, `there is no ${weather.needs}`);
      if (weather.descriptors !== undefined && process.platform === 'win32') skip(this, 'ulimit is of POSIX');
      const { argv, close } = await weather.begin();
      try {
        const { code, stdout, stderr, left, rejections } = await outcomeOf(argv, weather);
        assert.match(stdout + stderr, weather.says);
        assert.deepEqual(
          { code, left, rejections },
          { code: weather.code, left: [], rejections: [] },
          stderr,
        );
      } finally {
        close?.();
      }
    });
});
