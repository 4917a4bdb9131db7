/** `generate` for a hundred hosts in one call, beside one host: the first call of a process, in time of the processor. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { builtInProfileText, parseProfile } from '../lib/profile/index.js';
import { middle } from './middle.js';
import type { Row } from './row.js';

const HOSTS = 100;
const TARGETS = ['no-proxy', 'systemd', 'windows-reg', 'pac', 'squid', 'unbound'];
const AIM = { of: 'ratio', most: 3 } as const;
const CHILD = fileURLToPath(new URL('./generate-child.js', import.meta.url));

const vendor = parseProfile(builtInProfileText('trust1connector') ?? '', 'trust1connector.json');

function cpuMs(target: string, hosts: number): number {
  const bypassHosts = Array.from({ length: hosts - 1 }, (_, index) => `device${index}.t1t.io`);
  const profile = JSON.stringify({ ...vendor, id: 'bench', bypassHosts });
  return Number(execFileSync(process.execPath, [CHILD, target, profile], { encoding: 'utf8' }));
}

export function generateBench(_: readonly string[], isShort: boolean): Promise<Row[]> {
  const rounds = isShort ? 3 : 7;
  return Promise.resolve(
    TARGETS.map((target) => {
      const many: number[] = [];
      const one: number[] = [];
      for (let round = 0; round < rounds; round++) {
        one.push(cpuMs(target, 1));
        many.push(cpuMs(target, HOSTS));
      }
      return {
        what: `generate ${target}, ${HOSTS} hosts`,
        figure: middle(many),
        unit: 'ms of the processor',
        peer: 'one host',
        peerFigure: middle(one),
        aim: AIM,
      };
    }),
  );
}
