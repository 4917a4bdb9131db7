/**
 * What the audits of the Distribution Services share: one look at each service of the evidence, and what to say of one
 * where the request ended before the stage that an audit is about.
 */
import type {
  DistributionEvidence,
  DistributionServiceEvidence,
  StatusEvidence,
} from '../../../evidence/distribution.js';
import {
  failedStage,
  type ProbeEvidence,
  type ProbeStage,
  type StageEvidence,
} from '../../../evidence/probe.js';
import type { Profile, Strength } from '../../../profile/types.js';
import type { MessageSpec, Outcome } from '../../define.js';

export type SharedId = 'none-named' | 'not-reached';

export const sharedMessages: Readonly<Record<SharedId, MessageSpec>> = {
  'none-named': { status: 'not-applicable', text: 'The profile names no Distribution Service.' },
  'not-reached': { status: 'not-collected', text: 'was not looked at: {reason}.' },
};

/** A profile that names no Distribution Service asks nothing of one, whether or not anybody looked. */
export function strengthOfServices({ distributionServices }: Profile): Strength {
  return distributionServices.length === 0 ? 'none' : 'required';
}

/** One service with its requests: the first, and the last after redirects within its origin. */
export interface Seen {
  readonly service: DistributionServiceEvidence;
  readonly first: StatusEvidence;
  readonly last: StatusEvidence;
}

/** Judges each service of which there was a request. */
export function perService<Id extends string>(
  { services }: DistributionEvidence,
  judge: (seen: Seen) => Outcome<Id | SharedId>[] | Outcome<Id | SharedId>,
): Outcome<Id | SharedId>[] {
  if (services.length === 0) return [{ message: 'none-named' }];
  return services.flatMap((service) => {
    const first = service.requests[0];
    const last = service.requests.at(-1);
    const outcomes =
      first === undefined || last === undefined
        ? notReached('the way to it is not known')
        : judge({ service, first, last });
    return [outcomes].flat().map((outcome) => ({ ...outcome, subject: service.url }));
  });
}

export function notReached(reason: string): Outcome<SharedId> {
  return { message: 'not-reached', data: { reason } };
}

/** Stages in the words of a report. */
const stageNames: Readonly<Record<ProbeStage, string>> = {
  dns: 'looking up the name',
  connect: 'the TCP connection',
  proxyTls: 'TLS with the proxy',
  tunnel: 'the proxy’s CONNECT',
  tls: 'the TLS handshake',
  http: 'the HTTP request',
};

export function stageName(stage: ProbeStage): string {
  return stageNames[stage];
}

/** That the request ended early, for audits of what comes later. */
export function endedBefore(probe: ProbeEvidence): Outcome<SharedId> {
  const failed = failedStage(probe);
  return notReached(
    failed === undefined
      ? 'the answer lacks it'
      : `the request ended at ${stageName(failed.stage)} (${failed.error.message})`,
  );
}

/** `DNS 3 ms, TCP 12 ms, …` of the stages that were reached. */
export function timesOf(probe: ProbeEvidence): { readonly text: string; readonly totalMs: number } {
  const stages: readonly (readonly [label: string, stage: StageEvidence | undefined])[] = [
    ['DNS', probe.dns],
    ['TCP', probe.connect],
    ['TLS with the proxy', probe.proxyTls],
    ['CONNECT', probe.tunnel],
    ['TLS', probe.tls],
    ['HTTP', probe.http],
  ];
  const reached = stages.flatMap(([label, stage]) => (stage === undefined ? [] : [{ label, ms: stage.ms }]));
  return {
    text: reached.map(({ label, ms }) => `${label} ${ms} ms`).join(', '),
    totalMs: reached.reduce((total, { ms }) => total + ms, 0),
  };
}

/** Nobody but the service itself, or whom it trusts with its key, can have answered: a public root vouches for it. */
export function isItself(probe: ProbeEvidence): boolean {
  const { session, anchoredIn = [] } = probe.tls ?? {};
  return session?.authorized === true && anchoredIn.includes('public');
}
