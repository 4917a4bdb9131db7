/** What `staylocal proxy` shows: a row for each client and host, with the traps that lie in its settings beside the route. */
import Table from 'cli-table3';
import { groupBy } from '../../audits/shared/group-by.js';
import { describeUrls } from '../../audits/shared/urls.js';
import {
  clientName,
  clients,
  originText,
  squidAnswer,
  type FactCode,
  type ProxyFact,
  type ProxySettings,
  type Route,
  type SquidAnswer,
} from '../../proxy/index.js';
import { escapeForTerminal } from '../escape.js';
import { wrap } from '../wrap.js';

/** Whose it is, where it came as a file: the machine’s name, or the file’s own. */
export interface OfMachine {
  readonly machine?: string;
}

/** A route, and the id of the client as it was asked for. */
export interface AskedRoute extends OfMachine {
  readonly client: string;
  readonly route: Route;
}

/** What a proxy server itself would do with a CONNECT to the name. */
export interface ServerAnswer extends SquidAnswer, OfMachine {
  readonly file: string;
  readonly url: string;
}

const serverWords: Readonly<Record<SquidAnswer['answer'], string>> = {
  allow: 'takes it and dials its own loopback',
  deny: 'refuses it',
  unknown: 'cannot be told',
};

export function serverAnswers(settings: readonly ProxySettings[], urls: readonly string[]): ServerAnswer[] {
  return settings.flatMap(({ file, proxySide }) =>
    proxySide === undefined ? [] : urls.map((url) => ({ file, url, ...squidAnswer(proxySide, url) })),
  );
}

type Words = (fact: ProxyFact) => string;
const quoted = ({ text }: ProxyFact): string => JSON.stringify(text ?? '');
const detailOf = ({ detail }: ProxyFact): string => (detail ?? '').replaceAll('-', ' ');

/** Traps of one client. */
const traps: Partial<Record<FactCode, Words>> = {
  'rule-without-effect': (fact) => `${quoted(fact)} does nothing here: ${detailOf(fact)}`,
  'rule-too-wide': (fact) => `${quoted(fact)} lets far more pass: ${detailOf(fact)}`,
  'rule-not-read': ({ origin }) =>
    `${origin === null ? 'a list' : originText(origin)} would let it pass, and is not the list that counts`,
};

/** Traps of the settings, whoever reads them. */
const warnings: Partial<Record<FactCode, Words>> = {
  'blank-entry': (fact) => `an empty entry stands in the list: ${detailOf(fact)}`,
  'proxy-from-windows': () =>
    'WSL takes the proxy variables of its distributions from Windows’ own settings (autoProxy): give those as well, e.g. a .reg export',
  'range-in-windows-list': (fact) => `${quoted(fact)} is an address range, which Windows does not know`,
  'case-conflict': () => 'the variable stands in lower and in upper case with different values',
};

/** A trap in words; undefined for what is no trap. */
export function factWords(fact: ProxyFact): string | undefined {
  const words = traps[fact.code]?.(fact) ?? warnings[fact.code]?.(fact);
  if (words === undefined) return undefined;
  const whose = fact.clients.length === 0 ? '' : ` (${fact.clients.map(clientName).join(', ')})`;
  return `${fact.origin === null ? '' : `${originText(fact.origin)}: `}${words}${whose}.`;
}

/** One line for each trap of the settings themselves. */
export function notes(facts: readonly ProxyFact[]): string[] {
  return facts.flatMap((fact) => {
    const words = warnings[fact.code]?.(fact);
    if (words === undefined) return [];
    return [fact.origin === null ? words : `${originText(fact.origin)}: ${words}`];
  });
}

/** More would hide the routes. */
const TRAPS_SHOWN = 3;

function trapsOf(facts: readonly ProxyFact[], client: string, urls: readonly string[]): string[] {
  const own = facts.filter(
    ({ clients: ids, url }) => ids.includes(client) && url !== undefined && urls.includes(url),
  );
  const lines = [...new Set(own.flatMap((fact) => traps[fact.code]?.(fact) ?? []))];
  const more = lines.length - TRAPS_SHOWN;
  return more > 0 ? [...lines.slice(0, TRAPS_SHOWN), `and ${more} more rules like these`] : lines;
}

/** `go (1.24.1 and later)`; `curl 7.87.0 (as since 7.86.0)`. */
function labelOf({ client, route }: AskedRoute): string {
  const [id = '', version] = client.split('@');
  const since = route.client.split('@')[1] ?? '';
  if (version === since) return `${id} ${version}`;
  if (version !== undefined) return `${id} ${version} (as since ${since})`;
  const [newest] = clients().find((one) => one.id === id)?.versions ?? [];
  return newest === since ? `${id} (${since} and later)` : `${id} (${since})`;
}

function words(parts: readonly (string | undefined)[], separator: string): string {
  return parts.filter((part) => part !== undefined && part !== '').join(separator);
}

/** Each machine under its name, where there are several. */
export function routesText(
  asked: readonly AskedRoute[],
  servers: readonly ServerAnswer[],
  facts: readonly (ProxyFact & OfMachine)[],
  columns?: number,
): string {
  const machines = [...new Set([...asked, ...servers].map(({ machine }) => machine))];
  if (machines.length < 2) return machineText(asked, servers, facts, columns);
  return machines
    .map((name) => {
      const own = ({ machine }: OfMachine): boolean => machine === name;
      const routes = machineText(asked.filter(own), servers.filter(own), facts.filter(own), columns);
      return `${escapeForTerminal(name ?? 'this machine')}\n${routes}`;
    })
    .join('\n');
}

function machineText(
  asked: readonly AskedRoute[],
  servers: readonly ServerAnswer[],
  facts: readonly ProxyFact[],
  columns?: number,
): string {
  if (asked.length === 0 && servers.length === 0) return 'No proxy setting was found in what was read.\n';
  const rows = [...routeRows(asked, facts), ...serverRows(servers)].map((row) =>
    row.map((cell) => cell.split('\n').map(escapeForTerminal)),
  );
  const isTooWide = columns !== undefined && widthOf(rows) > columns;
  return isTooWide ? blocks(rows, columns) : table(rows);
}

type Cells = readonly (readonly (readonly string[])[])[];

function table(rows: Cells): string {
  const drawn = new Table({
    head: ['client', 'URL', 'via', 'by'],
    style: { head: [], border: [], compact: true },
  });
  for (const row of rows) drawn.push(row.map((lines) => lines.join('\n')));
  return `${drawn.toString()}\n`;
}

/** Of the table: the widest line of each column, two blanks around it, and the lines between. */
function widthOf(rows: Cells): number {
  const widths = [0, 1, 2, 3].map((index) =>
    Math.max(...rows.flatMap((row) => row[index] ?? []).map(({ length }) => length)),
  );
  return widths.reduce((sum, width) => sum + width + 3, 1);
}

/** The same where the terminal is too narrow for a table: a block for each row. */
function blocks(rows: Cells, columns: number): string {
  const lines = rows.flatMap(([client = [], urls = [], via = [], by = []]) => [
    ...wrap(client.join(' '), { first: 0, rest: 2 }, columns),
    ...wrap(`${urls.join(' ')}: ${via.join(' ')}`, { first: 2, rest: 4 }, columns),
    ...by.flatMap((line) => wrap(line, { first: 4, rest: 6 }, columns)),
  ]);
  return `${lines.join('\n')}\n`;
}

/** The ports of one host that go the same way share a row; two versions that were asked for do not. */
function routeRows(asked: readonly AskedRoute[], facts: readonly ProxyFact[]): string[][] {
  const alike = groupBy(asked, ({ client, route }) =>
    JSON.stringify([client, { ...route, url: new URL(route.url).hostname }]),
  );
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { rule, reason, via, proxy, pacUrl, autoDetect } = first.route;
    const urls = group.map(({ route }) => route.url);
    const by = words([reason.replaceAll('-', ' '), rule?.text, rule === null ? '' : originText(rule)], ', ');
    return [
      [
        labelOf(first),
        describeUrls(urls),
        words([via, proxy ?? pacUrl, autoDetect ? 'after WPAD' : undefined], ' '),
        [by, ...trapsOf(facts, first.client, urls)].map((line) => line.replaceAll('\n', ' ')).join('\n'),
      ],
    ];
  });
}

function serverRows(servers: readonly ServerAnswer[]): string[][] {
  const alike = groupBy(servers, ({ file, answer, origin }) => JSON.stringify([file, answer, origin]));
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { file, answer, origin } = first;
    const by = origin === null ? 'no http_access line' : originText(origin);
    return [[`the proxy of ${file}`, describeUrls(group.map(({ url }) => url)), serverWords[answer], by]];
  });
}
