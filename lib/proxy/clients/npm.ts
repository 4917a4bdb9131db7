/**
 * The npm command. Source: @npmcli/agent lib/proxy.js at 4.0.2, npm config definitions (`proxy`, `https-proxy`,
 * `noproxy`) at npm 10 and 11. An entry matches label by label from the right, so it covers what is below it;
 * dots at its ends do not count, case does, there is no `*` and no port.
 */
import {
  byRule,
  matched,
  ofStore,
  unknown,
  viaProxy,
  type ClientModel,
  type Decision,
  type DecideInput,
  type Matcher,
} from './client.js';
import { anyCase, lookUp, noProxy, variablesOf } from './environment-plan.js';
import { parsedOnce } from './parsed-once.js';
import { npmValue } from './proxy-values.js';
import { hasCredentials } from '../redact.js';
import { trimmedEntries } from './text-suffix.js';

const entriesOf = parsedOnce((rules) =>
  trimmedEntries(rules).map((entry) => ({
    entry,
    wanted: entry
      .split('.')
      .filter((label) => label !== '')
      .reverse(),
  })),
);

const match: Matcher = (rules, target) => {
  const labels = target.urlHost.split('.').reverse();
  const hit = entriesOf(rules).find(
    ({ wanted }) => wanted.length > 0 && wanted.every((label, index) => labels[index] === label),
  );
  return hit === undefined ? null : matched(hit.entry);
};

/** npm asks `https-proxy` for the registry whatever the scheme, then `proxy`; then the variables in any case. */
function decide(input: DecideInput): Decision {
  const { settings, target } = input;
  const file = ofStore(settings, 'npm').at(-1);
  const variables = variablesOf(settings);
  // Names in any case; of several the last.
  const spellings = (names: readonly string[]): string[] =>
    names.flatMap((name) => anyCase(variables, name).reverse());
  const names = target.scheme === 'https' ? ['https_proxy'] : ['https_proxy', 'http_proxy', 'proxy'];
  const variable = lookUp(variables, spellings(names), 'next').found;
  const own =
    file?.servers.find(({ scheme }) => scheme === 'https') ??
    file?.servers.find(({ scheme }) => scheme === 'http');
  const server =
    own ??
    (variable && {
      url: variable.value,
      credentials: hasCredentials(variable.value),
      origin: variable.origin,
    });
  if (server === undefined) return noProxy(settings);
  const list = lookUp(variables, spellings(['no_proxy']), 'next').found;
  const bypass = file?.bypass ?? (list && { rules: list.value, origin: list.origin });
  const found = bypass === undefined ? null : input.match(bypass.rules, target);
  if (found !== null) return byRule(found, bypass);
  return npmValue(server.url, target.scheme) === 'failure'
    ? unknown('unusable-value', server.origin)
    : viaProxy(server);
}

export const npm: ClientModel = {
  id: 'npm',
  title: 'npm',
  reads: ['npm', 'environment'],
  source: '@npmcli/agent lib/proxy.js at 4.0.2',
  usedBy: ['npx', 'pnpm (similar)'],
  browser: false,
  takes: ({ standard }) => standard,
  variants: [{ since: '7.0.0', match }],
  decide,
};
