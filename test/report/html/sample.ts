/** A report that has something in every field. `text` gives the text of a field by its name. */
import type { Report } from '../../../lib/audits/finding.js';

export type TextOf = (field: string) => string;

const signature = (
  text: TextOf,
  keyTag: number,
): Report['chains'][number]['zones'][number]['proofs'][number] => ({
  name: text('signature.name'),
  type: text('signature.type'),
  signerName: text('signature.signerName'),
  keyTag,
  algorithm: 13,
  inception: text('signature.inception'),
  expiration: text('signature.expiration'),
});

export function sampleReport(text: TextOf): Report {
  const statuses = ['fail', 'error', 'warn', 'pass', 'not-collected', 'not-applicable'] as const;
  const findings: Report['findings'] = statuses.map((status, index) => ({
    id: `proxy/pac-bypass:${text('finding.id')}`,
    key: `${text('finding.key')}${index}`,
    audit: index === 4 ? text('finding.audit') : 'proxy/pac-bypass',
    status,
    title: text('finding.title'),
    message: text('finding.message'),
    subject: text('pac.source'),
    subjects: [text('finding.subjects')],
    location: { file: text('location.file'), line: 3, column: 4, key: text('location.key') },
    locations: [{ file: text('location.file'), line: 3 }],
    code: text('finding.code'),
    zone: text('finding.zone'),
    outcomes: [
      {
        url: text('outcome.url'),
        result: text('outcome.result'),
        line: 2,
        column: 1,
        words: text('outcome.words'),
      },
    ],
    details: [text('finding.details')],
    fix: { advice: text('fix.advice'), targets: [text('fix.targets')] },
    references: [text('finding.references')],
    ...(index < 3 ? { cause: `${text('cause.key')}${index}` } : {}),
    ...(index === 1 ? { because: true as const } : {}),
  }));
  const causes: Report['causes'] = (['fail', 'error', 'warn'] as const).map((status, index) => ({
    key: `${text('cause.key')}${index}`,
    status,
    effect: 'leaves',
    title: text('cause.title'),
    why: [text('cause.why')],
    where: [text('cause.where')],
    affected: [text('cause.affected')],
    owner: text('cause.owner'),
    first: text('cause.first'),
    command: text('cause.command'),
    check: text('cause.check'),
    findings: [`${text('finding.key')}${index}`],
    consequences: [`${text('finding.key')}3`],
  }));
  return {
    schemaVersion: 1,
    tool: { name: 'staylocal', version: text('tool.version') },
    profile: { id: text('profile.id'), title: text('profile.title'), name: text('profile.name') },
    at: text('at'),
    label: text('label'),
    verdict: {
      word: 'NO',
      but: false,
      headline: text('verdict.headline'),
      line: text('verdict.line'),
      first: `${text('cause.first')} (${text('cause.owner')})`,
      deciding: [`${text('cause.key')}0`],
      asked: ['dns', 'dnssec', 'proxy'],
      looked: [text('verdict.looked')],
      notLooked: [text('verdict.notLooked')],
    },
    causes,
    findings,
    inputs: {
      evidenceSha256: text('inputs.evidenceSha256'),
      label: text('inputs.label'),
      system: {
        family: text('system.family'),
        name: text('system.name'),
        architecture: text('system.architecture'),
      },
      given: [text('inputs.given')],
      durationMs: 1234,
      resolvers: [text('inputs.resolvers')],
      references: [text('inputs.references')],
      files: [{ kind: 'pac', source: text('pac.source'), bytes: 9, sha256: text('files.sha256') }],
    },
    chains: [sampleChain(text)],
    pacs: [samplePac(text)],
    routes: (['proxy', 'direct', 'pac', 'unknown'] as const).map((via) => ({
      client: text('route.client'),
      machine: text('route.machine'),
      counted: via === 'proxy',
      urls: [text('route.urls')],
      via,
      reason: text('route.reason'),
      autoDetect: true,
      proxy: text('route.proxy'),
      pacUrl: text('route.pacUrl'),
      location: { file: text('location.file'), line: 3, key: text('location.key') },
      rule: text('route.rule'),
      pac: text('pac.source'),
      store: text('route.store'),
      scope: text('route.scope'),
      managed: true,
    })),
    summary: { pass: 1, fail: 1, warn: 1, 'not-applicable': 1, 'not-collected': 1, error: 1 },
  };
}

function sampleDenial(text: TextOf): Report['chains'][number]['denials'][number] {
  return {
    mechanism: 'NSEC3',
    conclusion: text('denial.conclusion'),
    optOut: true,
    records: [text('denial.records')],
  };
}

function samplePac(text: TextOf): Report['pacs'][number] {
  const span = { line: 1, column: 2, endLine: 3, endColumn: 4 };
  const client = { ipv4: [text('region.ipv4')], ipv4Except: [text('region.except')], unresolved: true };
  const time = {
    weekdays: [text('region.weekdays')],
    dates: [{ from: text('region.from'), to: text('region.to') }],
    hours: [{ from: text('region.from'), to: text('region.to') }],
  };
  const form: Omit<Report['pacs'][number]['proofs'][number]['variants'][number], 'variant'> = {
    url: text('pac.url'),
    verdict: 'sometimes',
    answers: [
      {
        compliance: 'proxied',
        result: text('pac.result'),
        failure: text('pac.failure'),
        span,
        words: text('pac.words'),
        regions: [{ client, names: { [text('region.name')]: client }, local: time, utc: time, chance: true }],
        conditions: [span],
        earlierCalls: 1,
      },
    ],
    obstacles: [{ reason: text('pac.obstacle'), line: 1 }],
    failure: text('pac.failure'),
    bypass: text('pac.bypass'),
  };
  return {
    source: text('pac.source'),
    namedBy: text('pac.namedBy'),
    wpad: true,
    error: text('pac.error'),
    proofs: [
      {
        clients: [text('pac.clients')],
        dialect: 'chromium',
        ...form,
        paths: 2,
        mayFallBack: true,
        variants: [{ variant: text('pac.variant'), ...form }],
        reached: [{ line: 1, endLine: 2 }],
        unreached: [{ line: 3, endLine: 4 }],
      },
    ],
    notLookedAt: [{ clients: [text('pac.clients')], reason: text('pac.reason') }],
  };
}

function sampleChain(text: TextOf): Report['chains'][number] {
  const zone = (name: string, status: string, by: string): Report['chains'][number]['zones'][number] => ({
    zone: text(name),
    status,
    by,
    parent: text('chain.parent'),
    for: [text('chain.name')],
    ds: [
      {
        keyTag: 1,
        algorithm: 13,
        mnemonic: text('ds.mnemonic'),
        digestType: 2,
        digest: text('ds.digest'),
        use: text('ds.use'),
      },
    ],
    keys: [
      { keyTag: 1, sep: true, used: true, claimed: false },
      { keyTag: 2, sep: false, used: false, claimed: true },
    ].map((key) => ({ ...key, algorithm: 13, mnemonic: text('key.mnemonic'), bits: 256, revoked: false })),
    proofs: [signature(text, 1)],
    attempts: [{ ...signature(text, 2), code: text('reason.code') }],
    denial: sampleDenial(text),
    codes: [text('reason.code')],
  });
  return {
    by: text('chain.by'),
    name: text('chain.name'),
    type: text('chain.type'),
    status: 'bogus',
    rcode: text('chain.rcode'),
    zones: [zone('zone.a', 'secure', 'anchor'), zone('zone.b', 'bogus', 'ds')],
    answer: [
      {
        name: text('answer.name'),
        type: text('answer.type'),
        status: 'bogus',
        ttlSeconds: 60,
        data: [text('answer.data')],
        proof: signature(text, 3),
        attempts: [signature(text, 2)],
      },
    ],
    denials: [sampleDenial(text)],
    reasons: [
      {
        code: text('reason.code'),
        message: text('reason.message'),
        zone: text('zone.b'),
        ede: 7,
        reference: text('reason.reference'),
        fix: text('reason.fix'),
        signature: signature(text, 2),
        records: [text('reason.records')],
      },
    ],
  };
}
