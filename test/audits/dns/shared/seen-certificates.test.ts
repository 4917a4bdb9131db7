/** Which certificates were seen, where, and each of them once. */
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { seenCertificates } from '../../../../lib/audits/dns/shared/seen-certificates.js';
import type { Evidence } from '../../../../lib/evidence/types.js';
import { createAuthority } from '../../../../lib/lab/certificate-authority.js';
import { collectedAt } from '../../case.js';

async function derOf(name: string): Promise<string> {
  const authority = await createAuthority({ name: 'Root', at: new Date(collectedAt) });
  const { certificate } = await authority.issue({ names: [name] });
  return new X509Certificate(certificate).raw.toString('base64');
}

describe('audits/dns: certificates that were seen', () => {
  let one = '';
  let other = '';
  before(async () => {
    one = await derOf('one.example');
    other = await derOf('other.example');
  });

  const program = (port: number, chain?: readonly string[]) => ({
    port,
    ...(chain === undefined ? {} : { tls: { chain } }),
  });
  const request = (chain?: readonly string[]) => ({
    probe: chain === undefined ? {} : { tls: chain.length === 0 ? {} : { session: { chain } } },
  });
  const seen = (agent: object | undefined, distribution: object | undefined): string[] =>
    seenCertificates({ agent, distribution } as unknown as Evidence, 't1c.t1t.io').map(
      ({ host, place, certificate }) => `${host} ${place} ${certificate.subject}`,
    );

  it('none where nobody looked', () => {
    assert.deepEqual(seen(undefined, undefined), []);
  });

  it('of each port of the program', () => {
    assert.deepEqual(
      seen({ ports: [program(1, [one, other]), program(2), program(3, []), program(4, [one])] }, undefined),
      ['t1c.t1t.io https://t1c.t1t.io:1 CN=one.example', 't1c.t1t.io https://t1c.t1t.io:4 CN=one.example'],
    );
  });

  it('of each service once, however often it was asked, and another where it changed', () => {
    const requests = [request(), request([]), request([one]), request([other]), request([one])];
    const services = [
      { url: 'https://ds.t1t.io/v3', requests },
      { url: 'https://ds2.t1t.io', requests: [request([one])] },
    ];
    assert.deepEqual(seen({ ports: [program(1, [one]), program(1, [one])] }, { services }), [
      't1c.t1t.io https://t1c.t1t.io:1 CN=one.example',
      'ds.t1t.io https://ds.t1t.io/v3 CN=one.example',
      'ds.t1t.io https://ds.t1t.io/v3 CN=other.example',
      'ds2.t1t.io https://ds2.t1t.io CN=one.example',
    ]);
  });
});
