/**
 * axios in Node.js. Sources: lib/adapters/http.js (setProxy) at 1.13.6 to 1.21.1. The proxy comes from proxy-from-env, which
 * applies its own reading of the list first; since 1.15 a helper of axios reads the list once more, so that what either
 * lets pass goes direct. Since 1.19 axios leaves it all to Node.js where that has its own switch on.
 */
import { axiosRules, type AxiosOptions } from './axios-rules.js';
import { environmentOnly, variablesOf, type EnvironmentPlan } from './environment-plan.js';
import { nodeHttps } from './node-https.js';
import { npmFirstPlan, proxyFromEnvMatch, proxyFromEnvPlan } from './node-proxy-from-env.js';
import type { ClientModel, DecideInput, Decision, Matcher } from './client.js';
import type { ReadValue } from './proxy-values.js';

function grammar(options: AxiosOptions): Matcher {
  const own = axiosRules(options);
  return (rules, target) => proxyFromEnvMatch(rules, target) ?? own(rules, target);
}

/** A value without a scheme gets the request's own; then the URL Standard, and for http the transports of Node.js. */
const axiosValue: ReadValue = (value, scheme) => {
  const url = value.includes('://') ? value : `${scheme}://${value}`;
  if (!URL.canParse(url)) return 'failure';
  return scheme === 'https' || /^https?:$/.test(new URL(url).protocol) ? 'proxy' : 'failure';
};

const plan: EnvironmentPlan = { ...proxyFromEnvPlan, value: axiosValue };
const byEnvironment = environmentOnly(plan);
const beforeFourteen = environmentOnly({ ...npmFirstPlan, value: axiosValue });

function decide(input: DecideInput): Decision {
  const isNode = variablesOf(input.settings).get('NODE_USE_ENV_PROXY')?.value === '1';
  return isNode ? nodeHttps.decide({ ...input, match: nodeHttps.variants[0].match }) : byEnvironment(input);
}

const SINCE_15_1: AxiosOptions = { loopback: true };
const SINCE_16: AxiosOptions = { ...SINCE_15_1, mapped: true };
const SINCE_18: AxiosOptions = { ...SINCE_16, unspecified: true };
const SINCE_19: AxiosOptions = { ...SINCE_18, shortForms: true };
const SINCE_20: AxiosOptions = { ...SINCE_19, ranges: true };

export const axios: ClientModel = {
  id: 'axios',
  title: 'axios (Node.js package)',
  reads: ['environment'],
  source:
    'axios lib/adapters/http.js, lib/helpers/shouldBypassProxy.js at 1.13.6 to 1.21.1; proxy-from-env 2.1.0',
  usedBy: [],
  browser: false,
  takes: ({ standard, scheme }) => standard && (scheme === 'http' || scheme === 'https'),
  variants: [
    { since: '1.21.0', match: grammar({ ...SINCE_20, canonical: true }) },
    { since: '1.20.0', match: grammar(SINCE_20) },
    { since: '1.19.0', match: grammar(SINCE_19) },
    { since: '1.18.0', match: grammar(SINCE_18), decide: byEnvironment },
    { since: '1.16.0', match: grammar(SINCE_16), decide: byEnvironment },
    { since: '1.15.1', match: grammar(SINCE_15_1), decide: byEnvironment },
    { since: '1.15.0', match: grammar({}), decide: byEnvironment },
    { since: '1.14.0', match: proxyFromEnvMatch, decide: byEnvironment },
    { since: '1.0.0', match: proxyFromEnvMatch, decide: beforeFourteen },
  ],
  decide,
};
