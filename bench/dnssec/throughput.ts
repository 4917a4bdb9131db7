/**
 * Cold validations a second with the TLD's keys known: ours against unbound (one thread, forwarding to the same
 * server), and against what the signature checks alone would allow in this process.
 */
import { tcp, udp, type Transport } from '../../lib/dns/index.js';
import { createCache, parseAnchors, validate } from '../../lib/dnssec/index.js';
import { measureBound } from './bound.js';
import { blast, startUnbound } from './unbound.js';
import { pooled, timed, type World } from './world.js';

const atOnce = 64;
const rounds = 5;

export async function measureThroughput(world: World): Promise<void> {
  const [warm = '', ...names] = world.names;
  const perSecond = (ms: number): number => (names.length / ms) * 1_000;
  const best = { udp: 0, tcp: 0, unbound: 0 };
  // In turns, and the best of each: what else the machine does hits all alike.
  for (let round = 0; round < rounds; round++) {
    best.udp = Math.max(best.udp, perSecond(await ours(world, udp(world.server), warm, names)));
    best.tcp = Math.max(best.tcp, perSecond(await ours(world, tcp(world.server), warm, names)));
    best.unbound = Math.max(best.unbound, perSecond(await unbound(world, warm, names)));
  }
  const bound = measureBound();
  console.log(`\ncold validations a second over ${names.length} zones, best of ${rounds}, ${atOnce} at once`);
  const show = (what: string, rate: number): void => {
    const of = (other: number): string => `${((100 * rate) / other).toFixed(0).padStart(4)} %`;
    console.log(
      `${what.padEnd(44)} ${rate.toFixed(0).padStart(6)}/s` +
        ` ${of(best.unbound)} of unbound ${of(bound.keptKeys)} of bound ${of(bound.freshKeys)} of bound with key import`,
    );
  };
  show('ours over UDP', best.udp);
  show('ours over TCP', best.tcp);
  show('unbound, one thread', best.unbound);
  show('bound: three checks a zone, keys kept', bound.keptKeys);
  show('bound: three checks and two key imports', bound.freshKeys);
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
