/**
 * How each platform prints its listening sockets. Words are translated by some systems (German Windows says ABHÖREN), so
 * a listener is recognised by its form: on Windows, the foreign address has port 0.
 */
import ipaddr from 'ipaddr.js';

export interface ListeningLine {
  readonly address: string;
  readonly port: number;
  /** What names the owner: an inode (Linux) or a process id (Windows). */
  readonly owner?: string;
}

/** proc_net_tcp(5): state 0A is LISTEN; an address is hexadecimal, each 32-bit word in the machine's byte order. */
export function parseProcNetTcp(text: string, littleEndian = true): readonly ListeningLine[] {
  return text.split('\n').flatMap((line) => {
    const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/);
    const [hex = '', port = ''] = local.split(':');
    if (state !== '0A' || !/^([0-9A-F]{8}|[0-9A-F]{32})$/.test(hex)) return [];
    const words = hex.match(/.{8}/g) ?? [];
    const bytes = words.flatMap((word) => {
      const four = [...Buffer.from(word, 'hex')];
      return littleEndian ? four.reverse() : four;
    });
    return [
      {
        address: ipaddr.fromByteArray(bytes).toString(),
        port: parseInt(port, 16),
        ...(inode === undefined ? {} : { owner: inode }),
      },
    ];
  });
}

/** `netstat -ano` of Windows: protocol, local and foreign address, state, process id. */
export function parseWindowsNetstat(text: string): readonly ListeningLine[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const found = /^\s*TCP\s+(\S+):(\d+)\s+\S+:0\s+\S+\s+(\d+)\s*$/.exec(line);
    if (found === null) return [];
    const [, address = '', port, owner = ''] = found;
    return [{ address: address.replace(/^\[|\]$/g, '').replace(/%.*$/, ''), port: Number(port), owner }];
  });
}

/** `tasklist /fo csv /nh`: image name and process id are the first two columns. */
export function parseTasklist(text: string): ReadonlyMap<string, string> {
  return new Map([...text.matchAll(/^"([^"]*)","(\d+)"/gm)].map(([, name = '', pid = '']) => [pid, name]));
}

/** `netstat -an -p tcp` of macOS: the port follows the address after a dot, `*` is every address. */
export function parseMacNetstat(text: string): readonly ListeningLine[] {
  return text.split('\n').flatMap((line) => {
    const found = /^tcp(4|6|46)\s+\d+\s+\d+\s+(\S+)\.(\d+)\s+\*\.\*\s+LISTEN\b/.exec(line);
    if (found === null) return [];
    const [, family, address = '', port] = found;
    const every = family === '4' ? '0.0.0.0' : '::';
    return [{ address: address === '*' ? every : address.replace(/%.*$/, ''), port: Number(port) }];
  });
}

/** `lsof -Fcn` (lsof(8), OUTPUT FOR OTHER PROGRAMS): `c` names the program, each `n` after it a socket of its. */
export function parseLsof(text: string): ReadonlyMap<number, string> {
  const programs = new Map<number, string>();
  let program = '';
  for (const line of text.split('\n')) {
    if (line.startsWith('c')) program = line.slice(1);
    const port = /^n.*:(\d+)$/.exec(line)?.[1];
    if (port !== undefined) programs.set(Number(port), program);
  }
  return programs;
}
