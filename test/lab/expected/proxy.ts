import type { ExpectedAudits } from './types.js';

export const proxyExpected: ExpectedAudits = {
  'pac-never-direct': ['proxy/pac-bypass'],
  'pac-weekends-only': ['proxy/pac-bypass'],
  'pac-one-network-only': ['proxy/pac-bypass'],
  'pac-syntax-error': ['proxy/pac-bypass'],
  'pac-falls-back-to-proxy': ['proxy/pac-bypass'],
  'pac-upper-case': ['proxy/pac-bypass'],
  'pac-as-html': ['proxy/pac-bypass'],
  'pac-server-down': ['proxy/pac-bypass'],
  'windows-without-exemption': ['proxy/settings-bypass', 'proxy/settings-facts'],
  'windows-range-in-list': ['proxy/settings-facts'],
  'windows-rule-too-wide': ['proxy/settings-facts'],
  'auto-detection-on': ['proxy/settings-bypass', 'proxy/wpad'],
  'auto-detection-hands-out-proxy': ['proxy/pac-bypass', 'proxy/settings-bypass'],
  'no-proxy-without-name': ['proxy/settings-bypass', 'proxy/settings-facts'],
  'proxy-with-password': ['proxy/settings-facts'],
  'proxy-variable-twice': ['proxy/settings-facts'],
  'settings-file-broken': ['proxy/settings-bypass'],
};
