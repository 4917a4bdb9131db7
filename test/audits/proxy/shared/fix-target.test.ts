import assert from 'node:assert/strict';
import { fixTargetOf, fixTargetsOf, policySystemOf } from '../../../../lib/audits/proxy/shared/fix-target.js';
import { targets } from '../../../../lib/generate/index.js';
import type { ProxySettings, Store } from '../../../../lib/proxy/index.js';

function settings(store: Store, format: string, file = 'f', isProxy = true): ProxySettings {
  const origin = { file, line: 1, key: 'k' };
  const server = { scheme: 'all' as const, url: 'http://p:1', credentials: false, origin };
  return {
    format,
    store,
    scope: '',
    managed: false,
    file,
    servers: isProxy ? [server] : [],
    entries: [],
    issues: [],
  };
}

const CASES: readonly (readonly [store: Store, format: string, file: string, target: string | undefined])[] =
  [
    ['wininet', 'reg', 'a.reg', 'windows-reg'],
    ['wininet', 'reg-query', 'reg query', 'windows-powershell'],
    ['wininet', 'net-export', 'log.json', undefined],
    ['winhttp', 'netsh-winhttp', 'netsh', 'winhttp'],
    ['chromium-policy', 'apple-plist', 'a.plist', 'chrome-policy-macos'],
    ['edge-policy', 'registry-pol', 'Registry.pol', 'edge-policy-windows'],
    ['firefox', 'firefox-policies', 'policies.json', 'firefox-policy'],
    ['firefox', 'firefox-prefs', 'prefs.js', undefined],
    ['macos', 'scutil', 'scutil', 'macos-networksetup'],
    ['gnome', 'dconf', 'dconf', 'gnome'],
    ['java', 'java-properties', 'net.properties', 'java'],
    ['gradle', 'java-properties', 'gradle.properties', 'gradle'],
    ['environment', 'docker-client', 'config.json', 'docker-client'],
    ['environment', 'environment', '/etc/environment', 'etc-environment'],
    ['environment', 'environment', 'environment', 'etc-environment'],
    ['environment', 'environment', 'C:\\x\\environment', 'etc-environment'],
    ['environment', 'environment', 'my-environment', 'no-proxy'],
    ['environment', 'environment', '/etc/systemd/system/a.service', 'systemd'],
    ['environment', 'environment', 'a.service.d/10.conf', 'systemd'],
    ['environment', 'environment', '~/.profile', 'no-proxy'],
    ['curl', 'curlrc', '.curlrc', undefined],
  ];

describe('audits/proxy/shared/fix-target', () => {
  const known = new Set(targets().map(({ id }) => id));
  for (const [store, format, file, target] of CASES) {
    it(`${store} in ${file} (${format}): ${target ?? 'none'}`, () => {
      assert.equal(fixTargetOf(settings(store, format, file)), target);
      assert.ok(target === undefined || known.has(target), 'a target of generate');
    });
  }

  const chrome = settings('chromium-policy', 'reg', 'a.reg');
  const both: readonly (readonly [
    title: string,
    deciding: ProxySettings,
    others: readonly ProxySettings[],
    ids: readonly string[],
  ])[] = [
    ['one policy', chrome, [chrome], ['chrome-policy-windows']],
    [
      'the other browser’s in the same file',
      chrome,
      [chrome, settings('edge-policy', 'reg', 'a.reg')],
      ['chrome-policy-windows', 'edge-policy-windows'],
    ],
    [
      'the other browser’s in another file',
      chrome,
      [settings('edge-policy', 'reg', 'b.reg')],
      ['chrome-policy-windows'],
    ],
    [
      'one that names no proxy',
      chrome,
      [settings('edge-policy', 'reg', 'a.reg', false)],
      ['chrome-policy-windows'],
    ],
    ['a store that is no policy', chrome, [settings('wininet', 'reg', 'a.reg')], ['chrome-policy-windows']],
    ['Windows’ own list, beside a policy', settings('wininet', 'reg', 'a.reg'), [chrome], ['windows-reg']],
    ['nothing that closes it', settings('curl', 'curlrc'), [], []],
  ];
  for (const [title, deciding, others, ids] of both) {
    it(`${title}: ${ids.join(', ') || 'none'}`, () => {
      assert.deepEqual(fixTargetsOf(deciding, others), ids);
    });
  }

  const systems: readonly (readonly [format: string, system: string])[] = [
    ['reg', '-windows'],
    ['reg-query', '-windows'],
    ['registry-pol', '-windows'],
    ['netsh-winhttp', '-windows'],
    ['regal', ''],
    ['apple-plist', '-macos'],
    ['networksetup', '-macos'],
    ['scutil', '-macos'],
    ['chromium-policy', ''],
    ['environment', ''],
  ];
  for (const [format, system] of systems) {
    it(`${format} is of ${system === '' ? 'Linux, or any' : system.slice(1)}`, () => {
      assert.equal(policySystemOf(format), system);
      assert.ok(known.has(`chrome-policy${system}`));
    });
  }
});
