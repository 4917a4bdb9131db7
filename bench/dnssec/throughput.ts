/**
 * Cold validations a second with the TLD's keys known: ours against unbound (one thread, forwarding to the same
 * server), and against what the signature checks alone would allow in this process.
 */
import { tcp, udp, type Transport } from '../../lib/dns/index.js';
import { createCache, parseAnchors, validate } from '../../lib/dnssec/index.js';
import type { Row } from '../row.js';
import { measureBound } from './bound.js';
import { blast, startUnbound } from './unbound.js';
import { pooled, timed, type World } from './world.js';

const atOnce = 64;
/** The first few are slower: this process compiles what runs often. */
const rounds = 8;
const AIMS = { udp: 1, tcp: 1.05 };

export async function measureThroughput(world: World): Promise<Row[]> {
  const [warm = '', ...names] = world.names;
  const perSecond = (ms: number): number => (names.length / ms) * 1_000;
  const best = { udp: 0, tcp: 0, unbound: 0 };
  // In turns, and the best of each: what else the machine does hits all alike.
  for (let round = 0; round < rounds; round++) {
    best.udp = Math.max(best.udp, perSecond(await ours(world, udp(world.server), warm, names)));
    best.tcp = Math.max(best.tcp, perSecond(await ours(world, tcp(world.server), warm, names)));
    best.unbound = Math.max(best.unbound, perSecond(await unbound(world, warm, names)));
  }
  const bound = await measureBound();
  const what = (how: string): string =>
    `cold validations over ${how}, ${atOnce} at once, ${names.length} zones`;
  const row = (how: string, figure: number, peer: string, peerFigure: number, least: number | null): Row => ({
    what: what(how),
    figure,
    unit: 'a second',
    peer,
    peerFigure,
    aim: least === null ? null : { of: 'ratio', least },
  });
  return [
    row('UDP', best.udp, 'unbound, one thread', best.unbound, AIMS.udp),
    row('TCP', best.tcp, 'unbound, one thread', best.unbound, AIMS.tcp),
    row('UDP', best.udp, 'signature checks alone, keys kept', bound.keptKeys, null),
    row('UDP', best.udp, 'signature checks and two key imports', bound.freshKeys, null),
  ];
}

async function ours(
  world: World,
  exchange: Transport,
  warm: string,
  names: readonly string[],
): Promise<number> {
  const options = { exchange, anchors: parseAnchors(world.anchor, new Date()), cache: createCache() };
  const check = async (name: string): Promise<void> => {
    const { status, reasons } = await validate({ name, type: 'A' }, options);
    if (status !== 'secure')
      throw new Error(`${name} is ${status}: ${reasons.map(({ code }) => code).join(' ')}`);
  };
  await check(warm);
  const ms = await timed(() => pooled(names, atOnce, check));
  exchange.close();
  return ms;
}

async function unbound(world: World, warm: string, names: readonly string[]): Promise<number> {
  const daemon = await startUnbound(world);
  await blast(daemon.address, [warm], 1);
  const ms = await timed(() => blast(daemon.address, names, atOnce));
  await daemon.stop();
  return ms;
}
