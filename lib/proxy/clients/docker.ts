/**
 * The Docker daemon (image pulls): Go's grammar over `daemon.json`, which stands before the daemon's environment.
 * Source: moby daemon/config/config.go and cmd/dockerd at 28; golang.org/x/net/http/httpproxy.
 */
import { byRule, ofStore, viaProxy, type ClientModel, type Decision, type DecideInput } from './client.js';
import { goMatch, goPlan, goZoneless } from './go.js';
import { decideByEnvironment, lookUp, noProxy, variablesOf } from './environment-plan.js';
import { serverFor } from './manual-plan.js';

function decide(input: DecideInput): Decision {
  const { settings, target } = input;
  const file = ofStore(settings, 'docker-daemon').at(-1);
  const server = file === undefined ? undefined : serverFor(file.servers, [target.scheme]);
  if (server === undefined) return decideByEnvironment(goPlan, input) ?? noProxy(settings);
  const variable = lookUp(variablesOf(settings), goPlan.noProxy, 'next').found;
  const list = file?.bypass ?? (variable && { rules: variable.value, origin: variable.origin });
  const found = input.match(list?.rules ?? '', target);
  return found === null ? viaProxy(server) : byRule(found, list);
}

export const docker: ClientModel = {
  id: 'docker',
  title: 'Docker daemon',
  reads: ['docker-daemon', 'environment'],
  source: 'moby daemon/config/config.go at 28; grammar as in go',
  usedBy: [],
  browser: false,
  variants: [
    { since: '28.0.2', match: goMatch },
    { since: '23.0', match: goZoneless },
  ],
  decide,
};
