import assert from 'node:assert/strict';
import { audit } from '../../lib/audits/audit.js';
import { validityAt } from '../../lib/audits/shared/certificate.js';
import type { Finding } from '../../lib/audits/finding.js';
import { registry } from '../../lib/audits/registry.js';
import { evidenceWith, testProfile, type AuditCase, type AuditTable } from './case.js';
import { tables } from './tables.js';

async function findingsOf(table: AuditTable, one: AuditCase): Promise<readonly Finding[]> {
  const parts = typeof one.evidence === 'function' ? await one.evidence() : one.evidence;
  const profile = { ...testProfile, ...one.profile };
  return (
    await audit(profile, evidenceWith(parts, profile), { only: [table.audit.id], limits: one.limits ?? {} })
  ).findings;
}

for (const table of tables) {
  describe(`audit ${table.audit.id}`, () => {
    for (const one of table.cases) {
      it(`${one.title} → ${one.says.join(', ') || 'nothing'}`, async () => {
        const findings = await findingsOf(table, one);
        const said = new Set(findings.map(({ id }) => id.slice(table.audit.id.length + 1)));
        const shown = JSON.stringify(findings, undefined, 1);
        for (const { subject, message } of findings)
          assert.ok(
            subject === undefined || !`${message} `.includes(`${subject}: `),
            `twice: ${subject} ${message}`,
          );
        for (const id of one.says) assert.ok(said.has(id), `says ${id}: ${shown}`);
        const forbidden =
          one.forbids ?? Object.keys(table.audit.messages).filter((id) => !one.says.includes(id));
        for (const id of forbidden) assert.ok(!said.has(id), `must not say ${id}: ${shown}`);
        if (one.shows !== undefined) {
          const texts = findings.map(
            ({ subject, message, code, details, location }) =>
              `${subject ?? ''} ${message} ${code ?? ''} ${details?.join(' ') ?? ''} ${location?.file ?? ''}:${location?.line ?? ''}`,
          );
          assert.ok(
            texts.some((text) => one.shows?.test(text)),
            `${one.shows} in ${texts.join('\n')}`,
          );
        }
      });
    }
  });
}

describe('audits: the registry', () => {
  it('holds each audit once, and each has a table of cases', () => {
    const ids = registry.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    assert.deepEqual(tables.map(({ audit: { id } }) => id).sort(), [...ids].sort());
  });

  for (const { audit: entry, cases } of tables) {
    it(`every message of ${entry.id} is reached`, () => {
      const reached = new Set(cases.flatMap(({ says }) => says));
      assert.deepEqual(
        Object.keys(entry.messages).filter((id) => !reached.has(id)),
        [],
      );
    });

    it(`every failure of ${entry.id} says how to close it`, () => {
      const open = Object.entries(entry.messages).filter(
        ([, { status, fix }]) => ['fail', 'warn', 'error'].includes(status) && fix === undefined,
      );
      assert.deepEqual(
        open.map(([id]) => id),
        [],
      );
      assert.ok(entry.why.length > 40 && entry.references.every((reference) => URL.canParse(reference)));
    });
  }
});

describe('audits: audit()', () => {
  it('says not-collected of what nobody looked at, never pass', async () => {
    const report = await audit(testProfile, evidenceWith({}));
    const others = report.findings.filter(({ status }) => status !== 'not-collected');
    // What this profile does not ask for, and the one audit that reads the profile alone.
    assert.deepEqual(
      [...new Set(others.map(({ id }) => id.replace(/^(?!token\/liability).*:/, '…:')))],
      ['…:not-asked', 'token/liability:without-token'],
    );
    assert.equal(report.summary.pass, 0);
  });

  it('is the same to the byte for the same evidence', async () => {
    const evidence = evidenceWith({
      proxySettings: [],
      pac: [{ source: 'a', error: { code: 'x', message: 'y' } }],
    });
    assert.equal(
      JSON.stringify(await audit(testProfile, evidence)),
      JSON.stringify(await audit(testProfile, evidence)),
    );
  });

  it('lets the profile switch an audit off, and failures to advice', async () => {
    const parts = {
      proxySettings: [],
      pac: [
        {
          source: 'p',
          bytes: Buffer.from('function FindProxyForURL() { return "PROXY a:1"; }').toString('base64'),
        },
      ],
    };
    for (const [setting, status] of [
      ['on', 'fail'],
      ['advice', 'warn'],
      ['off', 'not-applicable'],
    ] as const) {
      const profile = { ...testProfile, audits: { 'proxy/pac-bypass': setting } };
      const report = await audit(profile, evidenceWith(parts), { only: ['proxy/pac-bypass'] });
      assert.deepEqual([...new Set(report.findings.map((finding) => finding.status))], [status]);
    }
  });

  it('says of evidence that an audit cannot bear that it could not be judged, and judges on', async () => {
    const services = [
      { url: 'no URL', route: { via: 'direct' as const, decidedBy: 'x' }, requests: [] },
      {
        url: 'https://ds.example',
        route: { via: 'direct' as const, decidedBy: 'x' },
        requests: [
          {
            probe: {
              url: 'https://ds.example/',
              connect: { ms: 1, address: 'x', port: 1, error: { code: 'constructor', message: 'x' } },
            },
          },
        ],
      },
    ];
    const evidence = evidenceWith({ distribution: { systemRoots: { source: 'x' }, services } });
    const report = await audit(testProfile, evidence);
    const { status, message, fix } =
      report.findings.find(({ id }) => id === 'distribution/reachable:not-judged') ?? {};
    assert.equal(status, 'error');
    assert.match(message ?? '', /could not be judged: /);
    assert.ok(fix !== undefined);
    assert.ok(new Set(report.findings.map(({ audit: id }) => id)).size > 20);
  });

  it('takes a certificate whose dates are none for one that is not valid', () => {
    const at = new Date(evidenceWith({}).collectedAt);
    const [bad, good] = ['Bad time value', 'Nov 24 07:00:00 2036 GMT'];
    assert.equal(validityAt({ validFrom: bad, validTo: good }, at).is, 'not-yet-valid');
    assert.equal(validityAt({ validFrom: good, validTo: bad }, at).is, 'expired');
  });

  it('refuses evidence that was gathered for another name', async () => {
    const evidence = evidenceWith({});
    await assert.rejects(
      audit({ ...testProfile, name: 'other.example' }, evidence),
      /gathered for t1c\.t1t\.io/,
    );
  });

  it('knows which audits there are', async () => {
    await assert.rejects(
      audit(testProfile, evidenceWith({}), { only: ['dns/none'] }),
      /No audit "dns\/none"; staylocal audit --list/,
    );
    const report = await audit(testProfile, evidenceWith({}), {
      only: ['proxy/'],
      skip: ['proxy/pac-bypass'],
    });
    assert.deepEqual(
      [...new Set(report.findings.map((finding) => finding.audit))],
      ['proxy/settings-bypass', 'proxy/settings-facts', 'proxy/wpad'],
    );
  });
});
