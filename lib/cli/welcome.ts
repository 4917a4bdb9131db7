/** `staylocal` alone: what it can do on this machine, and where to begin, in one screen. */
import { systemResolvers } from '../dns/index.js';
import { apiKeyVariable } from '../gather/secret-file.js';
import { escapeForTerminal } from '../report/escape.js';
import { wrap } from '../report/wrap.js';
import { version } from '../version.js';
import type { CliIo } from './io.js';

interface Way {
  readonly who: string;
  readonly steps: readonly (readonly [line: string, says: string])[];
  readonly tutorial: string;
}

const ways: readonly Way[] = [
  {
    who: 'I audit proxies',
    steps: [
      ['audit --here', 'this machine, as it is'],
      ['proxy internet-settings.reg', 'each program’s way'],
      ['audit --pac FILE --proxy FILE --output html=report.html', ''],
    ],
    tutorial: 'docs/tutorials/proxies.md',
  },
  {
    who: 'I own a domain',
    steps: [
      ['dnssec NAME --walk', 'its chain of trust'],
      ['profile init --name NAME --out mine.jsonc', 'what must hold for it'],
      ['audit --profile mine.jsonc', 'whether it does'],
    ],
    tutorial: 'docs/tutorials/domain.md',
  },
  {
    who: 'I script PACs',
    steps: [
      ['pac proxy.pac', 'DIRECT for everybody?'],
      ['pac proxy.pac --lint', 'what is not what it seems'],
      ['generate pac --merge proxy.pac --out exempt.pac', ''],
    ],
    tutorial: 'docs/tutorials/pac.md',
  },
];

const proxyVariables = ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'] as const;

/** Names only: their values may hold a password. */
function hereLines({ env, platform }: CliIo): string[] {
  const resolvers = systemResolvers().map(({ host }) => host);
  const set = proxyVariables.filter((name) => [env[name], env[name.toUpperCase()]].some(isGiven));
  return [
    `Node.js ${process.versions.node} on ${platform}`,
    resolvers.length === 0
      ? 'no resolver: --resolver names one, --offline asks none'
      : `asks ${resolvers.slice(0, 3).join(', ')}${resolvers.length > 3 ? ' …' : ''} for names`,
    set.length === 0 ? 'no proxy variables' : `proxy variables: ${set.join(', ')}`,
    canDraw() ? 'draws the chain of trust' : 'draws no pictures (@hpcc-js/wasm-graphviz is not installed)',
    isGiven(env[apiKeyVariable]) ? 'has an API key for the token' : `no API key (${apiKeyVariable})`,
  ];
}

function isGiven(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}

function canDraw(): boolean {
  try {
    return import.meta.resolve('@hpcc-js/wasm-graphviz') !== '';
  } catch {
    return false;
  }
}

export function welcomeText(io: CliIo): string {
  const lines = [
    `staylocal ${version} proves that a DNS name at 127.0.0.1 stays on the device.`,
    '',
    `Here: ${hereLines(io).join('; ')}.`,
    'First look: staylocal demo (a company that forgot the exemption; no network)',
    ...ways.flatMap(({ who, steps, tutorial }) => [
      '',
      `${who} (${tutorial})`,
      ...steps.map(([line, says]) => `  staylocal ${line.padEnd(43)}${says}`.trimEnd()),
    ]),
    '',
    'staylocal --help lists all commands, staylocal COMMAND --help has examples.',
  ];
  return `${lines.flatMap((line) => wrapped(escapeForTerminal(line))).join('\n')}\n`;
}

/** A command is copied: it stays on its line. */
function wrapped(line: string): string[] {
  return line.startsWith('  ') ? [line] : wrap(line, { first: 0, rest: 2 }, 80);
}
