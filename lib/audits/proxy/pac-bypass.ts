/**
 * Whether each PAC file answers DIRECT for the name, proven over every environment: client address, DNS, date and time,
 * chance. One evaluation on one desk would pass a PAC that answers PROXY on Monday morning in the branch office.
 */
import type { Proof, VariantProof, Verdict } from '../../pac/index.js';
import { clientName } from '../../proxy/index.js';
import type { Profile } from '../../profile/types.js';
import { defineAudit, type Audit, type Outcome } from '../define.js';
import type { Location } from '../finding.js';
import { withoutSource } from '../shared/without-source.js';
import { capital, pacOutcomes } from './shared/pac-outcomes.js';
import { clientsByDialect, provenPacs, type ProvenPac, type Unseen } from './shared/pac-proofs.js';
import { exemptSpellings, proxiedSpellings, requiredForms } from './shared/pac-variants.js';

type MessageId =
  | 'always'
  | 'sometimes'
  | 'never'
  | 'another-spelling'
  | 'unproven'
  | 'broken'
  | 'may-fall-back'
  | 'spelling'
  | 'media-type'
  | 'unreadable'
  | 'no-time'
  | 'no-client'
  | 'no-pac';

const exempt = { advice: 'Answer DIRECT for {hosts} before anything else in the PAC', targets: ['pac'] };

export const pacBypass: Audit = defineAudit<MessageId, 'pac'>({
  id: 'proxy/pac-bypass',
  title: 'PAC files let the name bypass the proxy',
  why: 'A PAC may answer DIRECT today on this desk and PROXY on Monday in the branch office; a proxy reaches its own loopback, not the device. So the answer is proven for every environment that the script can tell apart.',
  requires: ['pac'],
  references: [
    'https://developer.mozilla.org/docs/Web/HTTP/Guides/Proxy_servers_and_tunneling/Proxy_Auto-Configuration_PAC_file',
  ],
  limits: [
    'What a PAC reads beside its arguments and the builtins is not modelled: the proof then says what stops it, and nothing is passed.',
    'Which PAC a program is given, the settings say; a program that runs none is no question of this audit.',
  ],
  messages: {
    always: {
      status: 'pass',
      text: 'answers DIRECT for {urls} in every environment, proven for {clients} over every path of the script ({paths}).',
    },
    sometimes: {
      status: 'fail',
      text: 'answers DIRECT for {urls} in some environments only, when run by {clients}.',
      fix: exempt,
    },
    never: { status: 'fail', text: 'never answers DIRECT for {urls} when run by {clients}.', fix: exempt },
    'another-spelling': {
      status: 'fail',
      text: 'answers DIRECT for {other}, and never for {urls} as {clients} ask: programs write a host in lower case, without a dot at its end.',
      fix: exempt,
    },
    unproven: {
      status: 'error',
      text: 'could not be proven DIRECT for {urls} when run by {clients}.',
      fix: exempt,
    },
    broken: {
      status: 'fail',
      text: 'gives no answer for {urls} when run by {clients}: {reason}. What a client does then is its own choice, not an exemption.',
      fix: { advice: 'Correct the PAC, then audit it again' },
    },
    'may-fall-back': {
      status: 'warn',
      text: 'answers DIRECT first but names a proxy behind it for {urls}: when nothing listens on the port, the proxy is asked by {clients}.',
      fix: exempt,
    },
    spelling: {
      status: 'warn',
      text: 'may send another spelling to a proxy when run by {clients}: {spellings}.',
      fix: {
        advice: 'Compare the host in lower case and without a trailing dot, and do not ask for the scheme',
        targets: ['pac'],
      },
    },
    'media-type': {
      status: 'warn',
      text: 'is served as {type}; clients expect application/x-ns-proxy-autoconfig, and some refuse anything else.',
      fix: { advice: 'Have the web server send that type for the PAC’s path' },
    },
    unreadable: {
      status: 'error',
      text: 'could not be read: {reason}',
      fix: { advice: 'Name a PAC that this user may read' },
    },
    'no-time': {
      status: 'error',
      text: 'was not looked at for {clients}: {reason}.',
      fix: { advice: 'Audit it alone, or with fewer PAC files at once' },
    },
    'no-pac': { status: 'not-applicable', text: 'Nothing that was read names a PAC.' },
    'no-client': { status: 'not-applicable', text: 'No client of the profile runs PAC files.' },
  },
  async run(evidence, { profile, at, limits: { pacMs }, shared }) {
    if (clientsByDialect(profile).size === 0) return [{ message: 'no-client' }];
    const proven = await provenPacs(evidence.pac, { profile, at, pacMs, shared });
    if (proven.length === 0) return [{ message: 'no-pac' }];
    return proven.flatMap((one) => auditOne(one, profile));
  },
});

function auditOne({ pac, proofs, unseen }: ProvenPac, profile: Profile): Outcome<MessageId>[] {
  const { source, bytes, error, namedBy, mediaType } = pac;
  const subject = namedBy === undefined ? source : `${source} (named by ${namedBy})`;
  if (bytes === undefined)
    return [
      {
        message: 'unreadable',
        subject,
        data: { reason: withoutSource(error?.message ?? 'no reason is given', source) },
      },
    ];
  const told = new Map<string, { clients: string[]; forms: VariantProof[]; message: MessageId }>();
  for (const { clients, proof } of proofs)
    for (const [message, forms] of byMessage(proof)) {
      // Clients that get the same answer for the same reason are told together.
      const key = JSON.stringify([
        message,
        forms.map(({ variant, paths, failure, counterexamples }) => [
          variant,
          paths,
          failure?.message,
          counterexamples.map(({ words }) => words),
        ]),
      ]);
      const same = told.get(key);
      if (same === undefined) told.set(key, { clients: [...clients], forms, message });
      else same.clients.push(...clients);
    }
  const typed = mediaType === undefined || isPacMediaType(mediaType);
  const byType: Outcome<MessageId>[] = typed
    ? []
    : [{ message: 'media-type', subject, data: { type: mediaType } }];
  const found = [...told.values()].map(({ clients, forms, message }) =>
    outcomeOf(message, forms, clients, { source, subject, profile }),
  );
  return [...found, ...notLookedAt(unseen, subject), ...byType];
}

function notLookedAt(unseen: readonly Unseen[], subject: string): Outcome<MessageId>[] {
  const byReason = new Map<string, string[]>();
  for (const { clients, reason } of unseen)
    byReason.set(reason, [...(byReason.get(reason) ?? []), ...clients]);
  return [...byReason].map(([reason, clients]) => ({
    message: 'no-time',
    subject,
    data: { clients: clients.map(clientName).join(', '), reason },
  }));
}

const messageOfVerdict: Readonly<Record<Verdict, MessageId>> = {
  always: 'always',
  sometimes: 'sometimes',
  never: 'never',
  unknown: 'unproven',
};

/** The URL and its variants, by what is to be said of them; what passes is said only where nothing else is. */
function byMessage(proof: Proof): Map<MessageId, VariantProof[]> {
  const groups = new Map<MessageId, VariantProof[]>();
  for (const variant of requiredForms(proof)) {
    const verdict = variant.failure === null ? messageOfVerdict[variant.verdict] : 'broken';
    const message = verdict === 'always' && variant.mayFallBack ? 'may-fall-back' : verdict;
    groups.set(message, [...(groups.get(message) ?? []), variant]);
  }
  const never = groups.get('never');
  if (never?.[0] === proof && exemptSpellings(proof).length > 0) {
    groups.delete('never');
    groups.set('another-spelling', never);
  }
  if (groups.size > 1) groups.delete('always');
  const spelt = proxiedSpellings(proof);
  // Where the name itself is not exempt, its spellings are no news.
  if (spelt.length > 0 && [...groups.keys()].every((message) => message === 'always'))
    groups.set('spelling', [...spelt]);
  return groups;
}

function outcomeOf(
  message: MessageId,
  proofs: readonly VariantProof[],
  clients: readonly string[],
  { source, subject, profile }: { source: string; subject: string; profile: Profile },
): Outcome<MessageId> {
  const witnesses = proofs.flatMap(({ counterexamples }) => counterexamples);
  const locations = placesOf(proofs).map((place) => ({ file: source, ...place }));
  const [location] = locations;
  const obstacles = proofs.flatMap(({ obstacles: found }) =>
    // What a broken PAC is said to be is not said again.
    message === 'broken' ? [] : found.map(({ reason, line: at }) => `line ${at ?? '?'}: ${reason}`),
  );
  return {
    message,
    subject,
    subjects: clients.map(clientName),
    ...(location === undefined ? {} : { location }),
    ...(locations.length > 1 ? { locations } : {}),
    ...(witnesses.length === 0 ? {} : { outcomes: pacOutcomes(proofs) }),
    data: {
      urls: urlsOf(proofs),
      spellings: proofs.map(({ variant, asked }) => `${variant} (${asked.url})`).join(', '),
      other: otherSpelling(proofs),
      clients: clients.map(clientName).join(', '),
      hosts: [profile.name, ...profile.bypassHosts].join(' and '),
      paths: proofs.reduce((sum, { paths }) => sum + paths, 0),
      reason: proofs.find(({ failure }) => failure !== null)?.failure?.message ?? 'no reason is given',
    },
    details: [
      ...new Set([
        ...(message === 'broken' ? [] : witnesses.map(({ words }) => `${capital(words)}.`)),
        ...obstacles,
      ]),
    ].slice(0, 5),
  };
}

/** The host in the spelling that is exempt, where one is. */
function otherSpelling([first]: readonly VariantProof[]): string {
  return first !== undefined && 'variants' in first
    ? (exemptSpellings(first as Proof)[0]?.asked.host ?? '')
    : '';
}

/** Each line once, from the first place in it. */
function placesOf(proofs: readonly VariantProof[]): Omit<Location, 'file'>[] {
  const places = new Map<number, Omit<Location, 'file'>>();
  for (const { failure, counterexamples } of proofs) {
    const { line: failed, column: at } = failure ?? {};
    if (typeof failed === 'number')
      places.set(failed, { line: failed, ...(typeof at === 'number' ? { column: at } : {}) });
    for (const { line, column, endLine, endColumn } of counterexamples)
      if (line !== null && !places.has(line))
        places.set(line, {
          line,
          ...(column === null ? {} : { column }),
          ...(endLine === null ? {} : { endLine }),
          ...(endColumn === null ? {} : { endColumn }),
        });
  }
  return [...places.values()];
}

function urlsOf(proofs: readonly VariantProof[]): string {
  const [first, ...rest] = [...new Set(proofs.map(({ asked }) => asked.url))];
  return rest.length === 0
    ? String(first)
    : `${first ?? ''} and ${rest.length} ${rest.length === 1 ? 'variant' : 'variants'} of it`;
}

/** The type that Netscape gave PAC files, and the one that some servers have for JavaScript configuration. */
function isPacMediaType(mediaType: string): boolean {
  return /^application\/(?:x-ns-proxy-autoconfig|x-javascript-config)\s*(?:;|$)/i.test(mediaType);
}
