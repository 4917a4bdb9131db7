/**
 * The proxy configuration of a company that did exempt the name, and what can be wrong with it. Plain text in the forms
 * of real files; nothing is read from disk and nothing is served.
 */
import type { Fault } from '../areas/define.js';

export interface ProxyPlan {
  readonly pac: string;
  /** As an HTTP server sent it; absent: from a file. */
  readonly pacMediaType?: string;
  /** Why the PAC could not be read; it has no text then. */
  readonly pacError?: { readonly code: string; readonly message: string };
  /** What the network gives to who looks for a PAC; absent: nobody looked. */
  readonly handedOut?: { readonly pac?: string };
  /** Windows' Internet Settings: value name → value as a .reg file writes it. */
  readonly windows: Readonly<Record<string, string>>;
  /** Lines of /etc/environment. */
  readonly environment: readonly string[];
  /** Further settings files of the company: name → text. */
  readonly files: Readonly<Record<string, string>>;
}

/** A PAC whose first rule is `rule`, and that sends everything else to the proxy. */
const pac = (rule: string): string => `function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\\.$/, "");
  ${rule}
  return "PROXY proxy.corp.example:8080";
}
`;
const exemption = 'if (host === "t1c.t1t.io" || host === "localhost") return "DIRECT";';

export const healthyProxy: ProxyPlan = {
  pac: pac(exemption),
  windows: {
    ProxyEnable: 'dword:00000001',
    ProxyServer: '"proxy.corp.example:8080"',
    ProxyOverride: '"t1c.t1t.io;localhost;*.corp.example;<local>"',
    AutoDetect: 'dword:00000000',
  },
  environment: [
    'http_proxy=http://proxy.corp.example:8080',
    'https_proxy=http://proxy.corp.example:8080',
    'no_proxy=localhost,t1c.t1t.io',
  ],
  files: {},
};

const withPac =
  (text: string) =>
  (plan: ProxyPlan): ProxyPlan => ({ ...plan, pac: text });
const withWindows =
  (changes: ProxyPlan['windows']) =>
  (plan: ProxyPlan): ProxyPlan => ({ ...plan, windows: { ...plan.windows, ...changes } });
const withEnvironment =
  (name: string, value: string) =>
  (plan: ProxyPlan): ProxyPlan => ({
    ...plan,
    environment: plan.environment.map((line) => (line.startsWith(`${name}=`) ? `${name}=${value}` : line)),
  });

export const proxyFaults: readonly Fault<ProxyPlan>[] = [
  {
    id: 'pac-never-direct',
    description: 'the PAC exempts the company’s own hosts and not the name',
    change: withPac(pac('if (dnsDomainIs(host, ".corp.example")) return "DIRECT";')),
  },
  {
    id: 'pac-weekends-only',
    description: 'the PAC exempts the name at weekends only, when it was tried',
    change: withPac(pac(`if (weekdayRange("SAT", "SUN")) { ${exemption} }`)),
  },
  {
    id: 'pac-one-network-only',
    description: 'the PAC exempts the name in the network of the head office only',
    change: withPac(pac(`if (isInNet(myIpAddress(), "10.1.0.0", "255.255.0.0")) { ${exemption} }`)),
  },
  {
    id: 'pac-syntax-error',
    description: 'a bracket is missing in the PAC, so that no browser can run it',
    change: withPac('function FindProxyForURL(url, host) { return "DIRECT"; '),
  },
  {
    id: 'pac-falls-back-to-proxy',
    description:
      'the PAC names a proxy behind DIRECT, which gets the request when the program is not running',
    change: withPac(pac(exemption.replace('"DIRECT"', '"DIRECT; PROXY proxy.corp.example:8080"'))),
  },
  {
    id: 'pac-upper-case',
    description: 'the PAC compares the name in upper case, which no browser hands over',
    change: withPac(pac(exemption.replace('t1c.t1t.io', 'T1C.T1T.IO')).replace(/^ {2}host = .*\n/m, '')),
  },
  {
    id: 'pac-as-html',
    description: 'the web server sends the PAC as text/html',
    change: (plan) => ({ ...plan, pacMediaType: 'text/html' }),
  },
  {
    id: 'pac-server-down',
    description: 'the server that has the PAC does not answer',
    change: (plan) => ({
      ...plan,
      pacError: { code: 'timeout', message: 'http://intranet.corp.example/proxy.pac: no answer within 10 s' },
    }),
  },
  {
    id: 'windows-without-exemption',
    description: 'the Windows bypass list holds the company’s own hosts and not the name',
    change: withWindows({ ProxyOverride: '"*.corp.example;<local>"' }),
  },
  {
    id: 'windows-range-in-list',
    description: 'the Windows bypass list holds an address range, which Windows does not know',
    change: withWindows({ ProxyOverride: '"t1c.t1t.io;localhost;10.0.0.0/8;<local>"' }),
  },
  {
    id: 'windows-rule-too-wide',
    description: 'the Windows bypass list exempts all of .io where the name alone was meant',
    change: withWindows({ ProxyOverride: '"*.io;localhost;<local>"' }),
  },
  {
    id: 'auto-detection-on',
    description: 'automatic detection (WPAD) is on and nobody hands out a PAC',
    change: (plan) => ({ ...withWindows({ AutoDetect: 'dword:00000001' })(plan), handedOut: {} }),
  },
  {
    id: 'auto-detection-hands-out-proxy',
    description:
      'automatic detection is on, and the PAC that the network hands out knows nothing of the name',
    change: (plan) => ({
      ...withWindows({ AutoDetect: 'dword:00000001' })(plan),
      handedOut: { pac: pac('') },
    }),
  },
  {
    id: 'no-proxy-without-name',
    description: 'no_proxy of the Linux machines holds loopback addresses and not the name',
    change: withEnvironment('no_proxy', 'localhost,127.0.0.1,127.0.0.0/8'),
  },
  {
    id: 'proxy-with-password',
    description: 'the proxy variables hold a user and a password',
    change: withEnvironment('https_proxy', 'http://ann:secret@proxy.corp.example:8080'),
  },
  {
    id: 'proxy-variable-twice',
    description: 'https_proxy and HTTPS_PROXY name two different proxies',
    change: (plan) => ({
      ...plan,
      environment: [...plan.environment, 'HTTPS_PROXY=http://proxy-old.corp.example:3128'],
    }),
  },
  {
    id: 'settings-file-broken',
    description: 'the browser policy of the company is no JSON, so that no browser reads it',
    change: (plan) => ({ ...plan, files: { ...plan.files, 'policies.json': '{ "ProxyMode": ' } }),
  },
];
