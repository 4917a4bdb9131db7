/**
 * GNU Wget. Sources: src/host.c (sufmatch), src/init.c (sepstring, cmd_vector), src/retr.c (getproxy) at 1.21.3.
 * Names as suffixes on a dot boundary; `.x` only what is below x. Commas separate; blanks after a comma are
 * skipped, any other blank is part of the entry. An empty entry lets every name pass that ends in a dot (`a,,b`). Only
 * lower-case variables are read, and `no_proxy` of wgetrc is added to the variable's list.
 */
import {
  byRule,
  direct,
  matched,
  ofStore,
  viaProxy,
  type ClientModel,
  type Decision,
  type DecideInput,
  type Matcher,
} from './client.js';
import { lookUp, noProxy, variablesOf } from './environment-plan.js';
import { parsedOnce } from './parsed-once.js';
import { endsIn } from './text-suffix.js';
import { asWritten } from '../target.js';
import { hasCredentials } from '../redact.js';
import type { BypassList } from '../types.js';

const entriesOf = parsedOnce((rules) =>
  rules.split(/,[ \t\n\r\f\v]*/).map((entry) => ({ entry, rule: entry.toLowerCase() })),
);

const match: Matcher = (rules, target) => {
  if (rules === '') return null;
  const host = asWritten(target).toLowerCase();
  const hit = entriesOf(rules).find(({ rule }) => {
    if (!endsIn(host, rule)) return false;
    return rule.length === host.length || rule.startsWith('.') || host[host.length - rule.length - 1] === '.';
  });
  return hit === undefined ? null : matched(hit.entry);
};

function decide(input: DecideInput): Decision {
  const { target, settings } = input;
  const file = ofStore(settings, 'wget').at(-1);
  if (file?.manualEnabled?.value === false) return direct('switched-off', file.manualEnabled.origin);
  const variables = variablesOf(settings);
  const own = file?.servers.find(({ scheme }) => scheme === target.scheme);
  const variable = lookUp(variables, [`${target.scheme}_proxy`], 'next').found;
  const server =
    own ??
    (variable && {
      url: variable.value,
      credentials: hasCredentials(variable.value),
      origin: variable.origin,
    });
  if (server === undefined) return noProxy(settings);
  const list = lookUp(variables, ['no_proxy'], 'next').found;
  const lists: BypassList[] = [
    ...(list === undefined ? [] : [{ rules: list.value, origin: list.origin }]),
    ...(file?.bypass === undefined ? [] : [file.bypass]),
  ];
  for (const one of lists) {
    const found = input.match(one.rules, target);
    if (found !== null) return byRule(found, one);
  }
  return viaProxy(server);
}

export const wget: ClientModel = {
  id: 'wget',
  title: 'GNU Wget',
  reads: ['wget', 'environment'],
  source: 'wget src/host.c, src/init.c, src/retr.c at 1.21.3',
  usedBy: [],
  browser: false,
  variants: [{ since: '1.18', match }],
  decide,
};
