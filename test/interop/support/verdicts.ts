/** Three validators on one question, and what is to be made of their verdicts. */
import assert from 'node:assert/strict';
import type { Exchange } from '../../../lib/dns/index.js';
import { udp, type Transport } from '../../../lib/dns/index.js';
import { allAlgorithms, parseAnchors, validate } from '../../../lib/dnssec/index.js';
import { delv, unboundHost } from './peers.js';

/** Where the two peers are known to differ, which of them is right, and why. */
export interface PeerDifference {
  readonly applies: (label: string) => boolean;
  readonly right: 'delv' | 'unbound-host';
  readonly why: string;
}

export interface Validators {
  /** Fails unless ours is the verdict of both peers, or of the right one where they are known to differ. */
  agree(name: string, type: string): Promise<void>;
  /** Our status, with the codes of the reasons behind it. */
  readonly ours: (name: string, type: string) => Promise<string>;
  close(): void;
}

/** Our validator, delv and unbound-host over the same server and trust anchor. */
export async function validators(
  directory: string,
  server: string,
  anchor: string,
  differences: readonly PeerDifference[] = [],
): Promise<Validators> {
  const exchange: Transport = udp(server);
  const byDelv = await delv(directory, server, anchor);
  const byUnbound = await unboundHost(directory, server, anchor);
  const byUs = ourVerdict(exchange, anchor);
  return {
    ours: byUs,
    agree: async (name, type) => {
      const [ours, bind, unbound] = await Promise.all([
        byUs(name, type),
        byDelv(name, type),
        byUnbound(name, type),
      ]);
      const seen = `${name} ${type}: delv ${bind}, unbound-host ${unbound}, ours ${ours}`;
      if (bind === unbound) {
        assert.equal(ours.split(' ')[0], bind, seen);
        return;
      }
      const difference = differences.find(({ applies }) => applies(name));
      assert.ok(difference, `${seen}: the peers differ and nobody has said why`);
      assert.equal(
        ours.split(' ')[0],
        difference.right === 'delv' ? bind : unbound,
        `${seen}; ${difference.why}`,
      );
    },
    close: () => {
      exchange.close();
    },
  };
}

/** The status, with the codes of the reasons behind it. SHA-1 is validated here, as both peers do. */
function ourVerdict(exchange: Exchange, anchor: string): (name: string, type: string) => Promise<string> {
  const anchors = parseAnchors(anchor, new Date());
  return async (name, type) => {
    const { status, reasons } = await validate(
      { name, type },
      { exchange, anchors, algorithms: allAlgorithms },
    );
    return [status, ...reasons.map(({ code }) => code)].join(' ');
  };
}
