/** `proxy` as a page: each client program's way by the settings that were read, and the traps in them. */
import type { ReportRoute, Status } from '../../audits/finding.js';
import { groupBy } from '../../audits/shared/group-by.js';
import { describeUrls } from '../../audits/shared/urls.js';
import { originText, type Route } from '../../proxy/index.js';
import type { ProxyDocument } from '../formats/document.js';
import { clientTitle } from './clients.js';
import { notes } from '../views/proxy-text.js';
import { bounded, firstOf } from './context.js';
import { html, nothing, type Markup } from './markup.js';
import { page } from './page.js';
import { partBanner, type PartVerdict } from './part-banner.js';
import { wayGroup, wayOf, type Way } from './route-list.js';
import { badge } from './status.js';
import { dateWords } from '../../date-words.js';
import { countWords, momentWords } from './words.js';

export function proxyPage(document: ProxyDocument): string {
  const { profile, at } = document;
  const verdict = verdictOf(document);
  return page({
    title: `${verdict.word}: the ways to ${profile.name}, ${dateWords(at)}`,
    top: html`<p><strong>staylocal</strong> proxy of <strong>${bounded(profile.name)}</strong> for ${bounded(profile.title)}</p><p><time datetime="${at}">${momentWords(at)}</time></p>`,
    body: [partBanner(verdict), ways(document), servers(document), facts(document), sources(document)],
  });
}

function verdictOf({ asked, servers: answers, problems, profile }: ProxyDocument): PartVerdict {
  const clients = (via: (route: Route) => boolean): number =>
    new Set(asked.filter(({ route }) => via(route)).map(({ client }) => client)).size;
  const proxied = clients(({ via }) => via === 'proxy');
  const open = clients(({ via }) => via !== 'direct' && via !== 'proxy');
  const { name } = profile;
  if (proxied > 0 || answers.some(({ answer }) => answer === 'allow'))
    return {
      status: 'fail',
      word: 'NO',
      headline: `Requests to ${name} leave this device`,
      text: `${countWords(proxied, 'client program sends', 'client programs send')} a URL to a proxy${open > 0 ? `, and of ${open} more nobody can say` : ''}.`,
    };
  if (open > 0 || problems.length > 0 || asked.length === 0)
    return {
      status: 'error',
      word: 'UNKNOWN',
      headline: `Nobody can say whether requests to ${name} stay on this device`,
      text: 'A PAC decides elsewhere, or something could not be read.',
    };
  return {
    status: 'pass',
    word: 'YES',
    headline: `Requests to ${name} stay on this device`,
    text: `All ${clients(() => true)} client programs that read these settings go direct.`,
  };
}

/** Ports of one host that go the same way are told once. */
function ways({ asked }: ProxyDocument): Markup {
  const byHost = groupBy(asked, ({ route }) => new URL(route.url).hostname);
  const groups = [...byHost.values()].map((ofHost) => {
    const alike = groupBy(ofHost, ({ route: { via, reason, rule, proxy, pacUrl, autoDetect } }) =>
      JSON.stringify([via, reason, rule, proxy, pacUrl, autoDetect]),
    );
    const urlsOf = (some: typeof ofHost): readonly string[] => [
      ...new Set(some.map(({ route }) => route.url)),
    ];
    const all = urlsOf(ofHost);
    const rows = [...alike.values()].flatMap((group): Way[] => {
      const [first] = group;
      if (first === undefined) return [];
      const titles = [...new Set(group.map(({ client }) => clientTitle(client)))];
      const way = wayOf(
        routeOf(first.route),
        titles.map((title) => ({ title, counted: false })),
        [],
      );
      const own = urlsOf(group);
      return [own.length === all.length ? way : { ...way, note: `${way.note}; ${describeUrls(own)}` }];
    });
    return wayGroup(describeUrls(all), rows);
  });
  return html`<section id="routes"><h2>Where each program sends the request</h2>
<p class="lead">By the settings that were read, for each host and port that was asked for.</p>${groups}</section>`;
}

/** As the report has it. */
function routeOf({ client, url, via, reason, rule, proxy, pacUrl, autoDetect }: Route): ReportRoute {
  return {
    client,
    counted: false,
    urls: [url],
    via,
    reason,
    autoDetect,
    ...(proxy === undefined ? {} : { proxy }),
    ...(pacUrl === undefined ? {} : { pacUrl }),
    ...(rule === null
      ? {}
      : {
          location: {
            file: rule.file,
            key: rule.key,
            ...(rule.line === null ? {} : { line: rule.line }),
          },
        }),
    ...(rule?.text === undefined ? {} : { rule: rule.text }),
  };
}

const answers: Readonly<Record<string, readonly [Status, string]>> = {
  allow: ['fail', 'takes it and dials its own loopback'],
  deny: ['pass', 'refuses it'],
  unknown: ['error', 'cannot be told'],
};

function servers({ servers: all }: ProxyDocument): Markup {
  if (all.length === 0) return nothing;
  const { shown, more } = firstOf(all, 100);
  return html`<section id="servers"><h2>What the proxies themselves do with it</h2><ul class="finds">${shown.map(
    ({ file, url, answer, origin }) => {
      const [status, words] = answers[answer] ?? ['error', answer];
      return html`<li><div>${badge(status)}</div><div><div class="msg"><strong>${bounded(file)}</strong> ${words}: <code>${bounded(url)}</code></div><div class="at">${bounded(origin === null ? 'no http_access line' : originText(origin))}</div></div></li>`;
    },
  )}</ul>${more > 0 && html`<p class="soft">and ${more} more</p>`}</section>`;
}

function facts({ facts: all }: ProxyDocument): Markup {
  const texts = notes(all);
  if (texts.length === 0) return nothing;
  const { shown, more } = firstOf(texts, 200);
  return html`<section id="facts"><h2>To heed in these settings</h2><ul class="finds">${shown.map(
    (text) => html`<li><div>${badge('warn')}</div><div class="msg">${bounded(text)}</div></li>`,
  )}</ul>${more > 0 && html`<p class="soft">and ${more} more</p>`}</section>`;
}

function sources({ settings, problems }: ProxyDocument): Markup {
  const files = firstOf([...new Set(settings.map(({ file }) => file))], 100);
  return html`<section id="evidence"><h2>What was read</h2>
<ul class="plain">${files.shown.map((file) => html`<li><code>${bounded(file)}</code></li>`)}${files.more > 0 && html`<li>and ${files.more} more</li>`}</ul>
${problems.map((problem) => html`<p class="text"><strong>Could not be read:</strong> ${bounded(problem)}</p>`)}</section>`;
}
