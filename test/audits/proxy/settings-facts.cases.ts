import { settingsFacts } from '../../../lib/audits/proxy/settings-facts.js';
import { base64, type AuditTable } from '../case.js';

const file = (source: string, text: string): { proxySettings: { source: string; bytes: string }[] } => ({
  proxySettings: [{ source, bytes: base64(text) }],
});
const internetSettings = String.raw`HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Internet Settings`;
const registry = (values: string, more = ''): ReturnType<typeof file> =>
  file(
    'proxy.reg',
    `Windows Registry Editor Version 5.00\r\n\r\n[${internetSettings}]\r\n${values}\r\n${more}`,
  );
const proxied = '"ProxyEnable"=dword:00000001\r\n"ProxyServer"="p:8080"\r\n';

/** DefaultConnectionSettings that says: proxy q:1, no bypass list. */
const binary = `\r\n[${internetSettings}\\Connections]\r\n"DefaultConnectionSettings"=hex:46,00,00,00,01,00,00,00,03,00,00,00,03,00,00,00,71,3a,31,00,00,00,00,00,00,00,00${',00'.repeat(32)}\r\n`;

export const settingsFactsTable: AuditTable = {
  audit: settingsFacts,
  cases: [
    {
      title: 'the exact name',
      evidence: file(
        'environment',
        'https_proxy=http://p:1\nhttp_proxy=http://p:1\nno_proxy=t1c.t1t.io,localhost\nNO_PROXY=t1c.t1t.io,localhost\n',
      ),
      says: ['none'],
    },
    { title: 'nothing set', evidence: { proxySettings: [] }, says: ['no-settings'] },
    {
      title: 'the whole top-level domain',
      evidence: file('environment', 'https_proxy=http://p:1\nhttp_proxy=http://p:1\nno_proxy=.io\n'),
      says: ['rule-too-wide'],
      forbids: ['none'],
      shows: /"\.io" .*top level/,
    },
    {
      title: 'a range that no name is in',
      evidence: file('environment', 'https_proxy=http://p:1\nno_proxy=127.0.0.0/8\n'),
      says: ['rule-without-effect'],
      forbids: ['none', 'rule-too-wide'],
      shows: /"127\.0\.0\.0\/8".*literals only/,
    },
    {
      title: 'two schemes, one of them proxied',
      evidence: file('environment', 'https_proxy=http://p:1\n'),
      says: ['http-https-differ'],
      forbids: ['none'],
    },
    {
      title: 'two spellings of one variable',
      evidence: file('environment', 'https_proxy=http://p:1\nno_proxy=t1c.t1t.io\nNO_PROXY=other.example\n'),
      says: ['case-conflict'],
      forbids: ['none'],
    },
    {
      title: 'a user and password',
      evidence: file('environment', 'https_proxy=http://ann:x@p:1\nno_proxy=t1c.t1t.io\n'),
      says: ['proxy-credentials'],
      forbids: ['none'],
    },
    {
      title: 'a range in the Windows list',
      evidence: registry(`${proxied}"ProxyOverride"="10.0.0.0/8"`),
      says: ['range-in-windows-list'],
      forbids: ['none'],
    },
    {
      title: 'WPAD alone',
      evidence: registry('"ProxyEnable"=dword:00000000\r\n"AutoDetect"=dword:00000001'),
      says: ['wpad-without-server'],
      forbids: ['none'],
    },
    {
      title: 'binary settings of their own',
      evidence: registry(proxied, binary),
      says: ['binary-drift'],
      forbids: ['none'],
    },
    {
      title: 'an exemption, and applications that need a policy',
      evidence: registry(`${proxied}"ProxyOverride"="t1c.t1t.io;localhost"`),
      profile: { origins: ['https://app.example'] },
      says: ['local-network-access'],
      forbids: ['none', 'rule-too-wide'],
      shows: /https:\/\/app\.example/,
    },
    {
      title: 'a list that Chromium reads on another system',
      evidence: {
        proxySettings: [
          { source: 'proxy.reg', bytes: registry(proxied).proxySettings[0]?.bytes ?? '' },
          {
            source: 'environment',
            bytes: base64('https_proxy=http://p:1\nhttp_proxy=http://p:1\nno_proxy=t1c.t1t.io,localhost\n'),
          },
        ],
      },
      says: ['rule-not-read'],
      forbids: ['none'],
    },
    {
      title: 'a list with an empty entry',
      evidence: file(
        'environment',
        'https_proxy=http://p:1\nhttp_proxy=http://p:1\nno_proxy=t1c.t1t.io,,localhost\n',
      ),
      says: ['blank-entry'],
      forbids: ['none'],
    },
    {
      title: 'WSL, whose proxies come from Windows',
      evidence: file('.wslconfig', '[wsl2]\nnetworkingMode=mirrored\nautoProxy=true\n'),
      says: ['proxy-from-windows'],
      forbids: ['none'],
    },
    {
      title: 'WSL, whose proxies do not',
      evidence: file('.wslconfig', '[wsl2]\nautoProxy=false\n'),
      says: ['none'],
    },
    {
      title: 'a Squid that dials itself',
      evidence: file('squid.conf', 'acl SSL_ports port 443 51983\nhttp_access allow all\nhttp_port 3128\n'),
      says: ['proxy-dials-own-loopback'],
      forbids: ['none', 'proxy-refuses'],
    },
    {
      title: 'a Squid that refuses',
      evidence: file('squid.conf', 'http_access deny to_localhost\nhttp_access allow all\nhttp_port 3128\n'),
      says: ['proxy-refuses'],
      forbids: ['none', 'proxy-dials-own-loopback'],
    },
  ],
};
