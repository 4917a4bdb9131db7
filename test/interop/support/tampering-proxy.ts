/** A server that passes queries on and changes the responses on their way back: what stands between can do to them. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { groupRRsets, readMessage, udp, writeResponse, type Response } from '../../../lib/dns/index.js';
import type { Daemon } from './programs.js';

/** A response as it may be changed; sections hold whole RRsets. */
export type Draft = Pick<Response, 'rcode' | 'answer' | 'authority'>;
interface Asked {
  readonly name: string;
  readonly type: number;
}
export type Tamper = (draft: Draft, asked: Asked) => Draft;

/** Over UDP alone: what does not fit is for another test. */
export async function tamperingProxy(
  upstream: string,
  tamper: Tamper,
): Promise<Daemon & { readonly address: string }> {
  const exchange = udp(upstream);
  const socket = createSocket('udp4');
  socket.on('message', (query, peer) => {
    void exchange(query).then((bytes) => {
      const message = readMessage(bytes);
      const question = message.questions[0];
      if (question === undefined) return;
      const draft: Draft = {
        rcode: message.rcode,
        answer: groupRRsets(message.answer),
        authority: groupRRsets(message.authority),
      };
      const name = Buffer.from(question.name).toString('latin1').toLowerCase();
      const changed = tamper(draft, { name, type: question.type });
      const { id, edns } = message;
      const response = writeResponse({
        ...{ id, question, flags: { authoritative: message.authoritative, recursionAvailable: true } },
        ...changed,
        ...{ additional: [], dnssecOk: edns?.dnssecOk === true, edns: edns !== undefined },
      });
      socket.send(response, peer.port, peer.address);
    });
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    address: `127.0.0.1:${socket.address().port}`,
    stop: async () => {
      exchange.close();
      await new Promise<void>((resolve) => {
        socket.close(resolve);
      });
    },
  };
}
