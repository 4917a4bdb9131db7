/** The gatherer over real sockets: what enters evidence, and what must not. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { AgentEvidence } from '../../../lib/evidence/agent.js';
import { parseEvidence, serializeEvidence } from '../../../lib/evidence/index.js';
import { failureOf } from '../../../lib/gather/agent/failure.js';
import { gatherAgent } from '../../../lib/gather/agent/index.js';
import { readInfo } from '../../../lib/gather/agent/info.js';
import { gather } from '../../../lib/gather/index.js';
import { startAgentLab } from '../../../lib/lab/agent/index.js';
import { healthyAgent, type AgentPlan } from '../../../lib/lab/agent/plan.js';
import { agentFaults } from '../../../lib/lab/faults/agent.js';
import { loadProfile, type Profile } from '../../../lib/profile/index.js';
import { collectedAt, evidenceWith } from '../../audits/case.js';

const at = new Date(collectedAt);

async function gatherFrom(plan: AgentPlan): Promise<{ agent: AgentEvidence; profile: Profile }> {
  const lab = await startAgentLab(await loadProfile(), { plan, at });
  try {
    return { agent: await gatherAgent(lab.profile, lab.options), profile: lab.profile };
  } finally {
    await lab.close();
  }
}

describe('agent: gathering', () => {
  it('keeps no word about the user, the machine or a cookie’s value', async () => {
    for (const isWrapped of [false, true]) {
      const { agent } = await gatherFrom({
        ...healthyAgent,
        cookies: ['session=secret-value; Path=/'],
        info: { ...healthyAgent.info, isWrapped },
      });
      assert.equal(agent.ports[0]?.said?.version, '3.8.4');
      assert.doesNotMatch(
        // A certificate in base64 can hold any three letters.
        JSON.stringify(agent, (key, value: unknown) => (key === 'chain' ? undefined : value)),
        /ann|personal|laptop|C:\\\\Users|SN-0123456789|secret-value|t1CInfo/i,
      );
    }
  });

  it('leaves a certificate out that names the machine', async () => {
    const { agent } = await gatherFrom({
      ...healthyAgent,
      certificate: { ...healthyAgent.certificate, name: 'Ann-Laptop.corp.example' },
    });
    assert.deepEqual(agent.ports[0]?.tls?.chain, []);
    assert.equal(agent.ports[0].tls.withheld, true);
  });

  for (const [inCertificate, personal, isWithheld] of [
    ['ann-laptop.corp.example', 'ANN-LAPTOP', true],
    ['ANN-LAPTOP.corp.example', 'ann-laptop', true],
    ['Ann.Berger.corp.example', 'ann.BERGER', true],
    ['t1c.t1t.io', 'Ann-Laptop', false],
  ] as const) {
    it(`${isWithheld ? 'withholds' : 'keeps'} a certificate for ${inCertificate} on a machine called ${personal}`, async () => {
      const plan = { ...healthyAgent, certificate: { ...healthyAgent.certificate, name: inCertificate } };
      const lab = await startAgentLab(await loadProfile(), { plan, at });
      try {
        const machine = { ...lab.options.machine, personal: [personal] };
        const { ports } = await gatherAgent(lab.profile, { ...lab.options, machine });
        assert.equal(ports[0]?.tls?.withheld === true, isWithheld);
        assert.equal(ports[0]?.tls?.chain.length === 0, isWithheld);
      } finally {
        await lab.close();
      }
    });
  }

  it('is evidence that the schema takes, whatever is wrong', async () => {
    for (const plan of [healthyAgent, ...agentFaults.map(({ change }) => change(healthyAgent))]) {
      const { agent, profile } = await gatherFrom(plan);
      const text = serializeEvidence(evidenceWith({ agent }, profile));
      assert.deepEqual(parseEvidence(text).agent, agent);
    }
  });

  it('takes three seconds on the lab’s clock for what is slow, and ten for what never comes', async () => {
    const slow = await gatherFrom({ ...healthyAgent, info: { ...healthyAgent.info, takesMs: 3_000 } });
    assert.equal(slow.agent.ports[0]?.info?.ms, 3_000);
    const dead = await gatherFrom({ ...healthyAgent, info: { ...healthyAgent.info, takesMs: 'never' } });
    assert.equal(dead.agent.ports[0]?.info?.error?.code, 'timeout');
  });

  it('asks only ports and certificate where the profile names no paths', async () => {
    const lab = await startAgentLab(await loadProfile(), { at });
    const fields = Object.entries(lab.profile).filter(([key]) => key !== 'agent');
    const profile = Object.fromEntries(fields) as unknown as Profile;
    const { ports } = await gatherAgent(profile, lab.options);
    await lab.close();
    assert.deepEqual(Object.keys(ports[0] ?? {}), ['address', 'port', 'tcp', 'tls']);
  });

  it('looks at ::1 where the profile has the name point there', async () => {
    const lab = await startAgentLab(await loadProfile(), { at });
    const expect = { ...lab.profile.expect, aaaa: ['::1'] };
    const { ports } = await gatherAgent({ ...lab.profile, expect }, lab.options);
    await lab.close();
    assert.deepEqual(
      ports.map(({ address }) => address),
      ['127.0.0.1', '127.0.0.1', '::1', '::1'],
    );
    assert.ok(ports[2]?.tcp.error !== undefined);
  });

  it('ends when it is told to', async () => {
    const lab = await startAgentLab(await loadProfile(), { at });
    const controller = new AbortController();
    controller.abort(new Error('enough'));
    await assert.rejects(gatherAgent(lab.profile, { ...lab.options, signal: controller.signal }), /enough/);
    await lab.close();
  });

  it('is not started unless it is asked for, and not offline', async () => {
    const profile = await loadProfile();
    const parts = new Set(['agent'] as const);
    for (const options of [{}, { agent: true, offline: true }]) {
      const evidence = await gather(profile, { at, resolvers: [], parts, ...options });
      assert.equal(evidence.agent, undefined);
    }
  });
});

describe('agent: the body of /info', () => {
  it('is nothing where it is not the program’s', () => {
    for (const text of [
      '',
      '[]',
      'null',
      '"t1CInfoAPI"',
      '{}',
      '{"t1CInfoAPI":[]}',
      '{"data":null}',
      '<html>',
    ])
      assert.equal(readInfo(text), undefined, text);
  });

  it('drops what is not of the kind that is wanted', () => {
    const api = {
      version: 3,
      activated: 'yes',
      cors: ['https://ann:secret@a.example/x?y', 7, 'b'.repeat(1000)],
      service: { distributionServiceUrl: 'https://ann:secret@ds.example/?token=secret' },
    };
    const info = readInfo(JSON.stringify({ t1CInfoAPI: api }));
    assert.deepEqual(info, {
      cors: ['https://a.example/x', 'b'.repeat(300)],
      distributionServiceUrl: 'https://ds.example/',
    });
  });
});

describe('agent: the service that the program names', () => {
  it('is kept where it is one, and no path of the user', () => {
    for (const [url, kept] of [
      ['https://ds.example/x', 'https://ds.example/x'],
      ['file:///home/ann/ds.json', '(no http URL)'],
      ['C:\\Users\\ann', '(no http URL)'],
    ] as const) {
      const info = { t1CInfoAPI: { service: { distributionServiceUrl: url } } };
      assert.equal(readInfo(JSON.stringify(info))?.distributionServiceUrl, kept);
    }
  });
});

describe('agent: why there was no answer', () => {
  it('is told by its code alone', () => {
    for (const [code, expected] of [
      ['ECONNREFUSED', 'refused'],
      ['ERR_SSL_WRONG_VERSION_NUMBER', 'not-tls'],
      ['HPE_INVALID_HEADER_TOKEN', 'not-http'],
      ['EOTHER_THING', 'eother-thing'],
    ] as const) {
      const failure = failureOf(Object.assign(new Error('/home/ann'), { code }));
      assert.equal(failure.code, expected);
      assert.doesNotMatch(failure.message, /ann/);
    }
  });
});

describe('agent: schema', () => {
  it('bounds every text and list', () => {
    const schema = JSON.parse(readFileSync('schemas/evidence/agent.schema.json', 'utf8')) as object;
    const open: string[] = [];
    const walk = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      const { type, maxLength, maxItems, additionalProperties } = node as Record<string, unknown>;
      if (type === 'string' && maxLength === undefined) open.push(path);
      if (type === 'array' && maxItems === undefined) open.push(path);
      if (type === 'object' && additionalProperties === undefined) open.push(path);
      for (const [key, child] of Object.entries(node)) walk(child, `${path}.${key}`);
    };
    walk(schema, '');
    assert.deepEqual(open, []);
  });
});
