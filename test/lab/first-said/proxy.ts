import type { FirstSaid } from './types.js';

export const proxySaid: FirstSaid = {
  'pac-never-direct': 'NO: http://intranet.corp.example/proxy.pac has no exemption for t1c.t1t.io',
  'pac-weekends-only':
    'NO: http://intranet.corp.example/proxy.pac exempts t1c.t1t.io in some environments only',
  'pac-one-network-only':
    'NO: http://intranet.corp.example/proxy.pac exempts t1c.t1t.io in some environments only',
  'pac-syntax-error':
    "NO: http://intranet.corp.example/proxy.pac cannot be run: SyntaxError: unexpected token in expression: ''",
  'pac-falls-back-to-proxy':
    'YES: http://intranet.corp.example/proxy.pac names a proxy behind DIRECT for t1c.t1t.io',
  'pac-upper-case':
    'NO: http://intranet.corp.example/proxy.pac exempts T1C.T1T.IO, and programs ask for t1c.t1t.io',
  'pac-as-html':
    'YES: http://intranet.corp.example/proxy.pac is served as text/html, which browsers may refuse',
  'pac-server-down':
    'UNKNOWN: http://intranet.corp.example/proxy.pac could not be read: no answer within 10 s',
  'windows-without-exemption':
    'NO: The Windows bypass list in internet-settings.reg does not hold t1c.t1t.io',
  'windows-range-in-list':
    'YES: The Windows list holds the address range "10.0.0.0/8", which Windows does not know: it can spoil the whole list',
  'windows-rule-too-wide':
    'YES: The rule "*.io" lets https://t1c.t1t.io on ports 51983, 51783, 51883 pass and far more: top level (Chromium, Chrome, Edge, Firefox, WinINET, .NET HttpClient (Windows user settings))',
  'auto-detection-on': 'YES: Automatic detection (WPAD) is on, and the network hands out no PAC',
  'auto-detection-hands-out-proxy': 'NO: http://wpad.corp.example/wpad.dat has no exemption for t1c.t1t.io',
  'no-proxy-without-name': 'YES: no_proxy in environment does not hold t1c.t1t.io',
  'proxy-with-password':
    'YES: The proxy "http://***:***@proxy.corp.example:#" is given with a user or password: it answers 407 before any request passes',
  'proxy-variable-twice':
    'YES: The variable stands in lower and in upper case with different values: each program picks its own',
  'settings-file-broken':
    'UNKNOWN: policies.json is no settings file that is known: policies.json:1: not JSON (ValueExpected)',
};
