/** A server of each transport that hangs, drips or has no end, and the commands that ask them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testProfile } from '../audits/case.js';
import { certificate } from '../dns/transport/certificate.js';
import * as servers from '../weather/servers.js';

/** As short as it may be: all that is done is to give up. */
const timeoutMs = '60';

export interface BadServers {
  readonly commands: readonly (readonly string[])[];
  readonly close: () => void;
}

export async function badServers(): Promise<BadServers> {
  const folder = mkdtempSync(join(tmpdir(), 'staylocal-soak-bad-'));
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const ca = write('certificate.pem', certificate);
  const [names, files, services] = await Promise.all([
    Promise.all([
      servers.name({ udp: () => undefined }),
      servers.drips(),
      servers.halfOpen(),
      servers.https((reply) => reply.writeHead(302, { location: 'https://127.0.0.1:9/dns-query' }).end()),
    ]),
    Promise.all([servers.file(servers.stalls), servers.file(servers.endless)]),
    Promise.all([servers.silentService(), servers.service(servers.stalls)]),
  ]);
  const plain = ['--no-env', '--no-label', '--quiet', '--server-timeout', timeoutMs];
  return {
    commands: [
      ...names.map(({ at }) => ['dnssec', 't1c.t1t.io', '--resolver', at, '--timeout', timeoutMs]),
      ...files.map(({ at }) => ['audit', '--only', 'proxy/pac-bypass', '--pac', at, ...plain]),
      ...services.map(({ at }, index) => {
        const profile = { ...testProfile, distributionServices: [{ url: at, environment: 'test' }] };
        const file = write(`service-${index}.json`, JSON.stringify(profile));
        const way = ['--only', 'distribution/', '--route', 'direct', '--ca', ca];
        return ['audit', '--profile', file, ...way, ...plain];
      }),
    ],
    close: () => {
      for (const { close } of [...names, ...files, ...services]) close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
