/** Each client program's way as a diagram: who, what decides, and where the request goes. */
import type { Location, Report, ReportPac, ReportRoute, Status } from '../../audits/finding.js';
import { groupBy } from '../../audits/shared/group-by.js';
import { clientTitle } from './clients.js';
import { bounded, firstOf, limits } from './context.js';
import { html, nothing, type Markup } from './markup.js';
import { decidedAnswers } from './pac-marks.js';
import { badge } from './status.js';
import { countWords, fileWords, listWords, nameWords } from './words.js';

export interface Way {
  readonly clients: readonly { readonly title: string; readonly counted: boolean }[];
  readonly by: string;
  readonly note: string;
  readonly to: string;
  readonly status: Status;
  readonly word: string;
}

export function routeSection({ routes, pacs, profile }: Report): Markup {
  const groups = [...pacWays(pacs), ...machineWays(routes, profile.name, pacs)];
  if (groups.length === 0) return nothing;
  return html`<section id="routes">
<h2>Where each program sends the request</h2>
<p class="lead">For ${bounded(nameWords(profile.name))}. Programs in bold are those the profile counts on; the others do not decide the verdict.</p>
${groups.map(([title, ways]) => wayGroup(title, ways))}
${otherNames(routes, profile.name)}
</section>`;
}

export function wayGroup(title: string, ways: readonly Way[]): Markup {
  const { shown, more } = firstOf(ways, limits.routes);
  return html`<h3 class="group">${bounded(title)}</h3><ul class="ways">${shown.map(oneWay)}</ul>${more > 0 && html`<p class="soft">${countWords(more, 'more way')} are in the report’s JSON.</p>`}`;
}

function oneWay({ clients, by, note, to, status, word }: Way): Markup {
  const [first, rest] = [clients.slice(0, 5), clients.slice(5)];
  const chip = ({ title, counted }: Way['clients'][number]): Markup =>
    html`<span class="${counted ? 'chip counted' : 'chip'}">${bounded(title)}</span>`;
  const folded = firstOf(rest);
  return html`<li class="way s-${status}">
<div class="who"><span class="vh">Programs: </span>${first.map((each) => [chip(each), ' '])}${rest.length > 0 && html`<details><summary>and ${rest.length} more</summary>${folded.shown.map((each) => [chip(each), ' '])}${folded.more > 0 && html`and ${folded.more} more`}</details>`}</div>
<span class="go" aria-hidden="true"></span>
<div class="by"><span class="vh">Decided by: </span>${bounded(by)}${note !== '' && html`<br><span class="soft">${bounded(note)}</span>`}</div>
<span class="go" aria-hidden="true"></span>
<div class="to"><span class="vh">Goes to: </span><code>${bounded(to)}</code> <span class="vh">Stays local: </span>${badge(status, word)}</div>
</li>`;
}

/** Where a PAC is in force: a way for each answer. */
function pacWays(pacs: readonly ReportPac[]): readonly (readonly [string, readonly Way[]])[] {
  return pacs.slice(0, limits.pacFiles).flatMap((pac) => {
    const ways = decidedAnswers(pac).map(({ line, compliance, result, clients, who }): Way => {
      const isDirect = compliance === 'direct' || compliance === 'direct-first';
      return {
        clients: clients.map((title) => ({ title, counted: true })),
        by: line === undefined ? fileWords(pac.source) : `${fileWords(pac.source)}:${line}`,
        note: who.join('; '),
        to: isDirect ? `this device (${result})` : result,
        status: compliance === 'failed' ? 'error' : isDirect ? 'pass' : 'fail',
        word: compliance === 'failed' ? 'not known' : isDirect ? 'yes' : 'no',
      };
    });
    const order = ['fail', 'error', 'pass'];
    const sorted = ways.sort((one, other) => order.indexOf(one.status) - order.indexOf(other.status));
    return sorted.length === 0 ? [] : [[`Where ${fileWords(pac.source)} is in force`, sorted] as const];
  });
}

function machineWays(
  routes: readonly ReportRoute[],
  name: string,
  pacs: readonly ReportPac[],
): readonly (readonly [string, readonly Way[]])[] {
  const own = routes.filter(({ urls }) => urls.some((url) => hostOf(url) === name));
  const machines = groupBy(own, ({ machine }) => machine ?? '');
  return [...machines].map(([machine, ofMachine]) => {
    const title = machine === '' ? 'By the settings of this machine' : `By ${fileWords(machine)}`;
    const alike = groupBy(ofMachine, ({ via, reason, autoDetect, proxy, pacUrl, pac, location, rule }) =>
      JSON.stringify([via, reason, autoDetect, proxy, pacUrl, pac, location, rule]),
    );
    const ways = [...alike.values()].flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const clients = group
        .map(({ client, counted }) => ({ title: clientTitle(client), counted }))
        .sort((one, other) => Number(other.counted) - Number(one.counted));
      return [wayOf(first, clients, pacs)];
    });
    return [title, ways] as const;
  });
}

export function wayOf(route: ReportRoute, clients: Way['clients'], pacs: readonly ReportPac[]): Way {
  const { via, reason, location, rule, scope, managed, autoDetect, proxy, pacUrl } = route;
  const place = location === undefined ? 'its own default' : placeWords(location);
  const notes = [
    reason.replaceAll('-', ' '),
    ...(rule === undefined ? [] : [rule]),
    ...(managed === true ? [`set by policy${scope === undefined ? '' : ` (${scope})`}`] : []),
    ...(autoDetect ? ['after automatic detection'] : []),
  ];
  return {
    clients,
    by: place,
    note: notes.join(', '),
    ...destination(
      via,
      proxy,
      pacUrl,
      pacs.find(({ source }) => source === route.pac),
    ),
  };
}

function destination(
  via: string,
  proxy: string | undefined,
  pacUrl: string | undefined,
  pac: ReportPac | undefined,
): Pick<Way, 'to' | 'status' | 'word'> {
  if (via === 'direct') return { to: 'this device', status: 'pass', word: 'yes' };
  if (via === 'proxy') return { to: proxy ?? 'a proxy', status: 'fail', word: 'no' };
  if (via !== 'pac') return { to: 'not known', status: 'error', word: 'not known' };
  const verdicts = new Set(pac?.proofs.map(({ verdict }) => verdict));
  const to = pacUrl === undefined ? 'the PAC that the network hands out' : `the PAC ${pacUrl}`;
  if (verdicts.size === 1 && verdicts.has('always')) return { to, status: 'pass', word: 'yes' };
  if (verdicts.has('never') || verdicts.has('sometimes'))
    return { to, status: 'fail', word: verdicts.has('sometimes') ? 'not for all' : 'no' };
  return { to, status: 'error', word: 'not known' };
}

function placeWords({ file, line, key }: Location): string {
  const place = [fileWords(file), line].filter((part) => part !== undefined).join(':');
  // Of a registry value its own name is enough.
  return key === undefined ? place : `${place} ${/[^\\]+$/.exec(key)?.[0] ?? key}`;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : url;
}

/** `localhost` and the like: one sentence. */
function otherNames(routes: readonly ReportRoute[], name: string): Markup {
  const hosts = groupBy(
    routes.flatMap((route) => route.urls.map((url) => ({ host: hostOf(url), route }))),
    ({ host }) => host,
  );
  const lines = [...hosts].slice(0, 6).flatMap(([host, all]) => {
    if (host === name) return [];
    const elsewhere = [
      ...new Set(
        all.filter(({ route }) => route.via !== 'direct').map(({ route }) => clientTitle(route.client)),
      ),
    ];
    const { shown, more } = firstOf(elsewhere, 6);
    const who = more > 0 ? [...shown, `${more} more`] : shown;
    return [
      elsewhere.length === 0
        ? html`<p class="soft"><code>${bounded(host)}</code> goes direct in all of them.</p>`
        : html`<p class="soft"><code>${bounded(host)}</code> goes direct, but not in ${bounded(listWords(who))}.</p>`,
    ];
  });
  return html`${lines}`;
}
