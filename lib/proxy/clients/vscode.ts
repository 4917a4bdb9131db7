/**
 * Visual Studio Code: its extensions, through @vscode/proxy-agent. Source: src/index.ts (createProxyResolver, shouldBypassProxy)
 * at 0.35.0, built. A name covers itself and what is below it, ports compare with the effective one, `*` anywhere is everything; the
 * settings' list, where it holds anything, stands in place of the variable's. Without a proxy of its own it asks Electron, which
 * takes the system's.
 */
import { chromium } from './chromium.js';
import { byRule, direct, implicit, matched, ofStore, viaProxy } from './client.js';
import type { ClientModel, DecideInput, Decision, Matcher } from './client.js';
import { lookUp, variablesOf } from './environment-plan.js';
import { parsedOnce } from './parsed-once.js';
import { endsIn } from './text-suffix.js';
import { hasCredentials } from '../redact.js';
import type { BypassList, ProxyServer } from '../types.js';

const LOCAL = new Set(['localhost', '127.0.0.1', '::1', '::ffff:127.0.0.1']);

const match: Matcher = (rules, target) => {
  const host = target.host.toLowerCase();
  if (LOCAL.has(host)) return implicit('this machine');
  const { entries, isAll } = exceptions(rules);
  if (isAll) return matched('*');
  const below = `.${host}`;
  const hit = entries.find(
    ({ name, domain, port }) =>
      name !== '' && endsIn(below, domain) && (port === '' || port === String(target.truthyPort)),
  );
  return hit === undefined ? null : matched(hit.text);
};

const exceptions = parsedOnce((rules) => {
  const untrimmed = rules.trim().toLowerCase().split(',');
  const entries = untrimmed.map((entry) => {
    const text = entry.trim();
    const [name = '', port = ''] = text.split(':');
    return { text, name, domain: name.startsWith('.') ? name : `.${name}`, port };
  });
  return { entries, isAll: untrimmed.includes('*') };
});

/** What has no scheme that it knows is no proxy. */
function isProxy(value: string): boolean {
  return /^\s*(?:https?|socks(?:5h?|4a?)?):\/\//i.test(value);
}

type Server = Pick<ProxyServer, 'url' | 'credentials' | 'origin'>;

function serverOf({ settings }: DecideInput, own: readonly ProxyServer[]): Server | undefined {
  const set = own.find(({ url }) => isProxy(url));
  if (set !== undefined) return set;
  const names = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];
  const { found } = lookUp(variablesOf(settings), names, 'next');
  if (found === undefined || !isProxy(found.value)) return undefined;
  return { url: found.value, credentials: hasCredentials(found.value), origin: found.origin };
}

function listOf({ settings }: DecideInput, own: BypassList | undefined): BypassList | undefined {
  if (own !== undefined && own.rules !== '') return own;
  const { found } = lookUp(variablesOf(settings), ['no_proxy', 'NO_PROXY'], 'next');
  return found === undefined ? undefined : { rules: found.value.trim(), origin: found.origin };
}

function decide(input: DecideInput): Decision {
  // A workspace's settings stand before the user's.
  const own = ofStore(input.settings, 'vscode').at(-1);
  if (own?.manualEnabled?.value === false) return direct('switched-off', own.manualEnabled.origin);
  const list = listOf(input, own?.bypass);
  const found = input.match(list?.rules ?? '', input.target);
  if (found !== null) return byRule(found, list);
  const server = serverOf(input, own?.servers ?? []);
  if (server !== undefined) return viaProxy(server);
  // Electron reads no policies of Chrome.
  const system = input.settings.filter(({ store }) => store !== 'vscode');
  return chromium.decide({ ...input, settings: system, match: chromium.variants[0].match });
}

export const vscode: ClientModel = {
  id: 'vscode',
  title: 'Visual Studio Code (extensions)',
  reads: ['vscode', 'environment', 'wininet', 'macos', 'gnome', 'kde'],
  source: '@vscode/proxy-agent src/index.ts at 0.35.0',
  usedBy: ['GitHub Copilot', 'Cursor (similar)'],
  browser: false,
  takes: ({ scheme, standard }) => standard && (scheme === 'http' || scheme === 'https'),
  variants: [{ since: '1.100', match }],
  decide,
};
