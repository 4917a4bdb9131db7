/** A document of each kind with the same hostile text in every field that comes from outside. */
import type { Report } from '../../../lib/audits/finding.js';
import type { Document } from '../../../lib/report/formats/index.js';
import { sampleReport } from '../html/sample.js';

const profile = (text: string) => ({ id: text, title: text, name: text });
const at = '2026-11-24T08:00:00.000Z';

function reportOf(text: string): Report {
  const report = sampleReport(() => text);
  const files = report.inputs.files.map((file) => ({ ...file, sha256: '0'.repeat(64) }));
  // Words of a closed list are not from outside.
  const chains = report.chains.map((chain) => ({
    ...chain,
    zones: chain.zones.map((zone) => ({ ...zone, ds: zone.ds.map((ds) => ({ ...ds, use: 'matched' })) })),
  }));
  return {
    ...report,
    chains,
    label: text === '' ? 'pc' : text,
    at,
    inputs: { ...report.inputs, evidenceSha256: '0'.repeat(64), files },
  };
}

export function auditDocument(text: string): Document {
  return {
    kind: 'audit',
    report: reportOf(text),
    sources: [{ kind: 'pac', file: text, text }],
    rules: [{ id: 'proxy/pac-bypass', title: text, why: text, references: [text] }],
  };
}

export function pacDocument(text: string): Document {
  const failure = { code: 'throw' as const, message: text, line: 2, column: 3 };
  const form = {
    variant: text,
    asked: { url: 'https://t1c.t1t.io/', host: text },
    entryPoint: 'FindProxyForURL' as const,
    bypass: text,
    verdict: 'never' as const,
    paths: 1,
    counterexamples: [
      {
        environment: {},
        compliance: 'proxied' as const,
        result: text,
        failure: null,
        line: 3,
        column: 1,
        endLine: 3,
        endColumn: 9,
        regions: [],
        conditions: [],
        words: text,
      },
    ],
    answers: [],
    witness: null,
    obstacles: [{ reason: text, line: 4 }],
    failure,
    mayFallBack: false,
  };
  const proof = {
    ...form,
    url: 'https://t1c.t1t.io/',
    dialect: 'chromium' as const,
    variants: [],
    reached: [],
    unreached: [],
    unverified: [text],
  };
  return {
    kind: 'pac',
    profile: profile(text),
    at,
    source: { kind: 'pac', file: text, text },
    sha256: '0'.repeat(64),
    bytes: 1,
    url: 'https://t1c.t1t.io/',
    told: { mode: 'proof', proof, required: [proof], holds: false },
    lint: [{ rule: 'missing-argument', message: text, line: 1, column: 1 }],
  };
}

export function dnssecDocument(text: string): Document {
  const reason = {
    code: 'signature-expired' as const,
    message: text,
    zone: text,
    reference: text,
    fix: text,
  };
  return {
    kind: 'dnssec',
    resolvers: [text],
    validation: {
      name: text,
      type: 'A',
      status: 'bogus',
      rcode: 'NOERROR',
      answer: [],
      chain: [],
      branches: [],
      denials: [],
      reasons: [reason],
      warnings: [{ code: 'expires-soon', message: text, zone: text, reference: text, fix: text }],
      at,
      cost: { queries: 1, signatureChecks: 0, nsec3Hashes: 0 },
    },
  };
}

export function proxyDocument(text: string): Document {
  const rule = { key: text, file: text, line: 3, text };
  return {
    kind: 'proxy',
    profile: profile(text),
    at,
    settings: [],
    asked: [
      {
        client: 'curl',
        route: {
          client: 'curl@8.18.0',
          url: 'https://t1c.t1t.io/',
          via: 'proxy',
          reason: 'proxy-configured',
          rule,
          proxy: text,
          credentials: false,
          autoDetect: false,
          ignored: [],
        },
      },
    ],
    servers: [],
    facts: [{ code: 'rule-without-effect', origin: rule, text, detail: text, clients: ['curl'] }],
    problems: [text],
    sources: [{ kind: 'settings', file: text, text }],
  };
}

export function fleetDocument(text: string): Document {
  const distinction = { trait: 'pac' as const, value: text, among: 2, have: 2, others: 3, othersHave: 0 };
  const cause = {
    key: text,
    status: 'fail' as const,
    effect: 'leaves' as const,
    title: text,
    owner: text,
    first: text,
    machines: 2,
    failed: 2,
    decides: 2,
    before: 1,
    distinctions: [distinction],
  };
  return {
    kind: 'fleet',
    fleet: {
      profile: profile(text),
      at,
      counts: { machines: 1, no: 1, unknown: 0, but: 0, yes: 0, superseded: 0, skipped: 1 },
      changes: [{ cause: text, machines: 1, right: 1 }],
      causes: [cause],
      findings: [{ id: text, title: text, status: 'fail', machines: 1 }],
      traits: [
        {
          trait: 'pac',
          values: [
            { value: text, machines: 1, no: 1 },
            { value: `${text}2`, machines: 1, no: 0 },
          ],
        },
      ],
      machines: [
        {
          machine: text,
          source: text,
          at,
          verdict: 'NO',
          but: false,
          causes: Object.fromEntries([[text, 'fail' as const]]),
          traits: { pac: text },
        },
      ],
      movement: {
        since: at,
        better: [text],
        worse: [text],
        new: [text],
        gone: [text],
        same: 0,
        goneCauses: [{ key: text, title: text, before: 1 }],
      },
      skipped: [{ source: text, reason: text }],
    },
  };
}

export const makers: readonly ((text: string) => Document)[] = [
  auditDocument,
  pacDocument,
  dnssecDocument,
  proxyDocument,
  fleetDocument,
];

/** What has broken out of one format or another. */
export const hostile: readonly string[] = [
  '\u202etxt.exe\u2066',
  'nul\u0000esc\u001b[2J\u009b31m',
  ']]><script>alert(1)</script><!--',
  "=cmd|' /C calc'!A0",
  '@SUM(1+1)*cmd',
  '-2+3',
  '\t=1+1',
  'one\r\ntwo\nthree\u2028four',
  '``` ~~~ ` `` \\`',
  '"quotes\' & <b>entities</b> &amp; &#x41;',
  '::error file=x::injected%0A::set-output name=a::b',
  'a | b || c \\| d',
  '[link](javascript:alert(1)) ![x](http://evil.example/a.png) <http://evil.example>',
  'https://evil.example www.evil.example @somebody #123 somebody@evil.example',
  '# heading\n\n- item\n\n    code',
  '1. one 2) two + plus',
  '{label="x"} 1\nstaylocal_fake 1',
  'OK | failed=0',
  '\ud800 half \udfff pair \ufffe\uffff',
  '../../../etc/passwd',
  'C:\\Users\\a b\\proxy.pac',
  '</details></summary>',
  '',
  ' ',
];
