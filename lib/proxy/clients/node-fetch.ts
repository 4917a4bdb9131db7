/**
 * Node's global fetch() under NODE_USE_ENV_PROXY=1 or --use-env-proxy (22.21, 24.0 and later): the undici inside
 * Node. Without the switch, and in Node 20, fetch() reads no proxy variable at all. Sources: nodejs/node
 * lib/internal/process/pre_execution.js (setupHttpProxy), deps/undici at 22.21, 24.14, 26.3.
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
  variants: [
    { since: '24.14.0', match: undiciSuffix({ normalises: false, wildcards: false }) },
    { since: '22.21.0', match: undiciExact },
  ],
  decide: decideUnderSwitch(undiciPlan),
};
