/** Resolvers over real sockets that lack one thing each: that is what is told, and no zone is blamed for it. */
import assert from 'node:assert/strict';
import { udp } from '../../../lib/dns/transport/udp.js';
import { parseAnchors, validate, type ResolverView, type Validation } from '../../../lib/dnssec/index.js';
import { startLab, type Lab } from '../../../lib/lab/index.js';
import { at } from '../forge.js';

/** Long enough for a healthy answer on a busy machine; silence costs all of it. */
const timeoutMs = 700;

interface Disability {
  readonly code: string;
  /** What is told, after whom it is told of. */
  readonly says: RegExp;
  readonly view: Partial<ResolverView>;
}

const disabilities: Readonly<Record<string, Disability>> = {
  'stripped-signatures': {
    code: 'resolver-without-signatures',
    says: /hands on no signature \(RRSIG\).*not even the root comes signed$/,
    view: { edns: 'yes', signatures: 'no', dnskey: 'yes' },
  },
  'no-edns': {
    code: 'resolver-without-edns',
    says: /knows no EDNS/,
    view: { edns: 'no', signatures: 'no' },
  },
  'edns-formerr': {
    code: 'resolver-refuses-edns',
    says: /answers FORMERR to every question with EDNS, and the same question without it as it should/,
    view: { edns: 'unknown' },
  },
  'edns-dropped': {
    code: 'resolver-refuses-edns',
    says: /answers nothing to every question with EDNS/,
    view: { edns: 'unknown' },
  },
  'ad-without-signatures': {
    code: 'resolver-vouches-alone',
    says: /hands on no signature.*yet says that it has validated \(AD\), which nobody can check/,
    view: { signatures: 'no' },
  },
  'ignores-cd': {
    code: 'resolver-ignores-cd',
    says: /answers SERVFAIL for t1c\.t1t\.io\. and does not take CD.*Extended DNS Error 7/,
    view: { checkingDisabled: 'no', signatures: 'yes', ds: 'yes' },
  },
  'hides-bogus': {
    code: 'resolver-ignores-cd',
    says: /answers SERVFAIL for t1t\.io\. and does not take CD.*keeps to itself$/,
    view: { checkingDisabled: 'yes', signatures: 'yes', ds: 'yes' },
  },
  'drops-ds': {
    code: 'resolver-without-ds',
    says: /answers an empty NOERROR to questions for DS/,
    view: { ds: 'no', dnskey: 'yes', signatures: 'yes' },
  },
  'drops-dnskey': {
    code: 'resolver-without-dnskey',
    says: /answers other questions, and nothing to those for DNSKEY/,
    view: { dnskey: 'no', signatures: 'yes' },
  },
  'empty-dnskey': {
    code: 'resolver-without-dnskey',
    says: /an empty NOERROR to those for DNSKEY/,
    view: { dnskey: 'no', signatures: 'yes' },
  },
  'denies-ds': {
    code: 'resolver-without-ds',
    says: /answers NXDOMAIN, though names below it exist, to questions for DS/,
    view: { ds: 'no', dnskey: 'yes', signatures: 'yes' },
  },
  'tcp-closed': {
    code: 'resolver-without-tcp',
    says: /cuts an answer about .* short and does not give the whole of it over TCP/,
    view: { tcp: 'no' },
  },
  'denies-everything': {
    code: 'resolver-denies-root',
    says: /the root itself does not exist/,
    view: { signatures: 'no' },
  },
};

describe('dnssec: a resolver’s abilities before a zone’s faults', () => {
  const labs: Lab[] = [];
  async function ask(faults: readonly string[], name = 't1c.t1t.io', type = 'A'): Promise<Validation> {
    const lab = await startLab({ at, faults });
    labs.push(lab);
    using exchange = udp(lab.resolver, { timeoutMs, retries: 0 });
    return await validate({ name, type }, { exchange, anchors: parseAnchors(lab.anchors, at), at });
  }
  after(() => Promise.all(labs.map((lab) => lab.close())));

  let healthy: Validation;
  before(async () => {
    healthy = await ask([]);
  });

  it('says nothing of one that carries it all', () => {
    assert.equal(healthy.status, 'secure');
    assert.equal(healthy.resolver, undefined);
  });

  for (const [fault, { code, says, view }] of Object.entries(disabilities))
    it(`tells of ${fault}`, async () => {
      const { status, reasons, chain, answer, resolver, cost } = await ask([fault]);
      assert.equal(status, 'indeterminate', JSON.stringify(reasons));
      assert.equal(reasons[0]?.code, code);
      assert.match(reasons[0].message, says);
      assert.match(reasons[0].fix, /another resolver|Ask a resolver that takes CD/);
      assert.doesNotMatch(JSON.stringify(reasons), /[Ss]ign the zone/);
      assert.deepEqual({ ...resolver, ...view }, resolver);
      const judged = [...chain, ...answer].map((one) => one.status);
      assert.ok(!judged.includes('bogus') && !judged.includes('insecure'), judged.join(' '));
      assert.ok(cost.queries <= healthy.cost.queries + 2, `${cost.queries} queries`);
    });

  it('tells of it whatever is asked', async () => {
    for (const [name, type] of [
      ['.', 'DNSKEY'],
      ['io', 'DS'],
      ['nowhere.t1t.io', 'AAAA'],
      ['connector.unsigned.example', 'A'],
    ] as const) {
      const { status, reasons } = await ask(['stripped-signatures'], name, type);
      assert.deepEqual(
        [status, reasons.map(({ code }) => code)],
        ['indeterminate', ['resolver-without-signatures']],
      );
    }
  });

  it('blames no resolver for a zone’s fault, and shows what it can do', async () => {
    const { status, reasons, resolver } = await ask(['expired-signature']);
    assert.equal(status, 'bogus');
    assert.deepEqual([...new Set(reasons.map(({ code }) => code))], ['signature-expired']);
    assert.deepEqual(resolver, {
      edns: 'yes',
      signatures: 'yes',
      dnskey: 'yes',
      ds: 'yes',
      tcp: 'unknown',
      checkingDisabled: 'yes',
    });
  });

  it('judges the zones’ own servers as what they are', async () => {
    const lab = await startLab({ at, faults: ['stripped-signatures'] });
    labs.push(lab);
    using exchange = udp(lab.resolver, { timeoutMs });
    const anchors = parseAnchors(lab.anchors, at);
    const { status, resolver } = await validate(
      { name: 't1c.t1t.io', type: 'A' },
      { exchange, anchors, at, source: 'servers' },
    );
    assert.deepEqual([status, resolver], ['bogus', undefined]);
  });
});
