/**
 * Where each client program would send a request to the name, given the proxy settings that were found. Clients that
 * matter to the profile fail; the others that read one of those settings are told together, as a warning.
 */
import {
  clientMistake,
  clients,
  originText,
  route,
  routeOfFiles,
  type ProxySettings,
  type Route,
} from '../../proxy/index.js';
import type { Profile } from '../../profile/types.js';
import { defineAudit, type Audit, type Outcome } from '../define.js';
import { groupBy } from '../shared/group-by.js';
import { fixTargetsOf } from './shared/fix-target.js';
import { place, readEvidence, type MachineSettings } from './shared/read-evidence.js';
import { describeUrls, profileUrls } from '../shared/urls.js';

type MessageId =
  | 'direct'
  | 'proxied'
  | 'proxied-elsewhere'
  | 'auto-detect'
  | 'undecided'
  | 'files-differ'
  | 'unknown-client'
  | 'no-settings'
  | 'unreadable'
  | 'not-read'
  | 'entry-unusable';

export const settingsBypass: Audit = defineAudit<MessageId, 'proxySettings'>({
  id: 'proxy/settings-bypass',
  title: 'Proxy settings let the name bypass the proxy',
  why: 'A proxy that takes the request connects to 127.0.0.1 from where it runs: it reaches itself, not the program on the device. Each client program reads its own settings by its own grammar.',
  requires: ['proxySettings'],
  references: ['https://www.rfc-editor.org/rfc/rfc9110#section-7.3.2'],
  limits: [
    'A program is looked at where its settings were read; one that the table of clients does not know is not.',
    'Extensions of a browser and options on a program’s own command line are not read.',
  ],
  messages: {
    direct: { status: 'pass', text: 'goes direct for {urls}: {reason}.' },
    proxied: {
      status: 'fail',
      text: 'would send {urls} to the proxy {proxy}: {reason}.',
      fix: {
        advice: 'Add {hosts} to the bypass list that this client reads, each as an exact lower-case name',
      },
    },
    'proxied-elsewhere': {
      status: 'warn',
      text: 'would send {urls} to the proxy {proxy}: {reason}. The profile does not count on these programs.',
      fix: { advice: 'Add {hosts} to the bypass list that they read, each as an exact lower-case name' },
    },
    'auto-detect': {
      status: 'warn',
      text: 'asks the network for a PAC first (WPAD), so whoever answers decides about {urls}.',
      fix: { advice: 'Switch automatic detection off, or audit the PAC that the network hands out' },
    },
    undecided: {
      status: 'error',
      text: 'cannot be decided for {urls}: {reason}.',
      fix: {
        advice: 'Give the settings that this client falls back to (the system’s own) as a file, with --proxy',
      },
    },
    'files-differ': {
      status: 'error',
      text: 'goes another way for {urls} by another file of the same machine, and which of them it reads last is not known.',
      fix: { advice: 'Give the file alone that is in force, or one file with what all of them come to' },
    },
    'unknown-client': {
      status: 'error',
      text: 'of the profile was not looked at: {reason}.',
      fix: {
        advice: 'Correct proxy.clients in the profile; staylocal profile check shows every mistake in it',
      },
    },
    'no-settings': { status: 'not-applicable', text: 'No setting of a proxy was found in what was read.' },
    unreadable: {
      status: 'error',
      text: 'could not be read: {reason}',
      fix: { advice: 'Name a file that this user may read, or choose its reader with --format' },
    },
    'not-read': {
      status: 'error',
      text: 'is no settings file that is known: {reason}',
      fix: { advice: 'Choose the reader with --format' },
    },
    'entry-unusable': {
      status: 'warn',
      text: 'holds a value that programs cannot use: {reason}',
      fix: { advice: 'Correct the value or remove it' },
    },
  },
  run(evidence, { profile }) {
    const { settings, machines, problems } = readEvidence(evidence.proxySettings);
    if (settings.length === 0) return problems.length > 0 ? [...problems] : [{ message: 'no-settings' }];
    const mistakes = profile.proxy.clients.flatMap((subject): Outcome<MessageId>[] => {
      const reason = clientMistake(subject)?.replace(/\.$/, '');
      return reason === undefined ? [] : [{ message: 'unknown-client', subject, data: { reason } }];
    });
    const found = machines.flatMap((machine) => auditMachine(machine, profile));
    // What two machines have in common is said once.
    const said = new Map(found.map((outcome) => [JSON.stringify(outcome), outcome]));
    return [...problems, ...mistakes, ...said.values()];
  },
});

function auditMachine({ name, settings }: MachineSettings, profile: Profile): Outcome<MessageId>[] {
  const urls = profileUrls(profile);
  const hosts = [profile.name, ...profile.bypassHosts].join(' and ');
  const stores = new Set(settings.map(({ store }) => store));
  const outcomes: Outcome<MessageId>[] = [];
  const others: Told[] = [];
  for (const client of clients()) {
    if (!client.reads.some((store) => stores.has(store))) continue;
    // Which of this machine's own variables come last is known; of files it is not.
    const decide = name === undefined ? route : routeOfFiles;
    const routesOf = (id: string): Route[] => urls.map((url) => decide(settings, id, url));
    const named = profile.proxy.clients.filter((id) => id.replace(/@.*$/, '') === client.id);
    for (const id of named.filter((each) => clientMistake(each) === undefined)) {
      const title = [client.title, ...id.split('@').slice(1)].join(' ');
      outcomes.push(...tell(routesOf(id), [title], hosts, settings, 'proxied'));
    }
    if (named.length === 0) others.push({ client: client.title, routes: routesOf(client.id) });
  }
  outcomes.push(...tellOthers(others, hosts, settings));
  const isFile = settings.some(({ file }) => file === name);
  return name === undefined || isFile
    ? outcomes
    : outcomes.map((one) => ({ ...one, details: [`On ${name}.`, ...(one.details ?? [])] }));
}

interface Told {
  readonly client: string;
  readonly routes: readonly Route[];
}

/** One outcome for each way in which the routes differ: the URLs that share it are told together. */
function tell(
  routes: readonly Route[],
  names: readonly string[],
  hosts: string,
  settings: readonly ProxySettings[],
  proxied: 'proxied' | 'proxied-elsewhere',
): Outcome<MessageId>[] {
  const subject = names.join(', ');
  return [
    ...groupBy(routes, (entry) =>
      JSON.stringify([entry.via, entry.reason, entry.rule, entry.proxy, entry.pacUrl]),
    ).values(),
  ].flatMap((group): Outcome<MessageId>[] => {
    const [first] = group;
    if (first === undefined) return [];
    const urls = describeUrls(group.map(({ url }) => url));
    const { rule } = first;
    const common = {
      subject,
      subjects: names,
      ...(rule === null ? {} : { location: place(rule) }),
      details: first.ignored
        .filter(({ why }) => why !== 'not-read-by-this-client')
        .map(({ origin, why }) => `${originText(origin)} does not count: ${why.replaceAll('-', ' ')}.`),
    };
    const reason = reasonText(first);
    const outcomes: Outcome<MessageId>[] = [];
    if (first.autoDetect) outcomes.push({ ...common, message: 'auto-detect', data: { urls } });
    switch (first.via) {
      case 'direct':
        if (!first.autoDetect) outcomes.push({ ...common, message: 'direct', data: { urls, reason } });
        break;
      case 'proxy': {
        const deciding = settingsOf(first, settings);
        const targets = deciding === undefined ? [] : fixTargetsOf(deciding, settings);
        outcomes.push({
          ...common,
          message: proxied,
          data: { urls, reason, hosts, proxy: first.proxy ?? 'of the setting' },
          ...(targets.length === 0 ? {} : { fixTargets: targets }),
        });
        break;
      }
      // What a PAC says is the PAC audit's to tell.
      case 'pac':
        break;
      case 'unknown':
        outcomes.push(
          first.reason === 'files-differ'
            ? { ...common, message: 'files-differ', data: { urls } }
            : { ...common, message: 'undecided', data: { urls, reason } },
        );
        break;
    }
    return outcomes;
  });
}

/** Programs that the profile does not name and that all do the same are told in one finding; those that pass, in none. */
function tellOthers(
  others: readonly Told[],
  hosts: string,
  settings: readonly ProxySettings[],
): Outcome<MessageId>[] {
  const proxied = others
    .map(({ client, routes }) => ({ client, routes: routes.filter(({ via }) => via === 'proxy') }))
    .filter(({ routes }) => routes.length > 0);
  const same = groupBy(proxied, ({ routes }) =>
    JSON.stringify(
      routes.map(({ url, reason, rule, proxy }) => [url, reason, rule?.text ?? rule?.key, proxy]),
    ),
  );
  return [...same.values()].flatMap((group) =>
    tell(
      group[0]?.routes ?? [],
      group.map(({ client }) => client),
      hosts,
      settings,
      'proxied-elsewhere',
    ),
  );
}

/** The scope that names the proxy. */
function settingsOf({ rule }: Route, settings: readonly ProxySettings[]): ProxySettings | undefined {
  const inFile = settings.filter(({ file, servers }) => file === rule?.file && servers.length > 0);
  const named = inFile.find(({ servers }) =>
    servers.some(({ origin }) => origin.key === rule?.key && origin.line === rule.line),
  );
  return named ?? inFile[0];
}

/** The reason in words, with the rule's own text where one decided. */
const reasonWords: Readonly<Record<string, string>> = {
  'depends-on-system': 'it takes what the system’s own settings say, which were not read',
};

function reasonText({ reason, rule }: Route): string {
  const words = reasonWords[reason] ?? reason.replaceAll('-', ' ');
  return rule?.text === undefined ? words : `${words} ${JSON.stringify(rule.text)}`;
}
