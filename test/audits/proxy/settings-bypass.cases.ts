import { settingsBypass } from '../../../lib/audits/proxy/settings-bypass.js';
import { base64, type AuditTable } from '../case.js';

const settings = (source: string, text: string): { proxySettings: { source: string; bytes: string }[] } => ({
  proxySettings: [{ source, bytes: base64(text) }],
});

const registry = (values: string): ReturnType<typeof settings> =>
  settings(
    'proxy.reg',
    `Windows Registry Editor Version 5.00\r\n\r\n[HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings]\r\n${values}\r\n`,
  );

export const settingsBypassTable: AuditTable = {
  audit: settingsBypass,
  cases: [
    {
      title: 'an exact exemption on Windows',
      evidence: registry(
        '"ProxyEnable"=dword:00000001\r\n"ProxyServer"="p:8080"\r\n"ProxyOverride"="t1c.t1t.io;localhost"',
      ),
      says: ['direct'],
      forbids: ['proxied'],
    },
    {
      title: '<local>, which is for names without a dot',
      evidence: registry(
        '"ProxyEnable"=dword:00000001\r\n"ProxyServer"="p:8080"\r\n"ProxyOverride"="<local>"',
      ),
      says: ['proxied'],
      forbids: ['no-settings'],
      shows: /https:\/\/t1c\.t1t\.io on port 51983.*p:8080/s,
    },
    {
      title: 'clients of a version each, whose grammars differ',
      evidence: settings('/etc/environment', 'https_proxy=http://p:8080\nno_proxy="localhost t1c.t1t.io"\n'),
      profile: { proxy: { clients: ['curl@7.88.1', 'curl@8.18.0'] } },
      says: ['direct', 'proxied'],
      forbids: [],
      shows: /curl 8\.18\.0.*p:8080/s,
    },
    {
      title: 'files of one machine that contradict each other',
      evidence: {
        proxySettings: ['no_proxy=t1c.t1t.io,localhost', 'no_proxy=localhost'].map((list, index) => ({
          source: `${index}.sh`,
          machine: 'pc',
          format: 'environment',
          bytes: base64(`https_proxy=http://p:8080\n${list}\n`),
        })),
      },
      profile: { proxy: { clients: ['curl'] } },
      says: ['files-differ'],
      forbids: ['proxied', 'undecided'],
      shows: /another file of the same machine/,
    },
    {
      title: 'clients that there are not, or not of that age',
      evidence: settings('/etc/environment', 'https_proxy=http://p:8080\nno_proxy=t1c.t1t.io,localhost\n'),
      profile: { proxy: { clients: ['chromum', 'curl@1.0'] } },
      says: ['unknown-client'],
      forbids: ['direct', 'proxied'],
      shows: /"chromum" is no client program/,
    },
    {
      title: 'a PAC, which the audit of PACs answers for',
      evidence: registry('"ProxyEnable"=dword:00000000\r\n"AutoConfigURL"="http://wpad.example/p.pac"'),
      says: [],
      forbids: ['proxied', 'undecided'],
    },
    {
      title: 'WPAD',
      evidence: registry('"ProxyEnable"=dword:00000000\r\n"AutoDetect"=dword:00000001'),
      says: ['auto-detect'],
      forbids: ['proxied'],
    },
    {
      title: 'variables that no browser of the profile reads, without the name',
      evidence: settings('environment', 'https_proxy=http://p:8080\nno_proxy=127.0.0.0/8\n'),
      profile: { proxy: { clients: ['wininet'] } },
      says: ['proxied-elsewhere'],
      forbids: ['proxied'],
    },
    {
      title: 'a policy that leaves it to the system',
      evidence: settings(
        'policy.reg',
        'Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Google\\Chrome]\r\n"ProxyMode"="system"\r\n',
      ),
      says: ['undecided'],
      forbids: ['direct', 'proxied'],
    },
    {
      title: 'a value of the wrong type',
      evidence: registry('"ProxyEnable"="yes"\r\n"ProxyServer"="p:8080"'),
      says: ['entry-unusable'],
      forbids: ['no-settings'],
      shows: /ProxyEnable is not a number/,
    },
    { title: 'an empty environment', evidence: { proxySettings: [] }, says: ['no-settings'] },
    {
      title: 'a file that could not be read',
      evidence: {
        proxySettings: [
          { source: 'gone.reg', error: { code: 'not-found', message: 'gone.reg: there is no such file' } },
        ],
      },
      says: ['unreadable'],
    },
    {
      title: 'a file of no known format',
      evidence: settings('notes.txt', 'Buy milk.\n'),
      says: ['not-read'],
      shows: /notes\.txt/,
    },
  ],
};
