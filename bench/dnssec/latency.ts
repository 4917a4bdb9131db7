/** How long one cold validation takes when every round trip costs something: ours, delv's, unbound-host's. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { udp } from '../../lib/dns/index.js';
import { parseAnchors, validate } from '../../lib/dnssec/index.js';
import { delv, unboundHost, type Peer } from '../../test/interop/support/peers.js';
import { runOk } from '../../test/interop/support/programs.js';
import { middle } from '../middle.js';
import type { Row } from '../row.js';
import { timed, type World } from './world.js';

const delaysMs = [0, 20, 100];
const repeats = 7;
const AIM = { delayMs: 20, most: 1 };
const script = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

export async function measureLatency(world: World): Promise<Row[]> {
  const rows: Row[] = [];
  for (const delayMs of delaysMs) {
    const forwarder = fork(script('forwarder.js'), [world.server, String(delayMs)]);
    const [port] = (await once(forwarder, 'message')) as [number];
    const server = `127.0.0.1:${port}`;
    const { anchor, directory } = world;
    const byDelv = await delv(directory, server, anchor);
    const byUnbound = await unboundHost(directory, server, anchor);
    const medianOf = async (work: (name: string) => Promise<unknown>): Promise<number> => {
      const times: number[] = [];
      for (const name of world.names.slice(0, repeats)) times.push(await timed(() => work(name)));
      return middle(times);
    };
    const secure = (peer: Peer) => async (name: string) => {
      const verdict = await peer(name, 'A');
      if (verdict !== 'secure') throw new Error(`${name} is ${verdict}`);
    };
    const library = await medianOf(async (name) => {
      using exchange = udp(server);
      const { status } = await validate(
        { name, type: 'A' },
        { exchange, anchors: parseAnchors(anchor, new Date()) },
      );
      if (status !== 'secure') throw new Error(`${name} is ${status}`);
    });
    const process_ = await medianOf((name) =>
      runOk(process.execPath, [script('one-shot.js'), server, anchor, name]),
    );
    const bind = await medianOf(secure(byDelv));
    const unbound = await medianOf(secure(byUnbound));
    forwarder.kill();
    const row = (how: string, figure: number, peer: string, peerFigure: number, most?: number): Row => ({
      what: `one cold name, ${delayMs} ms more a way, ${how}`,
      figure,
      unit: 'ms',
      peer,
      peerFigure,
      aim: most === undefined ? null : { of: 'ratio', most },
    });
    rows.push(
      row('library', library, 'delv', bind),
      row('process', process_, 'delv', bind, delayMs === AIM.delayMs ? AIM.most : undefined),
      row('process', process_, 'unbound-host', unbound),
    );
  }
  return rows;
}
