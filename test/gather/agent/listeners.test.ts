/**
 * Listening sockets and port ranges from outputs in the forms that are documented: proc_net_tcp(5), netstat of Windows
 * (learn.microsoft.com, netstat and netsh interface ipv4), netstat and lsof of macOS; and this machine's own where it is
 * Linux.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { readDynamicPorts } from '../../../lib/gather/agent/dynamic-ports.js';
import { parseProcNetTcp } from '../../../lib/gather/agent/listener-formats.js';
import { readListeners } from '../../../lib/gather/agent/listeners.js';
import { thisMachine, type Machine } from '../../../lib/gather/agent/machine.js';
import { skip } from '../../skip.js';

/** A machine that has these commands and files, and nothing else. */
function machineWith(
  platform: NodeJS.Platform,
  texts: Readonly<Record<string, string>>,
  programs: ReadonlyMap<string, string> = new Map(),
): Machine {
  const find = (name: string): Promise<string> => {
    const text = texts[name];
    return text === undefined
      ? Promise.reject(Object.assign(new Error('/home/ann/secret'), { code: 'ENOENT' }))
      : Promise.resolve(text);
  };
  return {
    platform,
    personal: [],
    readText: find,
    run: (program, args) => find([program, ...args].join(' ')),
    socketPrograms: () => Promise.resolve(programs),
  };
}

const proc = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:CB0F 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 41001 1 0000000000000000 100 0 0 10 0
   1: 00000000:CAB7 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 41002 1 0000000000000000 100 0 0 10 0
   2: 0100007F:CB0F 0100007F:D2F0 01 00000000:00000000 00:00000000 00000000  1000        0 41003 1 0000000000000000 20 4 30 10 -1
`;
const proc6 = `  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000000000000000000001000000:CB0F 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 41004 1 0000000000000000 100 0 0 10 0
   1: 0000000000000000FFFF00000100007F:CB73 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 41005 1 0000000000000000 100 0 0 10 0
`;

const windows = {
  'netstat -ano -p TCP': [
    '',
    'Aktive Verbindungen',
    '',
    '  Proto  Lokale Adresse         Remoteadresse          Status           PID',
    '  TCP    0.0.0.0:135            0.0.0.0:0              ABHÖREN         1044',
    '  TCP    127.0.0.1:51983        0.0.0.0:0              ABHÖREN         7312',
    '  TCP    0.0.0.0:51883          0.0.0.0:0              ABHÖREN         4',
    '  TCP    127.0.0.1:51983        127.0.0.1:60122        HERGESTELLT     7312',
    '',
  ].join('\r\n'),
  'netstat -ano -p TCPv6': [
    '  Proto  Local Address          Foreign Address        State           PID',
    '  TCP    [::]:51883             [::]:0                 LISTENING       4',
    '  TCP    [fe80::1%12]:51783     [::]:0                 LISTENING       900',
  ].join('\r\n'),
  'tasklist /fo csv /nh':
    '"System","4","Services","0","144 K"\r\n"t1c-api.exe","7312","Console","1","20,480 K"\r\n',
  'netsh int ipv4 show dynamicport tcp': [
    '',
    'Protocol tcp Dynamic Port Range',
    '---------------------------------',
    'Start Port      : 49152',
    'Number of Ports : 16384',
    '',
  ].join('\r\n'),
  'netsh int ipv4 show excludedportrange protocol=tcp': [
    '',
    'Protocol tcp Port Exclusion Ranges',
    '',
    'Start Port    End Port',
    '----------    --------',
    '     50000       50059     *',
    '     51922       52021',
    '',
    '* - Administered port exclusions.',
    '',
  ].join('\r\n'),
};

const mac = {
  '/usr/sbin/netstat -an -p tcp': `Active Internet connections (including servers)
Proto Recv-Q Send-Q  Local Address          Foreign Address        (state)
tcp4       0      0  127.0.0.1.51983        *.*                    LISTEN
tcp46      0      0  *.51883                *.*                    LISTEN
tcp6       0      0  ::1.51783              *.*                    LISTEN
tcp6       0      0  fe80::1%lo0.51783      *.*                    LISTEN
tcp4       0      0  127.0.0.1.51983        127.0.0.1.60122        ESTABLISHED
`,
  '/usr/sbin/lsof -nP -iTCP -sTCP:LISTEN -Fcn':
    'p812\nct1c-api\nf9\nn127.0.0.1:51983\np90\ncControlCenter\nf8\nn*:7000\n',
  '/usr/sbin/sysctl -n net.inet.ip.portrange.first net.inet.ip.portrange.last': '49152\n65535\n',
};

const ports = [51983, 51783, 51883];

describe('agent: listening sockets', () => {
  it('Linux: both families, listeners only, with the program by its inode', () => {
    // The text is of a machine with the least significant byte first, as nearly all are.
    assert.deepEqual(parseProcNetTcp(proc + proc6), [
      { address: '127.0.0.1', port: 51983, owner: '41001' },
      { address: '0.0.0.0', port: 51895, owner: '41002' },
      { address: '::1', port: 51983, owner: '41004' },
      { address: '::ffff:7f00:1', port: 52083, owner: '41005' },
    ]);
    assert.deepEqual(
      parseProcNetTcp(proc.replaceAll('0100007F', '7F000001'), false)[0]?.address,
      '127.0.0.1',
    );
  });

  it('Linux without IPv6', async () => {
    const machine = machineWith('linux', { '/proc/net/tcp': proc }, new Map([['41001', 't1c-api']]));
    const read = await readListeners(machine, [51983]);
    assert.deepEqual('value' in read && read.value.length, 1);
  });

  it('Windows, also in German, with the program by its process', async () => {
    assert.deepEqual(await readListeners(machineWith('win32', windows), ports), {
      source: 'netstat -ano',
      value: [
        { address: '127.0.0.1', port: 51983, program: 't1c-api.exe' },
        { address: '0.0.0.0', port: 51883, program: 'System' },
        { address: '::', port: 51883, program: 'System' },
        { address: 'fe80::1', port: 51783 },
      ],
    });
  });

  it('macOS, with the program where lsof may see it', async () => {
    assert.deepEqual(await readListeners(machineWith('darwin', mac), ports), {
      source: 'netstat -an -p tcp',
      value: [
        { address: '127.0.0.1', port: 51983, program: 't1c-api' },
        { address: '::', port: 51883 },
        { address: '::1', port: 51783 },
        { address: 'fe80::1', port: 51783 },
      ],
    });
  });

  it('keeps no other port', async () => {
    const read = await readListeners(machineWith('win32', windows), [443]);
    assert.deepEqual('value' in read && read.value, []);
  });

  it('says that it could not look, and nothing of where it looked', async () => {
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      const read = await readListeners(machineWith(platform, {}), ports);
      assert.match(JSON.stringify(read), /"code":"unreadable".*it failed with ENOENT/);
      assert.doesNotMatch(JSON.stringify(read), /ann/);
    }
    const read = await readListeners(machineWith('aix', {}), ports);
    assert.match(JSON.stringify(read), /unknown-platform/);
  });

  it('finds a socket of this process', async function () {
    if (process.platform !== 'linux') skip(this, '/proc is Linux’s');
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const read = await readListeners(thisMachine(), [port]);
    server.close();
    const value = 'value' in read ? read.value : [];
    assert.deepEqual(
      value.map(({ address, port: found }) => ({ address, port: found })),
      [{ address: '127.0.0.1', port }],
    );
    assert.ok(value[0]?.program !== undefined, 'and knows whose it is');
  });
});

describe('agent: port ranges', () => {
  it('Windows: the dynamic range and what is excluded of it', async () => {
    assert.deepEqual(await readDynamicPorts(machineWith('win32', windows)), {
      source: 'netsh int ipv4 show dynamicport, excludedportrange',
      value: {
        first: 49152,
        last: 65535,
        excluded: [
          { first: 50000, last: 50059, reserved: true },
          { first: 51922, last: 52021, reserved: false },
        ],
      },
    });
  });

  it('Linux: the local range and the reserved ports', async () => {
    const files = {
      '/proc/sys/net/ipv4/ip_local_port_range': '32768\t60999\n',
      '/proc/sys/net/ipv4/ip_local_reserved_ports': '8080,51900-51999\n',
    };
    const read = await readDynamicPorts(machineWith('linux', files));
    assert.deepEqual(read !== undefined && 'value' in read && read.value, {
      first: 32768,
      last: 60999,
      excluded: [
        { first: 8080, last: 8080, reserved: true },
        { first: 51900, last: 51999, reserved: true },
      ],
    });
  });

  it('macOS: the range of sysctl', async () => {
    const read = await readDynamicPorts(machineWith('darwin', mac));
    assert.deepEqual(read !== undefined && 'value' in read && read.value, {
      first: 49152,
      last: 65535,
      excluded: [],
    });
  });

  it('an output without a range is not understood, and is no empty range', async () => {
    const texts = { ...windows, 'netsh int ipv4 show dynamicport tcp': 'Zugriff verweigert\r\n' };
    assert.match(JSON.stringify(await readDynamicPorts(machineWith('win32', texts))), /not-understood/);
    assert.match(JSON.stringify(await readDynamicPorts(machineWith('linux', {}))), /unreadable/);
    assert.equal(await readDynamicPorts(machineWith('aix', {})), undefined);
  });
});
