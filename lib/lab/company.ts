/**
 * The proxy configuration of an ordinary company that has never heard of a name that must stay local: a PAC with an
 * exemption for its own domain, a Windows export and the proxy variables of its Linux machines. Each is reasonable on its
 * own, and each sends the request for the name to a proxy.
 */

export interface CompanyFile {
  readonly fileName: string;
  /** What it is, for a person. */
  readonly title: string;
  readonly kind: 'pac' | 'settings';
  /** Generate target that writes the exemption for it. */
  readonly target: string;
  readonly bytes: Uint8Array;
}

const pac = `// proxy.pac of Corp Example, maintained by the network team
function FindProxyForURL(url, host) {
  host = host.toLowerCase();

  // our own hosts
  if (isPlainHostName(host) || dnsDomainIs(host, ".corp.example"))
    return "DIRECT";

  // the northern office has a proxy of its own
  if (isInNet(myIpAddress(), "10.20.0.0", "255.255.0.0"))
    return "PROXY proxy-north.corp.example:8080; PROXY proxy.corp.example:8080";

  return "PROXY proxy.corp.example:8080";
}
`;

const registry = `Windows Registry Editor Version 5.00

[HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings]
"ProxyEnable"=dword:00000001
"ProxyServer"="proxy.corp.example:8080"
"ProxyOverride"="*.corp.example;10.*;<local>"
"AutoDetect"=dword:00000000
`;

const environment = `# /etc/environment of the Linux machines
http_proxy=http://proxy.corp.example:8080
https_proxy=http://proxy.corp.example:8080
no_proxy=localhost,127.0.0.1,127.0.0.0/8,.corp.example
`;

/** The files as they would lie on disk: the registry export in UTF-16 with CRLF, as regedit writes it. */
export const companyFiles: readonly CompanyFile[] = [
  {
    fileName: 'proxy.pac',
    title: 'the PAC of the browsers',
    kind: 'pac',
    target: 'pac',
    bytes: Buffer.from(pac),
  },
  {
    fileName: 'internet-settings.reg',
    title: 'the Internet Settings of the Windows machines',
    kind: 'settings',
    target: 'windows-reg',
    bytes: Buffer.from(`\uFEFF${registry.replaceAll('\n', '\r\n')}`, 'utf16le'),
  },
  {
    fileName: 'environment',
    title: 'the proxy variables of the Linux machines',
    kind: 'settings',
    target: 'etc-environment',
    bytes: Buffer.from(environment),
  },
];
