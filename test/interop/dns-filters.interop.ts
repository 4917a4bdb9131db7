/**
 * Real resolvers in front of the lab's signed world: rebinding protection of dnsmasq, Unbound and BIND, Unbound's ways to
 * block a name, an Unbound that validates and a BIND that does not. Each is gathered from as any resolver is, and named.
 */
import assert from 'node:assert/strict';
import { audit } from '../../lib/audits/audit.js';
import { udp } from '../../lib/dns/index.js';
import { gatherDns } from '../../lib/gather/dns/index.js';
import { startLab, type Lab } from '../../lib/lab/index.js';
import { evidenceWith, testProfile } from '../audits/case.js';
import { ask, eventually, freePort, Scene } from './generate/support.js';
import { bind, dnsmasq, unbound, type Start } from './support/resolvers.js';

const iterator = 'iterator';
const { name } = testProfile;
const rebinding = 'dns/rebinding-protection:filtered';
const doesNotValidate = 'dnssec/resolver-validates:does-not-validate';

/** Resolver → findings that must be among those of it, and ids of audits that must not be open. */
const cases: readonly {
  readonly title: string;
  readonly start: Start;
  readonly says: readonly string[];
  readonly quiet: readonly string[];
}[] = [
  {
    title: 'dnsmasq with stop-dns-rebind',
    start: dnsmasq('stop-dns-rebind'),
    says: [rebinding, doesNotValidate, 'dns/outage:works', 'dns/blocklist:not-blocked'],
    quiet: [],
  },
  {
    title: 'dnsmasq with stop-dns-rebind and the name exempt',
    start: dnsmasq('stop-dns-rebind', `rebind-domain-ok=/${name}/`),
    says: [
      'dns/rebinding-protection:gives-it',
      'dns/same-everywhere:same',
      'dns/address-expected:as-expected',
    ],
    quiet: ['dns/rebinding-protection', 'dns/blocklist', 'dns/outage', 'dns/same-everywhere'],
  },
  {
    title: 'Unbound with private-address',
    start: unbound(iterator, 'private-address: 127.0.0.0/8'),
    says: [rebinding, 'dns/outage:works', 'dns/blocklist:not-blocked'],
    quiet: ['dns/blocklist', 'dns/outage'],
  },
  {
    title: 'Unbound that validates, with private-address',
    start: unbound('validator iterator', 'private-address: 127.0.0.0/8'),
    says: [rebinding, 'dnssec/resolver-validates:validates'],
    quiet: ['dns/blocklist', 'dns/outage'],
  },
  {
    title: 'BIND with deny-answer-addresses',
    start: bind('deny-answer-addresses { 127.0.0.0/8; };'),
    says: [rebinding, 'dns/address-expected:servfail'],
    quiet: ['dns/blocklist', 'dns/outage'],
  },
  {
    title: 'Unbound that denies the name',
    start: unbound(iterator, `local-zone: "${name}" always_nxdomain`),
    says: ['dns/blocklist:name-denied', 'dns/rebinding-protection:other-cause'],
    quiet: ['dns/rebinding-protection', 'dns/outage'],
  },
  {
    title: 'Unbound that answers 0.0.0.0',
    start: unbound(iterator, `local-zone: "${name}" always_null`),
    says: ['dns/blocklist:blocked', 'dns/same-everywhere:differs'],
    quiet: ['dns/rebinding-protection', 'dns/outage'],
  },
  {
    title: 'Unbound that refuses the name',
    start: unbound(iterator, `local-zone: "${name}" always_refuse`),
    says: ['dns/blocklist:name-denied'],
    quiet: ['dns/rebinding-protection', 'dns/outage'],
  },
  {
    title: 'Unbound that validates',
    start: unbound('validator iterator'),
    says: ['dnssec/resolver-validates:validates', 'dnssec/chain-secure:secure', 'dns/same-everywhere:same'],
    quiet: ['dns/', 'dnssec/'],
  },
  {
    title: 'BIND that does not validate',
    start: bind(),
    says: [doesNotValidate, 'dnssec/chain-secure:secure', 'dns/rebinding-protection:gives-it'],
    quiet: ['dns/', 'dnssec/chain-secure'],
  },
];

describe('dns: filters and validators that others wrote', () => {
  let scene = new Scene();
  let lab: Lab | undefined;
  before(async () => {
    lab = await startLab();
  });
  after(() => lab?.close());
  beforeEach(() => {
    scene = new Scene();
  });
  afterEach(async () => {
    await scene.end();
  });

  for (const { title, start, says, quiet } of cases) {
    it(`${title}: ${says.join(', ')}`, async () => {
      assert.ok(lab !== undefined);
      const [, upstream = ''] = lab.resolver.split(':');
      const own = await freePort();
      const output = await start(scene, { own, upstream }, lab.anchors);
      await eventually(() => ask(own, 'ds.t1t.io'), output);
      using resolver = udp({ host: '127.0.0.1', port: own }, { timeoutMs: 3_000 });
      using reference = udp(lab.resolver, { timeoutMs: 3_000 });
      const at = new Date();
      const dns = await gatherDns(testProfile, {
        resolvers: [{ id: title, exchange: resolver }],
        references: [{ id: 'the reference', exchange: reference }],
        anchors: lab.anchors,
        at,
        progress: () => undefined,
      });
      assert.ok(dns !== undefined);
      const evidence = { ...evidenceWith({ dns }), collectedAt: at.toISOString() };
      const { findings } = await audit(testProfile, evidence, { only: ['dns/', 'dnssec/'] });
      const shown = `${JSON.stringify(findings, undefined, 1)}\n${output()}`;
      const ids = new Set(findings.map(({ id }) => id));
      for (const id of says) assert.ok(ids.has(id), `${id}: ${shown}`);
      const open = findings.filter(
        ({ status }) => status === 'fail' || status === 'warn' || status === 'error',
      );
      for (const prefix of quiet)
        assert.deepEqual(
          open.map(({ id }) => id).filter((id) => id.startsWith(prefix)),
          [],
          shown,
        );
    });
  }
});
