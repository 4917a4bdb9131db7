/**
 * Resolvers that others wrote, each configured not to hand on something that DNSSEC takes, in front of the lab's signed
 * world: told as such, and by no fault of a zone. Those that hand it all on are told of nothing.
 */
import assert from 'node:assert/strict';
import { udp } from '../../lib/dns/index.js';
import { parseAnchors, validate } from '../../lib/dnssec/index.js';
import { plainWorld, startLab, type Lab, type ZonePlan } from '../../lib/lab/index.js';
import { testProfile } from '../audits/case.js';
import { ask, eventually, freePort, Scene } from './generate/support.js';
import {
  behind,
  bind,
  bindWith,
  dnsdist,
  dnsmasq,
  recursor,
  unbound,
  type Start,
} from './support/resolvers.js';

const { name } = testProfile;
const server = 'server 127.0.0.1 { edns no; };';
const withEdns = 'RecordsTypeCountRule(DNSSection.Additional, DNSQType.OPT, 1, 1)';

/** Keys that no answer of 512 bytes has room for. */
const longKeys = plainWorld.map((zone): ZonePlan =>
  zone.signing === undefined ? zone : { ...zone, signing: { ...zone.signing, algorithm: 'RSASHA256' } },
);

interface Case {
  readonly title: string;
  readonly start: Start;
  /** Faults of the zones behind it. */
  readonly faults?: readonly string[];
  /** Zones other than the lab's own. */
  readonly zones?: readonly ZonePlan[];
  /** The name was asked for before, by a program that knows nothing of DNSSEC. */
  readonly isCached?: boolean;
  /** Status and first reason. */
  readonly expected: string;
  readonly says?: RegExp;
}

const cases: readonly Case[] = [
  { title: 'Unbound that does not validate', start: unbound('iterator'), expected: 'secure' },
  { title: 'Unbound that validates', start: unbound('validator iterator'), expected: 'secure' },
  { title: 'BIND that forwards', start: bind(), expected: 'secure' },
  { title: 'dnsmasq', start: dnsmasq(), expected: 'secure' },
  { title: 'dnsmasq with a cache', start: dnsmasq('cache-size=150'), isCached: true, expected: 'secure' },
  { title: 'the Recursor that processes DNSSEC', start: recursor('dnssec=process'), expected: 'secure' },
  { title: 'dnsdist', start: dnsdist(), expected: 'secure' },
  {
    title: 'Unbound that validates, over a zone that expired',
    start: unbound('validator iterator'),
    faults: ['expired-signature'],
    expected: 'bogus signature-expired',
  },
  {
    title: 'the Recursor without DNSSEC',
    start: recursor('dnssec=off'),
    expected: 'indeterminate resolver-without-signatures',
  },
  {
    title: 'BIND that asks without EDNS',
    start: bindWith([], [server]),
    expected: 'indeterminate resolver-without-signatures',
  },
  {
    title: 'BIND that asks without EDNS, behind a balancer that sets AD',
    start: behind(
      dnsdist(
        'addResponseAction(AllRule(), LuaResponseAction(function(dr) dr.dh:setAD(true) return DNSResponseAction.None, "" end))',
      ),
      bindWith([], [server]),
    ),
    expected: 'indeterminate resolver-vouches-alone',
  },
  {
    title: 'Unbound that ignores CD, over a zone that expired',
    start: unbound('validator iterator', 'ignore-cd-flag: yes', 'ede: yes'),
    faults: ['expired-signature'],
    expected: 'indeterminate resolver-ignores-cd',
  },
  {
    title: 'Unbound that ignores CD and says nothing more, over a zone that expired',
    start: unbound('validator iterator', 'ignore-cd-flag: yes'),
    faults: ['expired-signature'],
    expected: 'indeterminate resolver-ignores-cd',
  },
  {
    title: 'Unbound without TCP',
    start: unbound('iterator', 'do-tcp: no', 'max-udp-size: 512'),
    zones: longKeys,
    expected: 'indeterminate resolver-without-tcp',
  },
  {
    title: 'dnsmasq that takes DNSKEY out',
    start: dnsmasq('filter-rr=DNSKEY'),
    expected: 'indeterminate resolver-without-dnskey',
  },
  {
    title: 'dnsmasq that takes RRSIG out',
    start: dnsmasq('filter-rr=RRSIG'),
    expected: 'indeterminate resolver-without-signatures',
  },
  {
    title: 'dnsmasq that takes DS out',
    start: dnsmasq('filter-rr=DS'),
    expected: 'indeterminate resolver-without-ds',
  },
  {
    title: 'dnsdist that answers FORMERR to EDNS',
    start: dnsdist(
      'setAddEDNSToSelfGeneratedResponses(false)',
      `addAction(${withEdns}, RCodeAction(DNSRCode.FORMERR))`,
    ),
    expected: 'indeterminate resolver-refuses-edns',
    says: /FORMERR/,
  },
  {
    title: 'dnsdist that drops EDNS',
    start: dnsdist(`addAction(${withEdns}, DropAction())`),
    expected: 'indeterminate resolver-refuses-edns',
    says: /answers nothing/,
  },
  {
    title: 'dnsdist that denies DS',
    start: dnsdist('addAction(QTypeRule(DNSQType.DS), RCodeAction(DNSRCode.NXDOMAIN))'),
    expected: 'indeterminate resolver-without-ds',
    says: /NXDOMAIN/,
  },
  {
    title: 'dnsdist that does not know DS',
    start: dnsdist('addAction(QTypeRule(DNSQType.DS), RCodeAction(DNSRCode.NOTIMP))'),
    expected: 'indeterminate resolver-without-ds',
    says: /NOTIMP/,
  },
  {
    title: 'dnsdist that refuses DNSKEY',
    start: dnsdist('addAction(QTypeRule(DNSQType.DNSKEY), RCodeAction(DNSRCode.REFUSED))'),
    expected: 'indeterminate resolver-without-dnskey',
    says: /REFUSED/,
  },
  {
    title: 'dnsdist that drops DNSKEY',
    start: dnsdist('addAction(QTypeRule(DNSQType.DNSKEY), DropAction())'),
    expected: 'indeterminate resolver-without-dnskey',
    says: /nothing/,
  },
];

describe('dnssec: resolvers that others wrote, and what they do not hand on', () => {
  let scene = new Scene();
  let lab: Lab | undefined;
  beforeEach(() => {
    scene = new Scene();
  });
  afterEach(async () => {
    await scene.end();
    await lab?.close();
  });

  for (const { title, start, faults = [], zones = plainWorld, isCached = false, expected, says } of cases)
    it(`${title}: ${expected}`, async () => {
      lab = await startLab({ faults, zones });
      const [, upstream = ''] = lab.resolver.split(':');
      const own = await freePort();
      const output = await start(scene, { own, upstream }, lab.anchors);
      await eventually(() => ask(own, isCached ? name : 'connector.unsigned.example'), output);
      using exchange = udp({ host: '127.0.0.1', port: own }, { timeoutMs: 3_000 });
      const { status, reasons } = await validate(
        { name, type: 'A' },
        { exchange, anchors: parseAnchors(lab.anchors, new Date()) },
      );
      const shown = `${JSON.stringify(reasons, undefined, 1)}\n${output()}`;
      assert.equal([status, ...reasons.map(({ code }) => code)].slice(0, 2).join(' '), expected, shown);
      if (says !== undefined) assert.match(reasons[0]?.message ?? '', says);
    });
});
