/**
 * Which target of `generate` closes what was found in a settings file: the one that can put its exemption into this very
 * kind of file, or that writes what such a program reads. None where there is none: what does not close it is no fix of it.
 */
import type { ProxySettings } from '../../proxy/index.js';

/** By the store and the format of the file; `*`: whatever the format. */
const targets: Readonly<Record<string, string>> = {
  'wininet/reg': 'windows-reg',
  'wininet/reg-query': 'windows-powershell',
  'winhttp/netsh-winhttp': 'winhttp',
  'chromium-policy/chromium-policy': 'chrome-policy',
  'edge-policy/chromium-policy': 'edge-policy',
  'firefox/firefox-policies': 'firefox-policy',
  'macos/networksetup': 'macos-networksetup',
  'macos/scutil': 'macos-networksetup',
  'gnome/dconf': 'gnome',
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
