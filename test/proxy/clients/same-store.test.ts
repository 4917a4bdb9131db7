/** Several settings of one store, as a whole machine gives them: which of them counts. */
import assert from 'node:assert/strict';
import { readSettings, route, type ProxySettings } from '../../../lib/proxy/index.js';

const plist = (body: string, fileName: string): ProxySettings[] =>
  readSettings(`<!DOCTYPE plist><plist version="1.0"><dict>${body}</dict></plist>`, { fileName });
const inForce = readSettings(
  '<dictionary> {\n  HTTPSEnable : 1\n  HTTPSPort : 8080\n  HTTPSProxy : p.example\n}\n',
  { format: 'scutil', fileName: 'scutil --proxy' },
);
const browserPolicy = plist('<key>HomepageLocation</key><string>x</string>', 'com.google.Chrome.plist');
const services = plist(
  `<key>NetworkServices</key><dict><key>A</key><dict><key>UserDefinedName</key><string>Bridge</string>
   <key>Proxies</key><dict><key>FTPPassive</key><integer>1</integer></dict></dict></dict>`,
  'preferences.plist',
);

describe('proxy: several settings of one store', () => {
  for (const [title, settings] of [
    ['a file without proxy settings after those in force', [...inForce, ...browserPolicy]],
    ['and before them', [...browserPolicy, ...inForce]],
    ['the services that macOS could use, after those in force', [...inForce, ...services]],
  ] as const) {
    it(title, () => {
      for (const client of ['cfnetwork', 'chromium'])
        assert.equal(route(settings, client, 'https://t1c.t1t.io:51983/').via, 'proxy');
    });
  }

  it('nothing but files without proxy settings: direct', () => {
    assert.equal(route(browserPolicy, 'cfnetwork', 'https://t1c.t1t.io:51983/').via, 'direct');
  });
});
