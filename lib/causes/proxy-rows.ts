/** Causes of what is found in PACs and proxy settings: each is a file that somebody has to change. */
import type { Effect, Finding } from '../audits/finding.js';
import { factOf, sameFile, word, type CauseContext, type CauseRow, type Relation, type Told } from './row.js';

/** The PAC itself; its subject says who named it as well. */
function pacOf({ location, subject }: Finding): string {
  return location?.file ?? word(subject).replace(/ \(named by .*\)$/s, '');
}

/** As a person speaks of it: the name of a file without its folders, and a URL whole. */
export function shortName(file: string): string {
  if (/^\w+:\/\//.test(file)) return file;
  return file.split(/[\\/]/).at(-1) ?? file;
}

const pacTitles: Readonly<Record<string, string>> = {
  'proxy/pac-bypass:never': '{file} has no exemption for {name}',
  'proxy/pac-bypass:another-spelling': '{file} exempts {other}, and programs ask for {name}',
  'proxy/pac-bypass:sometimes': '{file} exempts {name} in some environments only',
  'proxy/pac-bypass:unproven': 'Whether {file} exempts {name} could not be proven',
  'proxy/pac-bypass:no-time': 'There was no time left to prove that {file} exempts {name}',
  'proxy/pac-bypass:broken': '{file} cannot be run: {reason}',
  'proxy/pac-bypass:may-fall-back': '{file} names a proxy behind DIRECT for {name}',
  'proxy/pac-bypass:spelling': '{file} exempts {name} in one spelling only',
  'proxy/pac-bypass:media-type': '{file} is served as {type}, which browsers may refuse',
  'proxy/pac-bypass:unreadable': '{file} could not be read: {reason}',
};

function ofPac({ finding, data }: Told, { profile }: CauseContext): string {
  const values: Told['data'] = { ...data, name: profile.name, file: shortName(pacOf(finding)) };
  const title = pacTitles[finding.id]?.replace(/\{(\w+)\}/g, (_, key: string) => word(values[key]));
  return title?.replace(/[:.]+$/, '') ?? factOf(finding);
}

/** Automatic detection is no question of its own where what it hands out was audited. */
const handedOut: Relation = (_, named, { all }) =>
  named.some(({ finding }) =>
    all.some((other) => other.finding.id === 'proxy/wpad:found' && other.finding.subject === pacOf(finding)),
  );

/** The list that the target of the fix writes, as people call it. */
const listNames: Readonly<Record<string, string>> = {
  'windows-reg': 'The Windows bypass list',
  winhttp: 'The bypass list of WinHTTP',
  'no-proxy': 'no_proxy',
  'etc-environment': 'no_proxy',
  'chrome-policy': 'The bypass list of Chrome’s policy',
  'edge-policy': 'The bypass list of Edge’s policy',
  'firefox-policy': 'The bypass list of Firefox’s policy',
  'chrome-policy-windows': 'The bypass list of Chrome’s policy',
  'edge-policy-windows': 'The bypass list of Edge’s policy',
  'firefox-policy-windows': 'The bypass list of Firefox’s policy',
  'chrome-policy-macos': 'The bypass list of Chrome’s policy',
  'edge-policy-macos': 'The bypass list of Edge’s policy',
  'firefox-policy-macos': 'The bypass list of Firefox’s policy',
  'gnome-gsettings': 'The ignore list of GNOME',
  'macos-networksetup': 'The bypass list of macOS',
  gnome: 'The ignore list of GNOME',
  kde: 'The exception list of KDE',
  java: 'Java’s nonProxyHosts',
  gradle: 'Gradle’s nonProxyHosts',
  maven: 'Maven’s nonProxyHosts',
  git: 'git’s settings',
  npm: 'npm’s noproxy',
  'docker-daemon': 'Docker’s no-proxy',
};

function ofList({ finding, data }: Told, { profile }: CauseContext): string {
  const list = listNames[word(finding.fix?.targets?.[0])] ?? 'The bypass list';
  const verb = list.endsWith('settings') ? 'do' : 'does';
  const file = finding.location === undefined ? '' : ` in ${shortName(finding.location.file)}`;
  const hosts = word(data['urls']).includes(`//${profile.name}`)
    ? profile.name
    : profile.bypassHosts.join(' and ');
  return `${list}${file} ${verb} not hold ${hosts}`;
}

/** Only what the profile counts on decides, and only where the name itself is sent away. */
function effectOfList(_: Told, { profile }: CauseContext, named: readonly Told[]): Effect {
  const counted = named.filter(({ finding }) => finding.id === 'proxy/settings-bypass:proxied');
  if (counted.length === 0) return 'others';
  return counted.some(({ data }) => word(data['urls']).includes(`//${profile.name}`)) ? 'leaves' : 'program';
}

/** A rule that only programs read which the profile does not count on is of no concern to the name. */
function effectOfFact({ data }: Told, { profile }: CauseContext): Effect {
  const clients = word(data['ids']).split(',');
  const counted = profile.proxy.clients.map((id) => id.replace(/@.*$/, ''));
  return clients[0] !== '' && !clients.some((id) => counted.includes(id)) ? 'others' : 'soon';
}

export const proxyRows: readonly CauseRow[] = [
  {
    names: [
      'proxy/pac-bypass:never',
      'proxy/pac-bypass:another-spelling',
      'proxy/pac-bypass:sometimes',
      'proxy/pac-bypass:unproven',
      'proxy/pac-bypass:no-time',
      'proxy/pac-bypass:broken',
      'proxy/pac-bypass:may-fall-back',
      'proxy/pac-bypass:spelling',
    ],
    key: ({ finding }) => `pac:${pacOf(finding)}`,
    title: ofPac,
    effect: 'leaves',
    owner: 'network',
    takes: [
      {
        messages: ['proxy/settings-bypass:auto-detect', 'proxy/settings-facts:wpad-without-server'],
        when: handedOut,
      },
      // A PAC decides: the list beside the setting that names it does nothing.
      {
        messages: ['proxy/settings-facts:rule-*'],
        when: ({ location }, named) =>
          location !== undefined &&
          named.some(({ finding }) => word(finding.subject).includes(`(named by ${location.file}:`)),
      },
    ],
  },
  {
    names: ['proxy/pac-bypass:unreadable'],
    key: ({ finding }) => `pac-unread:${pacOf(finding)}`,
    title: ofPac,
    effect: 'leaves',
    owner: 'network',
  },
  {
    names: ['proxy/pac-bypass:media-type'],
    key: ({ finding }) => `pac-type:${pacOf(finding)}`,
    title: ofPac,
    effect: 'leaves',
    owner: 'network',
  },
  {
    names: ['proxy/wpad:nothing', 'proxy/wpad:could-not-look'],
    key: () => 'wpad',
    title: ({ finding }) =>
      finding.id === 'proxy/wpad:nothing'
        ? 'Automatic detection (WPAD) is on, and the network hands out no PAC'
        : `Automatic detection (WPAD) is on; ${factOf(finding)}`,
    effect: 'leaves',
    owner: 'network',
    takes: [{ messages: ['proxy/settings-bypass:auto-detect', 'proxy/settings-facts:wpad-without-server'] }],
  },
  {
    names: ['proxy/settings-bypass:auto-detect', 'proxy/settings-facts:wpad-without-server'],
    key: () => 'wpad',
    title: () => 'Automatic detection (WPAD) is on: whoever answers for wpad chooses the proxy',
    effect: 'leaves',
    owner: 'network',
  },
  {
    names: ['proxy/settings-bypass:proxied', 'proxy/settings-bypass:proxied-elsewhere'],
    key: ({ finding }) => `list:${word(finding.location?.file)}`,
    title: ofList,
    effect: effectOfList,
    owner: 'network',
    takes: [
      {
        messages: ['proxy/settings-facts:rule-without-effect', 'proxy/settings-facts:http-https-differ'],
        when: sameFile,
      },
      { messages: ['proxy/settings-facts:rule-not-read'] },
    ],
  },
  {
    names: ['proxy/settings-bypass:files-differ'],
    key: ({ finding }) => `differ:${word(finding.details?.[0])}`,
    title: () => 'Files of one machine say different things, in an order that is not known',
    effect: 'leaves',
    owner: 'auditor',
  },
  {
    names: [
      'proxy/settings-bypass:unreadable',
      'proxy/settings-bypass:not-read',
      'proxy/settings-bypass:undecided',
    ],
    key: ({ finding }) => `unread:${word(finding.location?.file ?? finding.subject)}`,
    title: ({ finding }) => factOf(finding),
    effect: 'leaves',
    owner: 'auditor',
  },
  {
    names: ['proxy/settings-bypass:unknown-client'],
    key: () => 'clients',
    title: ({ finding }) => factOf(finding),
    effect: 'leaves',
    owner: 'auditor',
  },
  {
    names: ['proxy/settings-facts:proxy-dials-own-loopback'],
    key: ({ finding }) => `dials:${word(finding.location?.file)}`,
    title: ({ finding }) =>
      `The proxy of ${shortName(word(finding.location?.file))} dials its own loopback for the name`,
    effect: 'leaves',
    owner: 'network',
  },
  {
    names: ['proxy/settings-facts:*', 'proxy/settings-bypass:entry-unusable'],
    key: ({ finding }) => `${finding.id}:${word(finding.location?.file)}`,
    title: ({ finding }) => factOf(finding),
    effect: effectOfFact,
    owner: 'network',
  },
];
