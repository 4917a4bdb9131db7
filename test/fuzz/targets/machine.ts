/** What a machine's own commands and files say, as the gatherers read it. */
import {
  parseLsof,
  parseMacNetstat,
  parseProcNetTcp,
  parseTasklist,
  parseWindowsNetstat,
} from '../../../lib/gather/agent/listener-formats.js';
import { parseHosts } from '../../../lib/gather/hosts.js';
import { parseAnchors } from '../../../lib/dnssec/index.js';
import { readDocument, readRegistry, registryValues } from '../../../lib/proxy/index.js';
import { machineFiles } from '../corpora.js';
import { refused, textOf, type Target } from '../target.js';

const at = new Date('2026-11-24T08:00:00.000Z');
type Read = (text: string, bytes: Uint8Array, name: string) => unknown;

const readers: Readonly<Record<string, Read>> = {
  hosts: (text) => parseHosts(text, ['t1c.t1t.io', 'localhost']),
  procNetTcp: (text) => parseProcNetTcp(text),
  netstat: (text) => [parseWindowsNetstat(text), parseMacNetstat(text)],
  tasklist: (text) => parseTasklist(text),
  lsof: (text) => parseLsof(text),
  anchors: (text) => parseAnchors(text, at),
  json: (_, bytes, name) => readDocument(bytes, name, 'json'),
  plist: (_, bytes, name) => readDocument(bytes, name, 'plist'),
  export: (_, bytes, name) => readRegistry(bytes, name, 'reg'),
  query: (_, bytes, name) => readRegistry(bytes, name, 'reg-query'),
  reg: (_, bytes, name) => registryValues(bytes, name, 'reg'),
  registryPol: (_, bytes, name) => registryValues(bytes, name, 'registry-pol'),
};

const written: readonly string[] = [
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n   0: 0100007F:CB0F 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 12345 1 0000000000000000 100 0 0 10 0\n',
  '  TCP    127.0.0.1:51983        0.0.0.0:0              LISTENING       4711\r\n  TCP    [::1]:51983            [::]:0                 LISTENING       4711\r\n',
  '"t1c.exe","4711","Console","1","12,345 K"\r\n',
  'p4711\ncjava\nn127.0.0.1:51983\n',
  '. IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D\n',
  '<?xml version="1.0"?><TrustAnchor id="1"><Zone>.</Zone><KeyDigest id="k" validFrom="2017-02-02T00:00:00+00:00"><KeyTag>20326</KeyTag><Algorithm>8</Algorithm><DigestType>2</DigestType><Digest>E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D</Digest></KeyDigest></TrustAnchor>\n',
];

export const machine: Target = {
  id: 'machine',
  title: 'hosts files, listeners, anchors, property lists and registry exports are read or refused',
  shape: 'bytes',
  words: [
    '\t',
    '127.0.0.1',
    '::1',
    '#',
    '\0',
    'LISTENING',
    '0A',
    '<',
    '&x;',
    '<!DOCTYPE',
    '"',
    'hex:',
    '\\\r\n',
    '[HKEY_',
  ],
  corpus: () => [
    ...machineFiles(),
    ...written.map((text, index) => ({ name: `written-${index}`, bytes: Buffer.from(text) })),
  ],
  runs: 800,
  run: (bytes, name) => {
    const text = textOf(bytes);
    const taken = Object.entries(readers).filter(([, read]) => {
      try {
        read(text, bytes, name);
        return true;
      } catch (error) {
        refused(error);
        return false;
      }
    });
    return `${taken.length} readers took it`;
  },
};
