/** The commands that a cause names: what writes its repair, and what shows whether it is repaired. */
import type { Finding } from '../audits/finding.js';
import type { CauseContext } from './row.js';

/** Targets of `staylocal generate` that take the file that is there, and the file to write beside it. */
const merging: Readonly<Record<string, string>> = {
  pac: 'exempt.pac',
  'windows-reg': 'bypass.reg',
  gnome: '50-staylocal',
  kde: 'kioslaverc.new',
  'no-proxy': 'no-proxy.sh',
  'etc-environment': 'environment.new',
  systemd: 'no-proxy.conf',
  java: 'java.properties.new',
  gradle: 'gradle.properties.new',
  maven: 'settings.xml.new',
  npm: 'npmrc.new',
  git: 'gitconfig.new',
  'docker-client': 'config.json.new',
  squid: 'squid.conf.new',
  hosts: 'hosts.new',
  'docker-daemon': 'daemon.json.new',
  'chrome-policy': 'chrome-policy.json',
  'edge-policy': 'edge-policy.json',
  'firefox-policy': 'policies.json.new',
};

const builtIn = 'trust1connector';

/** A word for a POSIX shell: quoted where it holds anything but what no shell reads. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) && !text.startsWith('-') ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

function profileWords({ profileAs }: CauseContext): string {
  return profileAs === builtIn ? '' : ` --profile ${shellWord(profileAs)}`;
}

/** Undefined where no one command does it: several systems may be meant, or the file is not at hand. */
export function commandFor({ fix, location }: Finding, context: CauseContext): string | undefined {
  const [target, another] = fix?.targets ?? [];
  if (target === undefined || another !== undefined || location === undefined) return undefined;
  const { file } = location;
  if (/^\w+:\/\/|^\(/.test(file) || file === '-') return undefined;
  const out = merging[target];
  if (out === undefined) return `staylocal generate ${target}${profileWords(context)}`;
  // Never over the file itself: what is there stays until somebody has looked at the new one.
  const name = file.split(/[\\/]/).at(-1) === out ? `${out}.new` : out;
  return `staylocal generate ${target}${profileWords(context)} --merge ${shellWord(file)} --out ${name}`;
}

/** How each part is looked at again. */
const looks: Readonly<Record<string, string>> = {
  agent: '--agent ',
  browser: '--here ',
  disk: '--here ',
  os: '--here ',
  registry: '--here ',
};

export function checkFor({ audit, location }: Finding, context: CauseContext): string {
  const own = profileWords(context);
  const file = location === undefined || location.file === '-' ? undefined : shellWord(location.file);
  if (audit === 'dnssec/chain-secure') return `staylocal dnssec ${context.profile.name}`;
  if (audit === 'proxy/pac-bypass' && file !== undefined) return `staylocal pac ${file}${own}`;
  if (audit.startsWith('proxy/settings') && file !== undefined && !file.includes('://'))
    return `staylocal proxy ${file}${own}`;
  return `staylocal audit${own} ${looks[audit.split('/')[0] ?? ''] ?? ''}--only ${audit}`;
}
