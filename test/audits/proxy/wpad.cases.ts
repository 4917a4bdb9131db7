import type { Evidence, PacEvidence } from '../../../lib/evidence/types.js';
import { wpad } from '../../../lib/audits/proxy/wpad.js';
import { base64, type AuditTable } from '../case.js';

const detection = (on: boolean, ...pac: PacEvidence[]): Partial<Evidence> => ({
  proxySettings: [
    {
      source: 'proxy.reg',
      bytes: base64(
        `Windows Registry Editor Version 5.00\r\n\r\n[HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings]\r\n"ProxyEnable"=dword:00000000\r\n"AutoDetect"=dword:0000000${on ? 1 : 0}\r\n`,
      ),
    },
  ],
  ...(pac.length === 0 ? {} : { pac }),
});

const source = 'http://wpad.corp.example/wpad.dat';
const gone = (code: string): PacEvidence => ({
  source,
  wpad: true,
  error: { code, message: `${source}: ${code}` },
});

export const wpadTable: AuditTable = {
  audit: wpad,
  cases: [
    { title: 'detection off', evidence: detection(false), says: ['off'] },
    { title: 'no settings', evidence: { proxySettings: [] }, says: ['no-settings'] },
    {
      title: 'detection on, and nobody looked',
      evidence: detection(true, { source: 'other.pac', bytes: '' }),
      says: ['not-looked', 'dhcp'],
      shows: /proxy\.reg:5/,
    },
    {
      title: 'a PAC that the network hands out',
      evidence: detection(true, { source, wpad: true, bytes: base64('function FindProxyForURL() {}') }),
      says: ['found', 'dhcp'],
      shows: /wpad\.corp\.example/,
    },
    ...['no-search-domain', 'no-address', 'connection-refused', 'http-status'].map((code) => ({
      title: `nothing: ${code}`,
      evidence: detection(true, gone(code)),
      says: ['nothing', 'dhcp'],
      shows: new RegExp(`${code}.*proxy\\.reg`),
    })),
    {
      title: 'a look that failed',
      evidence: detection(true, gone('timeout'), gone('no-address')),
      says: ['could-not-look', 'dhcp'],
    },
  ],
};
