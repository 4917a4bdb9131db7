/** Where each program goes, as rows; and the traps of the settings. */
import type { Location, Status } from '../../audits/finding.js';
import { originText, type Origin, type Route } from '../../proxy/index.js';
import type { ProxyDocument, RuleInfo } from '../formats/document.js';
import { factWords, type ServerAnswer } from '../views/proxy-text.js';
import { causeOfRow, type Row, type Sheet } from './sheet.js';

const reference = 'https://www.rfc-editor.org/rfc/rfc9110#section-7.3.2';

const rules: readonly RuleInfo[] = [
  {
    id: 'proxy/route',
    title: 'Each program goes directly',
    why: 'A program that sends the request to a proxy reaches the proxy’s own loopback and not the program on this device.',
    references: [reference],
  },
  {
    id: 'proxy/server',
    title: 'The proxy refuses to dial its own loopback',
    why: 'A proxy that takes the request dials its own loopback, and whatever listens there answers in the program’s place.',
    references: ['https://www.rfc-editor.org/rfc/rfc9110#section-9.3.6'],
  },
  {
    id: 'proxy/fact',
    title: 'The settings do what they look like',
    why: 'A rule that does nothing, or lets far more pass, works for whoever tested it in one program.',
    references: [reference],
  },
];

const ofVia: Readonly<Record<Route['via'], Status>> = {
  direct: 'pass',
  proxy: 'fail',
  pac: 'error',
  unknown: 'error',
};

export function proxySheet(document: ProxyDocument): Sheet {
  const { asked, servers, facts, problems, profile, at } = document;
  const rows: Row[] = [
    ...asked.map(({ client, route }) => routeRow(client, route)),
    ...servers.map(serverRow),
    ...problems.map((message, index) => problemRow(message, index)),
    ...facts.flatMap((fact, index) => {
      const message = factWords(fact);
      return message === undefined ? [] : [factRow(fact.code, message, fact.origin, index)];
    }),
  ];
  const has = (status: Status): boolean => rows.some((row) => row.status === status);
  const used = new Set(rows.map(({ rule }) => rule));
  const away = asked.filter(({ route }) => route.via === 'proxy').map(({ client }) => client);
  const count = new Set(away).size;
  return {
    kind: 'proxy',
    name: profile.name,
    at,
    profile: profile.id,
    state: has('fail') ? 'failed' : has('error') || rows.length === 0 ? 'open' : 'passed',
    headline:
      count === 0
        ? `no program is sent to a proxy for ${profile.name}`
        : `${count} ${count === 1 ? 'program is' : 'programs are'} sent to a proxy`,
    line: count === 0 ? '' : [...new Set(away)].join(', '),
    rows,
    causes: rows.flatMap((row) => causeOfRow(row, 'network team', 'staylocal proxy')),
    rules: rules.filter(({ id }) => used.has(id)),
  };
}

function routeRow(client: string, route: Route): Row {
  const { url, via, reason, rule, proxy, pacUrl } = route;
  const way = [via, proxy ?? pacUrl].filter((part) => part !== undefined).join(' ');
  const subject = `${client} ${url}`;
  return {
    key: `proxy/route:${via}@${subject}`,
    id: `proxy/route:${via}`,
    rule: 'proxy/route',
    title: 'Each program goes directly',
    status: ofVia[via],
    message: `${client} sends ${url} ${via === 'direct' ? 'directly' : `by ${way}`}: ${reason.replaceAll('-', ' ')}.`,
    subject,
    locations: rule === null ? [] : [placeOf(rule)],
    details: [...(rule === null ? [] : [originText(rule)]), ...(rule?.text === undefined ? [] : [rule.text])],
    ...(via === 'proxy' ? { advice: `Let ${new URL(url).hostname} bypass the proxy in these settings` } : {}),
    references: [reference],
    because: false,
    identity: [`proxy/route:${via}`, client, url],
  };
}

const ofAnswer: Readonly<Record<ServerAnswer['answer'], Status>> = {
  allow: 'fail',
  deny: 'pass',
  unknown: 'error',
};

function serverRow({ file, url, answer, origin }: ServerAnswer): Row {
  const subject = `${file} ${url}`;
  return {
    key: `proxy/server:${answer}@${subject}`,
    id: `proxy/server:${answer}`,
    rule: 'proxy/server',
    title: 'The proxy refuses to dial its own loopback',
    status: ofAnswer[answer],
    message: `the proxy of ${file} answers ${answer} for ${url}.`,
    subject,
    locations: origin === null ? [{ file }] : [placeOf(origin)],
    details: [],
    references: ['https://www.rfc-editor.org/rfc/rfc9110#section-9.3.6'],
    because: false,
    identity: [`proxy/server:${answer}`, file, url],
  };
}

function problemRow(message: string, index: number): Row {
  return {
    key: `proxy/route:unreadable#${index}`,
    id: 'proxy/route:unreadable',
    rule: 'proxy/route',
    title: 'Each program goes directly',
    status: 'error',
    message,
    locations: [],
    details: [],
    references: [],
    because: false,
    identity: ['proxy/route:unreadable', message],
  };
}

function factRow(code: string, message: string, origin: Origin | null, index: number): Row {
  return {
    key: `proxy/fact:${code}#${index}`,
    id: `proxy/fact:${code}`,
    rule: 'proxy/fact',
    title: 'The settings do what they look like',
    status: 'warn',
    message,
    locations: origin === null ? [] : [placeOf(origin)],
    details: [],
    references: [reference],
    because: false,
    identity: [`proxy/fact:${code}`, message],
  };
}

function placeOf({ file, line, key }: Origin): Location {
  return { file, key, ...(line === null ? {} : { line }) };
}
