/**
 * pip: requests, with a `proxy` of its own configuration that stands before the environment and knows no exceptions.
 * Source: pip src/pip/_internal/network/session.py and cli/index_command.py at 24.
 */
import { ofStore, viaProxy, type ClientModel, type Decision, type DecideInput } from './client.js';
import { decideRequests, pythonRequests } from './python-requests.js';

function decide(input: DecideInput): Decision {
  const server = ofStore(input.settings, 'pip')
    .flatMap((one) => one.servers)
    .at(-1);
  return server === undefined ? decideRequests(input) : viaProxy(server);
}

export const pip: ClientModel = {
  id: 'pip',
  title: 'pip',
  reads: ['pip', 'environment'],
  source: 'pip src/pip/_internal/cli/index_command.py at 24; requests as in python-requests',
  usedBy: [],
  browser: false,
  variants: pythonRequests.variants,
  decide,
};
