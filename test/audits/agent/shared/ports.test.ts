import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import {
  isProgram,
  leafOf,
  overAnswers,
  portLabel,
  programPorts,
} from '../../../../lib/audits/agent/shared/ports.js';
import type { AgentEvidence, AgentPortEvidence } from '../../../../lib/evidence/agent.js';
import { createAuthority } from '../../../../lib/lab/certificate-authority.js';
import { collectedAt, testProfile } from '../../case.js';

const tcp = { ms: 1 };

async function showing(...names: readonly string[]): Promise<AgentPortEvidence> {
  const authority = await createAuthority({ name: 'Root', at: new Date(collectedAt) });
  const { certificate } = await authority.issue({ names });
  const chain = [new X509Certificate(certificate).raw.toString('base64')];
  const tls = { ms: 1, protocol: 'TLSv1.3', authorized: true, trustedBy: 'public' as const, chain };
  return { address: '127.0.0.1', port: 1, tcp, tls };
}

describe('audits/agent: which ports are the program’s', () => {
  it('one that gave its information, whatever its certificate is for', async () => {
    assert.ok(isProgram({ address: '::1', port: 1, tcp, said: {} }, testProfile));
    assert.ok(isProgram({ ...(await showing('printer.example')), said: {} }, testProfile));
  });

  const names: readonly (readonly [string, boolean])[] = [
    [testProfile.name, true],
    ['*.t1t.io', true],
    ['T1C.T1T.IO', true],
    ['t1t.io', false],
    ['*.io', false],
    ['t1c.t1t.io.example', false],
  ];
  for (const [name, expected] of names) {
    it(`one whose certificate is for ${name}: ${expected ? 'yes' : 'no'}`, async () => {
      assert.equal(isProgram(await showing(name), testProfile), expected);
    });
  }

  it('none where nothing listens, TLS fails, or what was sent is no certificate', async () => {
    const good = await showing(testProfile.name);
    const ports: AgentPortEvidence[] = [
      { address: '127.0.0.1', port: 1, tcp: { ms: 1, error: { code: 'refused', message: 'm' } } },
      { address: '127.0.0.1', port: 2, tcp, tlsError: { code: 'not-tls', message: 'm' } },
      { ...good, tls: { ms: 1, protocol: 'x', authorized: false, trustedBy: 'nobody', chain: [] } },
      {
        ...good,
        tls: { ms: 1, protocol: 'x', authorized: false, trustedBy: 'nobody', chain: ['AAAA', '!'] },
      },
    ];
    for (const port of ports) {
      assert.equal(leafOf(port), undefined);
      assert.ok(!isProgram(port, testProfile));
    }
    const agent = { ports: [...ports, good] } as unknown as AgentEvidence;
    assert.deepEqual(programPorts(agent, testProfile), [good]);
  });

  it('are called by address and port, an IPv6 address in brackets', () => {
    assert.equal(portLabel({ address: '127.0.0.1', port: 51983 }), '127.0.0.1:51983');
    assert.equal(portLabel({ address: '::1', port: 51983 }), '[::1]:51983');
  });

  it('are judged where they gave their information; where none did that is said', async () => {
    const answered = { address: '::1', port: 2, tcp, said: { version: '3.8.4' } };
    const agent = { ports: [await showing(testProfile.name), answered] } as unknown as AgentEvidence;
    const judge = ({ said }: { said: { version?: string } }) => [
      { message: 'a' as const, data: { version: said.version ?? '' } },
      { message: 'b' as const, subject: 'its own' },
    ];
    assert.deepEqual(overAnswers(agent, judge), [
      { subject: '[::1]:2', message: 'a', data: { version: '3.8.4' } },
      { subject: 'its own', message: 'b' },
    ]);
    assert.deepEqual(overAnswers({ ports: [] } as unknown as AgentEvidence, judge), [
      { message: 'not-serving' },
    ]);
  });
});
