/** The commands that a cause names: what writes its repair, and what shows whether it is repaired. */
import type { Finding } from '../audits/finding.js';
import type { CauseContext, Shell } from './row.js';

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
  'chrome-policy-windows': 'chrome-policy.reg',
  'edge-policy-windows': 'edge-policy.reg',
  'firefox-policy-windows': 'firefox-policy.reg',
  'chrome-policy-macos': 'chrome-policy.mobileconfig',
  'edge-policy-macos': 'edge-policy.mobileconfig',
  'firefox-policy-macos': 'firefox-policy.mobileconfig',
  'gnome-gsettings': 'bypass.sh',
};

const builtIn = 'trust1connector';

/** Quoted where it holds anything but what no shell reads. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) && !text.startsWith('-') ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * A word that all shells read alike, where there is one; else as the shells of the system do that the file is of. Undefined
 * where those do not agree either.
 */
export function wordFor(text: string, shell: Shell): string | undefined {
  // A comma between two words makes them a list in PowerShell.
  if (/^[\w+:./=-]+$/.test(text) && !text.startsWith('-')) return text;
  if (!/["$`%!\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}“”„]/u.test(text)) return `"${text}"`;
  return shell === 'windows' ? windowsWord(text) : shellWord(text);
}

/** Undefined where no one way of quoting is read alike by cmd and by PowerShell. */
function windowsWord(text: string): string | undefined {
  if (/^[\w+:./\\=-]+$/.test(text) && !text.startsWith('-')) return text;
  if (/["$`%!\p{Cc}\p{Cf}\p{Zl}\p{Zp}“”„]/u.test(text)) return undefined;
  // A backslash before the last quote would keep it.
  return `"${text.replace(/\\+$/, '$&$&')}"`;
}

/** A word of our own, or a value that has to be quoted. */
type Word = string | { readonly value: string };

/** Words as one command line; undefined where one of them cannot be written. */
function line(words: readonly Word[], { shell }: CauseContext): string | undefined {
  const written = words.map((each) => {
    if (typeof each === 'string') return each;
    return shell === 'windows' ? windowsWord(each.value) : shellWord(each.value);
  });
  return written.some((each) => each === undefined) ? undefined : written.join(' ');
}

function profileWords({ profileAs }: CauseContext): readonly Word[] {
  return profileAs === builtIn ? [] : ['--profile', { value: profileAs }];
}

/** Undefined where no one command does it: several systems may be meant, or the file is not at hand. */
export function commandFor({ fix, location, audit, id }: Finding, context: CauseContext): string | undefined {
  const [target, another] = fix?.targets ?? [];
  if (target === undefined || another !== undefined || location === undefined) return undefined;
  const { file } = location;
  const start = ['staylocal', 'generate', target, ...profileWords(context)];
  // What a browser is told beside a setting is not merged with the setting.
  if (id === 'proxy/settings-facts:local-network-access') return line(start, context);
  // A policy file of group policy stays one.
  const out = /\.pol$/i.test(file) ? 'registry.pol.new' : merging[target];
  // A PAC is merged from where it is served; no other source is read from there.
  const isServed = audit === 'proxy/pac-bypass' && /^https?:\/\//i.test(file);
  if ((/^\w+:\/\/|^\(/.test(file) && !isServed) || file === '-') return undefined;
  if (out === undefined) return line(start, context);
  // Never over the file itself: what is there stays until somebody has looked at the new one.
  const name = file.split(/[\\/]/).at(-1) === out ? `${out}.new` : out;
  return line([...start, '--merge', { value: file }, '--out', name], context);
}

/** How each part is looked at again. */
const looks: Readonly<Record<string, string>> = {
  agent: '--agent',
  browser: '--here',
  disk: '--here',
  os: '--here',
  registry: '--here',
};

export function checkFor({ audit, location }: Finding, context: CauseContext): string {
  const own = profileWords(context);
  const file = location === undefined || location.file === '-' ? undefined : location.file;
  const look = looks[audit.split('/')[0] ?? ''];
  const again = ['staylocal', 'audit', ...own, ...(look === undefined ? [] : [look]), '--only', audit];
  const ofFile = (): readonly Word[] => {
    if (audit === 'dnssec/chain-secure') return ['staylocal', 'dnssec', context.profile.name];
    if (audit === 'proxy/pac-bypass' && file !== undefined)
      return ['staylocal', 'pac', { value: file }, ...own];
    return audit.startsWith('proxy/settings') && file !== undefined && !file.includes('://')
      ? ['staylocal', 'proxy', { value: file }, ...own]
      : again;
  };
  return line(ofFile(), context) ?? line(again, context) ?? `staylocal audit --only ${audit}`;
}
