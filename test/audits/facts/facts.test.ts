import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { audit } from '../../../lib/audits/audit.js';
import type { Evidence } from '../../../lib/evidence/types.js';
import { base64, evidenceWith, testProfile } from '../case.js';
import { labEvidence } from '../lab-evidence.js';

const environment = 'https_proxy=http://p.example:1\nno_proxy=t1c.t1t.io\n';

describe('audits: what the report rests on', () => {
  it('names machine, options, time and files, each with its digest', async () => {
    const evidence: Evidence = evidenceWith({
      label: 'pc-17',
      given: ['offline', 'proxy'],
      durationMs: 12,
      proxySettings: [{ source: 'environment', bytes: base64(environment), format: 'environment' }],
    });
    const { inputs } = await audit(testProfile, evidence);
    assert.match(inputs.evidenceSha256, /^[0-9a-f]{64}$/);
    assert.deepEqual(
      { ...inputs, evidenceSha256: '' },
      {
        evidenceSha256: '',
        label: 'pc-17',
        given: ['offline', 'proxy'],
        durationMs: 12,
        resolvers: [],
        references: [],
        files: [
          {
            kind: 'settings',
            source: 'environment',
            bytes: environment.length,
            sha256: createHash('sha256').update(environment).digest('hex'),
          },
        ],
      },
    );
    const other = await audit(testProfile, { ...evidence, label: 'pc-18' });
    assert.notEqual(other.inputs.evidenceSha256, inputs.evidenceSha256);
  });

  it('shows the signature that did not hold, and those that did', async () => {
    const { chains } = await audit(testProfile, evidenceWith(await labEvidence('expired-signature')()));
    const [chain] = chains;
    assert.deepEqual([chain?.by, chain?.type, chain?.status], ['lab', 'A', 'bogus']);
    const [reason] = chain?.reasons ?? [];
    assert.deepEqual(
      [reason?.code, reason?.signature?.name, reason?.signature?.type],
      ['signature-expired', 't1t.io.', 'DNSKEY'],
    );
    assert.ok(Date.parse(reason?.signature?.expiration ?? '') < Date.parse('2026-11-24T08:00:00Z'));
    const io = chain?.zones.find(({ zone }) => zone === 'io.');
    assert.ok(io?.proofs.some(({ type, signerName }) => type === 'DNSKEY' && signerName === 'io.'));
  });

  it('says where each program goes, machine by machine', async () => {
    const file = (machine: string, text: string) => ({
      source: `${machine}/environment`,
      machine,
      bytes: base64(text),
      format: 'environment',
    });
    const { routes } = await audit(
      testProfile,
      evidenceWith({
        proxySettings: [file('a', environment), file('b', 'https_proxy=http://q.example:1\n')],
      }),
    );
    const curl = routes.filter(({ client, urls }) => client.startsWith('curl@') && urls[0]?.includes('t1c'));
    assert.deepEqual(
      curl.map(({ machine, via, proxy }) => [machine, via, proxy]),
      [
        ['a', 'direct', undefined],
        ['b', 'proxy', 'http://q.example:1'],
      ],
    );
  });

  it('says what a PAC answers, by line', async () => {
    const pac = 'function FindProxyForURL(url, host) {\n  return "PROXY p.example:1";\n}\n';
    const { findings } = await audit(
      testProfile,
      evidenceWith({ pac: [{ source: 'a.pac', bytes: base64(pac) }] }),
    );
    const [outcome] = findings.find(({ id }) => id === 'proxy/pac-bypass:never')?.outcomes ?? [];
    assert.deepEqual([outcome?.result, outcome?.line], ['PROXY p.example:1', 2]);
  });

  it('says of a finding who puts it right, and by which commands', async () => {
    const { findings } = await audit(
      testProfile,
      evidenceWith({
        proxySettings: [
          {
            source: 'etc/environment',
            bytes: base64('https_proxy=http://p.example:1\n'),
            format: 'environment',
          },
        ],
      }),
    );
    const { fix, subjects = [], location } = findings.find(({ id }) => id.endsWith('bypass:proxied')) ?? {};
    assert.deepEqual(
      [fix?.owner, fix?.command, fix?.check, location?.line, subjects.length > 0],
      [
        'network team',
        'staylocal generate etc-environment --profile test --merge etc/environment --out environment.new',
        'staylocal proxy etc/environment --profile test',
        1,
        true,
      ],
    );
  });
});
