/** What a browser makes of CORS headers when the request carries credentials (Fetch §4.10 CORS check, §4.8 preflight). */
import type { AgentHttpEvidence } from '../../../evidence/agent.js';

export type CorsProblem =
  | 'no-answer'
  | 'bad-status'
  | 'origin-not-allowed'
  | 'wildcard-origin'
  | 'no-credentials'
  | 'headers-not-allowed';

export const headerNames = (text: string | undefined): readonly string[] =>
  (text ?? '').split(',').map((name) => name.trim().toLowerCase());

/** Undefined: the page gets the answer. */
export function corsCheck({ headers = {} }: AgentHttpEvidence, origin: string): CorsProblem | undefined {
  const allowed = headers['access-control-allow-origin'];
  if (allowed === '*') return 'wildcard-origin';
  if (allowed !== origin) return 'origin-not-allowed';
  // Case matters: Fetch compares with `true`.
  return headers['access-control-allow-credentials'] === 'true' ? undefined : 'no-credentials';
}

/** Undefined: the browser goes on to the request itself. */
export function preflightCheck(
  response: AgentHttpEvidence,
  origin: string,
  requested: readonly string[],
): CorsProblem | undefined {
  const { status, headers = {} } = response;
  if (status === undefined) return 'no-answer';
  const problem = corsCheck(response, origin);
  if (problem !== undefined && status < 300) return problem;
  if (status < 200 || status > 299) return 'bad-status';
  // With credentials `*` is the name of a header, and stands for none.
  const allowed = headerNames(headers['access-control-allow-headers']);
  return requested.every((name) => allowed.includes(name)) ? undefined : 'headers-not-allowed';
}
