import assert from 'node:assert/strict';
import { gatherBrowserPolicies } from '../../../lib/gather/host/browser-policies.js';
import { healthyHost } from '../../../lib/lab/faults/host.js';
import { machineReaders, type MachinePlan } from '../../../lib/lab/machine.js';

const linux: MachinePlan = {
  ...healthyHost.machine,
  platform: 'linux',
  home: '/home/ann',
  commands: { 'chromium --version': { stdout: 'Chromium 150.0.7871.100 built on Debian 12\n' } },
  otherwise: {},
};
const allow = 'LoopbackNetworkAllowedForUrls';

async function gathered(files: MachinePlan['files']): ReturnType<typeof gatherBrowserPolicies> {
  return gatherBrowserPolicies({ readers: machineReaders({ ...linux, files }), here: true });
}

describe('gather: browser policies of Linux', () => {
  it('of managed and recommended files, in the order in which the last one counts', async () => {
    const found = await gathered({
      '/etc/chromium/policies/managed/20-b.json': `{\n  "${allow}": ["https://b.example"]\n}`,
      '/etc/chromium/policies/managed/10-a.json': `{ "${allow}": ["https://a.example"], "ProxyMode": "direct" }`,
      '/etc/chromium/policies/recommended/c.json': `{ "${allow}": ["https://c.example"] }`,
      '/etc/chromium/policies/managed/readme.txt': 'no policy',
    });
    assert.deepEqual(
      found?.policies.map(({ value, level, source, line }) => [value, level, source, line]),
      [
        [['https://a.example'], 'mandatory', '/etc/chromium/policies/managed/10-a.json', 1],
        [['https://b.example'], 'mandatory', '/etc/chromium/policies/managed/20-b.json', 2],
        [['https://c.example'], 'recommended', '/etc/chromium/policies/recommended/c.json', 1],
      ],
    );
    assert.deepEqual(found.browsers, [{ browser: 'chromium', version: '150.0.7871.100' }]);
  });

  it('of Firefox, member by member', async () => {
    const found = await gathered({
      '/etc/firefox/policies/policies.json':
        '{ "policies": { "LocalNetworkAccess": { "Enabled": true, "SkipDomains": ["app.example"] }, "Proxy": {} } }',
    });
    assert.deepEqual(
      found?.policies.map(({ name, value }) => [name, value]),
      [
        ['LocalNetworkAccess.Enabled', true],
        ['LocalNetworkAccess.SkipDomains', ['app.example']],
      ],
    );
  });

  it('that are no JSON, or may not be read, are told with their reason', async () => {
    const found = await gathered({
      '/etc/opt/chrome/policies/managed/a.json': '{ "x": ',
      '/etc/opt/edge/policies/managed/a.json': {
        code: 'not-permitted',
        message: 'this user may not read it',
      },
    });
    assert.deepEqual(
      found?.unread.map(({ browser, error }) => [browser, error.code]),
      [
        ['chrome', 'bad-json'],
        ['edge', 'not-permitted'],
      ],
    );
  });

  it('keeps of odd values what shows that they are odd', async () => {
    const found = await gathered({
      '/etc/opt/chrome/policies/managed/a.json': `{ "${allow}": { "a": [1] }, "LocalNetworkAllowedForUrls": [1], "LoopbackNetworkBlockedForUrls": "x" }`,
    });
    assert.deepEqual(
      found?.policies.map(({ value }) => value),
      ['{"a":[1]}', '[1]', 'x'],
    );
  });

  it('of an export are kept within bounds, however deep they are nested', async () => {
    const key = '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Google\\Chrome]';
    const deep = '['.repeat(50_000) + ']'.repeat(50_000);
    const files = {
      '/x.reg': `Windows Registry Editor Version 5.00\r\n\r\n${key}\r\n"${allow}"="${deep}"\r\n`,
    };
    const readers = machineReaders({ ...linux, files });
    const found = await gatherBrowserPolicies({ readers, registryExports: ['/x.reg'] });
    assert.deepEqual(
      found?.policies.map(({ value }) => value),
      [deep.slice(0, 2000)],
    );
  });

  it('of an export that holds no policies is no evidence', async () => {
    const files = {
      '/x.reg': 'Windows Registry Editor Version 5.00\r\n\r\n[HKEY_CURRENT_USER\\SOFTWARE\\X]\r\n',
    };
    const readers = machineReaders({ ...linux, files });
    assert.equal(await gatherBrowserPolicies({ readers, registryExports: ['/x.reg'] }), undefined);
  });
});
