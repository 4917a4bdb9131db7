/** Servers of a PAC, and Distribution Services: each is given up, and what was seen of it is evidence. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Evidence } from '../../../lib/evidence/index.js';
import { testProfile } from '../../audits/case.js';
import * as servers from '../servers.js';
import { timeoutMs, type Rows, type Weather } from './row.js';

/** What is the same each time. */
const plain = ['--no-env', '--no-label', '--quiet', '--server-timeout'];

type Told = Pick<Weather, 'what' | 'code' | 'says'>;

export const fileServers: Rows = (files) => {
  const kept = async (): Promise<Evidence> =>
    JSON.parse(await readFile(files.path('kept.json'), 'utf8')) as Evidence;

  const pac = (told: Told, reply: servers.Reply, error: RegExp, timeout: string = timeoutMs): Weather => ({
    ...told,
    begin: async () => {
      const { at, close } = await servers.file(reply);
      const argv = ['audit', '--pac', at, '--only', 'proxy/pac-bypass', '--save', files.path('kept.json')];
      return { argv: [...argv, ...plain, timeout], close };
    },
    then: async () => {
      const [one] = (await kept()).pac ?? [];
      assert.match(`${one?.error?.code} ${one?.error?.message}`, error);
    },
  });

  const service = (
    told: Told,
    serve: () => Promise<servers.Served>,
    seen: RegExp,
    timeout: string = timeoutMs,
  ): Weather => ({
    ...told,
    begin: async () => {
      const { at, close } = await serve();
      const profile = { ...testProfile, distributionServices: [{ url: at, environment: 'test' }] };
      const argv = ['audit', '--profile', await files.write('ds.json', JSON.stringify(profile))];
      const way = ['--only', 'distribution/', '--route', 'direct', '--ca', files.path('certificate.pem')];
      return { argv: [...argv, ...way, '--save', files.path('kept.json'), ...plain, timeout], close };
    },
    then: async () => {
      assert.match(JSON.stringify((await kept()).distribution?.services[0]?.requests[0]?.probe), seen);
    },
  });

  return [
    {
      what: 'a PAC without an end, read alone',
      begin: async () => {
        const { at, close } = await servers.file(servers.endless);
        return { argv: ['pac', at], close };
      },
      code: 3,
      says: /more than|larger|bytes/i,
    },
    pac(
      { what: 'a PAC without an end', code: 3, says: /has more; at most \d+ bytes are read/ },
      servers.endless,
      /^too-large /,
      '600000',
    ),
    pac(
      { what: 'a PAC’s server that stalls', code: 3, says: /no whole answer within 0.3 s/ },
      servers.stalls,
      /^timeout /,
    ),
    pac(
      { what: 'a PAC that comes by drips', code: 3, says: /no whole answer within 0.3 s/ },
      servers.dripping,
      /^timeout /,
    ),
    service(
      { what: 'a Distribution Service that hangs', code: 1, says: /is silent at the TLS handshake/ },
      servers.silentService,
      /"tls":\{[^}]*"error":\{"code":"timeout"/,
    ),
    service(
      { what: 'one that hears the request, and hangs', code: 1, says: /is silent at the HTTP request/ },
      () => servers.service(() => undefined),
      /"http":\{.*"code":"timeout"/,
    ),
    service(
      { what: 'one that begins its answer, and hangs', code: 1, says: /is silent at the HTTP request/ },
      () => servers.service(servers.stalls),
      /"http":\{.*"code":"timeout"/,
    ),
    service(
      { what: 'one whose answer has no end', code: 0, says: /1 to heed/ },
      () => servers.service(servers.endless),
      /"status":200,.*"truncated":true/,
      '600000',
    ),
  ];
};
