/**
 * Node's global fetch() under NODE_USE_ENV_PROXY=1 or --use-env-proxy (22.21, 24.0 and later): the undici inside
 * Node. Without the switch, and in Node 20, fetch() reads no proxy variable at all. Sources: nodejs/node
 * lib/internal/process/pre_execution.js (setupHttpProxy); which undici a release holds (`process.versions.undici`):
 * 6.28.1 in 22.23.3, 7.21.0 in 24.14.0 and 25.7.0, 7.24.4 in 24.14.1, 7.29.1 in 24.21.0, 7.22.0 in 25.8.0, 8.9.0 in 26.7.0,
 * 8.10.0 in 26.8.0, 8.10.2 in 26.9.0 and 26.10.0, 8.12.2 in 26.12.1.
 */
import { direct, type ClientModel } from './client.js';
import { decideByEnvironment, noProxy, variablesOf } from './environment-plan.js';
import { undiciPlan } from './node-undici.js';
import { undiciExact, undiciSuffix } from './undici-rules.js';
import type { DecideInput, Decision } from './client.js';
import type { EnvironmentPlan } from './environment-plan.js';

/** Only `1` switches it on. The variable is looked at where it was read; a command-line switch is not visible here. */
export function decideUnderSwitch(plan: EnvironmentPlan): (input: DecideInput) => Decision {
  return (input) => {
    const flag = variablesOf(input.settings).get('NODE_USE_ENV_PROXY');
    if (flag !== undefined && flag.value !== '1') return direct('switched-off', flag.origin);
    return decideByEnvironment(plan, input) ?? noProxy(input.settings);
  };
}

export const nodeFetch: ClientModel = {
  id: 'node-fetch',
  title: 'Node.js fetch() with NODE_USE_ENV_PROXY',
  reads: ['environment'],
  source: 'nodejs/node lib/internal/process/pre_execution.js; undici as in node-undici',
  usedBy: [],
  browser: false,
  takes: ({ standard }) => standard,
  variants: [
    { since: '26.12.0', match: undiciSuffix({ ipv6: true, finalDots: true, wildcards: true }) },
    { since: '26.9.0', match: undiciSuffix({ ipv6: true, finalDots: true }) },
    { since: '26.8.0', match: undiciSuffix({ ipv6: true }) },
    { since: '25.8.0', match: undiciSuffix({}) },
    { since: '25.0.0', match: undiciExact },
    { since: '24.14.1', match: undiciSuffix({}) },
    { since: '22.21.0', match: undiciExact },
  ],
  decide: decideUnderSwitch(undiciPlan),
};
