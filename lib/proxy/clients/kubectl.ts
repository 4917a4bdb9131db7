/**
 * kubectl and client-go: a cluster's `proxy-url` takes all requests to that cluster and knows no exceptions; else Go's
 * environment. Source: kubernetes client-go rest/config.go, tools/clientcmd at 1.33.
 */
import { ofStore, viaProxy, type ClientModel, type Decision, type DecideInput } from './client.js';
import { decideByEnvironment, noProxy } from './environment-plan.js';
import { goMatch, goPlan, goZoneless } from './go.js';
import { parseTarget } from '../target.js';

function decide(input: DecideInput): Decision {
  const { settings, target } = input;
  const server = ofStore(settings, 'kubeconfig')
    .flatMap((one) => one.servers)
    .find(({ only }) => only !== undefined && only !== '' && isServer(only, target.host, target.port));
  return server === undefined ? (decideByEnvironment(goPlan, input) ?? noProxy(settings)) : viaProxy(server);
}

function isServer(url: string, host: string, port: number): boolean {
  if (!/^https?:\/\/[^/]/.test(url)) return false;
  const server = parseTarget(url);
  return server.host === host && server.port === port;
}

export const kubectl: ClientModel = {
  id: 'kubectl',
  title: 'kubectl',
  reads: ['kubeconfig', 'environment'],
  source: 'kubernetes client-go rest/config.go at 1.33; grammar as in go',
  usedBy: ['Helm', 'k9s'],
  browser: false,
  variants: [
    { since: '1.33', match: goMatch },
    { since: '1.19', match: goZoneless },
  ],
  decide,
};
