/**
 * Which target of `generate` closes what was found in a settings file: the one that can put its exemption into this very
 * kind of file, or that writes what such a program reads. None where there is none: what does not close it is no fix of it.
 */
import type { ProxySettings } from '../../../proxy/index.js';

/** By the store and the format of the file; `*`: whatever the format. */
const targets: Readonly<Record<string, string>> = {
  'wininet/reg': 'windows-reg',
  'wininet/reg-query': 'windows-powershell',
  'winhttp/netsh-winhttp': 'winhttp',
  'wininet/registry-pol': 'windows-reg',
  'chromium-policy/chromium-policy': 'chrome-policy',
  'chromium-policy/reg': 'chrome-policy-windows',
  'chromium-policy/registry-pol': 'chrome-policy-windows',
  'chromium-policy/apple-plist': 'chrome-policy-macos',
  'edge-policy/chromium-policy': 'edge-policy',
  'edge-policy/reg': 'edge-policy-windows',
  'edge-policy/registry-pol': 'edge-policy-windows',
  'edge-policy/apple-plist': 'edge-policy-macos',
  'firefox/firefox-policies': 'firefox-policy',
  'firefox/reg': 'firefox-policy-windows',
  'firefox/registry-pol': 'firefox-policy-windows',
  'firefox/apple-plist': 'firefox-policy-macos',
  'macos/networksetup': 'macos-networksetup',
  'macos/scutil': 'macos-networksetup',
  'gnome/dconf': 'gnome',
  'gnome/gsettings': 'gnome-gsettings',
  'kde/kioslaverc': 'kde',
  'java/java-properties': 'java',
  'gradle/java-properties': 'gradle',
  'maven/maven': 'maven',
  'git/gitconfig': 'git',
  'npm/npmrc': 'npm',
  'docker-daemon/docker-daemon': 'docker-daemon',
  'environment/docker-client': 'docker-client',
};

/** By the file's name, of which the last part counts. */
const environmentTargets: readonly (readonly [RegExp, string])[] = [
  [/(?:^|[\\/])environment$/, 'etc-environment'],
  [/\.(?:service|conf)$/, 'systemd'],
];

export function fixTargetOf({ store, format, file }: ProxySettings): string | undefined {
  if (format !== 'environment' || store !== 'environment') return targets[`${store}/${format}`];
  return environmentTargets.find(([pattern]) => pattern.test(file))?.[1] ?? 'no-proxy';
}

const chromium: readonly string[] = ['chromium-policy', 'edge-policy'];

/** What decides is one finding for all browsers of a kind: each of their policies in the file has to say the same. */
export function fixTargetsOf(deciding: ProxySettings, settings: readonly ProxySettings[]): readonly string[] {
  const others = settings.filter(
    ({ file, store, servers }) =>
      chromium.includes(deciding.store) &&
      chromium.includes(store) &&
      file === deciding.file &&
      servers.length > 0,
  );
  const targets = [deciding, ...others].map(fixTargetOf).filter((target) => target !== undefined);
  return [...new Set(targets)];
}

/** The system of the file, in the names of the targets that write browser policies: `chrome-policy` and this. */
export function policySystemOf(format: string): '' | '-windows' | '-macos' {
  if (/^(?:reg|reg-query|registry-pol|netsh.*)$/.test(format)) return '-windows';
  return /^(?:apple-plist|networksetup|scutil)$/.test(format) ? '-macos' : '';
}
