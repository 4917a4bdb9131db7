/**
 * Answers that no server of the other interop tests gives, made by hand and served to delv and unbound-host as well:
 * compact denial (RFC 9824), and what one response says of names in other zones.
 */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { RRset } from '../../lib/dns/rrset.js';
import { formatRdata } from '../../lib/dns/rdata-text.js';
import {
  ForgedZone,
  tableExchange,
  unsigned,
  type SignatureChanges,
  type TableEntry,
} from '../dnssec/forge.js';
import { removeDirectory, temporaryDirectory } from './support/programs.js';
import { validators, type Validators } from './support/verdicts.js';

/** The peers have no clock but the machine's. */
class ZoneOfToday extends ForgedZone {
  override sign(rrset: RRset, changes: SignatureChanges = {}): RRset {
    const now = Math.floor(Date.now() / 1_000);
    return super.sign(rrset, { inceptionSeconds: now - 3_600, expirationSeconds: now + 86_400, ...changes });
  }
}

const root = new ZoneOfToday('.');
const zone = new ZoneOfToday('example.');
const other = new ZoneOfToday('other.');
const soaOf = (signer: ZoneOfToday, apex: string): RRset =>
  signer.signed(`${apex} 300 SOA ns.example. host.example. 1 2 3 4 300`);
const compact = (name: string, types: string): TableEntry => ({
  authority: [soaOf(zone, 'example.'), zone.signed(`${name} 300 NSEC \\000.${name} ${types}`)],
});
const isNo = (name: string, types: string): TableEntry => ({
  authority: [soaOf(other, 'other.'), other.signed(`${name} 300 NSEC zzz.other. ${types}`)],
});
const alias = (owner: string, to: string): RRset => zone.signed(`${owner}.example. 300 CNAME ${to}`);
const stray = unsigned('target.other. 60 A 192.0.2.66');
const plainSoa = unsigned('plain. 300 SOA ns.plain. host.plain. 1 2 3 4 300');
const gone = 'RRSIG NSEC NXNAME';

const table: Readonly<Record<string, TableEntry>> = {
  '. DNSKEY': { answer: [root.dnskeys] },
  'example. DS': { answer: [root.dsFor(zone)] },
  'example. DNSKEY': { answer: [zone.dnskeys] },
  'other. DS': { answer: [root.dsFor(other)] },
  'other. DNSKEY': { answer: [other.dnskeys] },
  'plain. DS': {
    authority: [soaOf(root, '.'), root.signed('plain. 300 NSEC zzz. NS RRSIG NSEC')],
  },
  'gone.example. A': compact('gone.example.', gone),
  'gone.example. ANY': compact('gone.example.', gone),
  'gone.example. DS': compact('gone.example.', gone),
  'nothing.example. A': compact('nothing.example.', 'RRSIG NSEC'),
  'nothing.example. DS': compact('nothing.example.', 'RRSIG NSEC'),
  'both.example. A': compact('both.example.', 'A RRSIG NSEC NXNAME'),
  'both.example. DS': compact('both.example.', 'A RRSIG NSEC NXNAME'),
  'alias.example. A': { answer: [alias('alias', 'target.other.'), stray] },
  'target.other. A': { answer: [other.signed('target.other. 60 A 127.0.0.1')] },
  'target.other. DS': isNo('target.other.', 'A RRSIG NSEC'),
  'nodata.example. A': { answer: [alias('nodata', 'target.plain.')], authority: [plainSoa] },
  'target.plain. A': { authority: [plainSoa] },
  'target.plain. DS': { authority: [plainSoa] },
};

const questions: readonly (readonly [what: string, name: string, type: string])[] = [
  ['compact denial', 'gone.example.', 'A'],
  ['compact denial, ANY', 'gone.example.', 'ANY'],
  ['an empty non-terminal by compact denial', 'nothing.example.', 'A'],
  ['NXNAME beside the type that is asked for', 'both.example.', 'A'],
  ['an unsigned target whose own zone is signed', 'alias.example.', 'A'],
  ['an alias into an unsigned zone, NODATA', 'nodata.example.', 'A'],
];

describe('dnssec: answers made by hand', () => {
  let directory = '';
  let socket: Socket;
  let three: Validators;

  before(async () => {
    directory = await temporaryDirectory();
    const exchange = tableExchange(table);
    socket = createSocket('udp4');
    socket.on('message', (query, peer) => {
      void Promise.resolve(exchange(query)).then((response) => {
        socket.send(response, peer.port, peer.address);
      });
    });
    await once(socket.bind(0, '127.0.0.1'), 'listening');
    const { port } = socket.address();
    const [ds] = root.dsFor(root).rdata;
    if (ds === undefined) throw new Error('no DS');
    three = await validators(directory, `127.0.0.1:${port}`, `. IN DS ${formatRdata(43, ds)}`);
  });

  after(async () => {
    three.close();
    socket.close();
    await removeDirectory(directory);
  });

  for (const [what, name, type] of questions)
    it(`${what}: ${name} ${type}`, async () => {
      await three.agree(name, type);
    });
});
