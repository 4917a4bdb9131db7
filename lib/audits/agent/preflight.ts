/** Whether a browser's preflight for the application's request comes out well. */
import type { AgentPortEvidence } from '../../evidence/agent.js';
import { defineAudit, type Audit, type Outcome } from '../define.js';
import { headerNames, preflightCheck, type CorsProblem } from './shared/cross-origin.js';
import { notServing, overAnswers } from './shared/ports.js';

type MessageId = 'allowed' | CorsProblem | 'no-origin' | 'not-serving';

/** What the SDK's request carries beyond the headers that need no leave. */
export const requestedHeaders: readonly string[] = ['authorization', 'x-csrf-token'];

const letIn = {
  advice:
    'Add {origin} to the cors list of the installation (agent/cors); then the program answers as it should',
};
const updateIt = {
  advice:
    'Update the program; where something between answers in its place, exempt {name} from it (agent/interception)',
};

export const preflight: Audit = defineAudit<MessageId, 'agent'>({
  id: 'agent/preflight',
  title: 'The browser’s preflight is answered',
  why: 'The application’s requests carry a token and credentials, so that a browser asks for leave first. Whatever is missing in that answer ends the request before it is sent, and the application learns nothing of the reason.',
  requires: ['agent'],
  references: [
    'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
    'https://fetch.spec.whatwg.org/#concept-cors-check',
  ],
  limits: [
    'It asks as a browser does and is none: what a browser itself forbids, the audits of the browser look at.',
  ],
  messages: {
    allowed: { status: 'pass', text: 'a page of {origin} may call it, with token and credentials.' },
    'origin-not-allowed': {
      status: 'fail',
      text: 'the preflight of {origin} is answered without leave for that origin ({found}).',
      fix: letIn,
    },
    'wildcard-origin': {
      status: 'fail',
      text: 'the preflight of {origin} is answered with leave for “*”, which no browser takes for a request with credentials.',
      fix: letIn,
    },
    'no-credentials': {
      status: 'fail',
      text: 'the preflight of {origin} is answered without Access-Control-Allow-Credentials: true, and the SDK sends credentials.',
      fix: updateIt,
    },
    'headers-not-allowed': {
      status: 'fail',
      text: 'the preflight of {origin} is answered without leave for the headers {missing}.',
      fix: updateIt,
    },
    'bad-status': {
      status: 'fail',
      text: 'the preflight of {origin} is answered with {status}, where a browser wants 200 to 299.',
      fix: updateIt,
    },
    'no-answer': {
      status: 'error',
      text: 'the preflight of {origin} got no answer: {reason}.',
      fix: { advice: 'Try again; where it stays like this, the program’s log says why' },
    },
    'no-origin': { status: 'not-applicable', text: 'The profile names no application (origins).' },
    'not-serving': notServing,
  },
  run({ agent }, { profile }) {
    if (profile.origins.length === 0) return [{ message: 'no-origin' }];
    return overAnswers<MessageId>(agent, (seen) => judge(seen, profile.name));
  },
});

function judge({ preflights = [] }: AgentPortEvidence, name: string): Outcome<MessageId>[] {
  return preflights.map(({ origin, response }) => {
    const { headers = {} } = response;
    const allowed = headerNames(headers['access-control-allow-headers']);
    return {
      message: preflightCheck(response, origin, requestedHeaders) ?? 'allowed',
      data: {
        name,
        origin,
        status: response.status ?? 0,
        found: headers['access-control-allow-origin'] ?? 'none is named',
        missing: requestedHeaders.filter((header) => !allowed.includes(header)).join(', '),
        reason: response.error?.message ?? '',
      },
    };
  });
}
