/** Its own process: validates the name `argv[4]` over `argv[2]` under the anchor `argv[3]`, and exits with 0 if secure. */
import { udp } from 'staylocal/dns';
import { parseAnchors, validate } from 'staylocal/dnssec';

const [server = '', anchor = '', name = ''] = process.argv.slice(2);
const { status } = await validate(
  { name, type: 'A' },
  { exchange: udp(server), anchors: parseAnchors(anchor, new Date()) },
);
process.exitCode = status === 'secure' ? 0 : 1;
