/** The area of the token: the endpoint over TLS, asked as a user's machine asks it. */
import { DEFAULT_GATHER_LIMITS } from '../../gather/index.js';
import { gatherToken } from '../../gather/token/index.js';
import { healthyToken, tokenFaults, type TokenPlan } from '../faults/token.js';
import { startTokenService } from '../token/service.js';
import { defineArea, type LabArea } from './define.js';

/** Valid in the lab and nowhere else. */
export const labApiKey = '5f0c1d3e-lab-key-7a9b2c4d6e8f';

export const tokenArea: LabArea = defineArea<TokenPlan>({
  id: 'token',
  healthy: healthyToken,
  faults: tokenFaults,
  gather: async (plan, { profile, at }) => {
    const now = (): Date => at;
    const service = await startTokenService({
      plan,
      apiKey: plan.isKeyKnown ? labApiKey : 'the key of another environment',
      now,
    });
    try {
      const jwt = {
        ...(profile.jwt ?? { required: true, maxLifetimeSeconds: 3600 }),
        jwksUrl: service.jwksUrl,
        required: plan.isNeeded,
      };
      const { origin: url, pins } = service;
      const token = await gatherToken(
        {
          ...profile,
          jwt,
          distributionServices: [{ url, environment: 'test', ...(pins === undefined ? {} : { pins }) }],
        },
        {
          apiKey: { secret: labApiKey },
          outbound: {
            trust: {
              roots: { public: [], system: [], named: [service.root] },
              systemSource: 'the lab',
            },
            routeFor: () => Promise.resolve({ via: 'direct', decidedBy: 'the lab' }),
          },
          asked: { now },
          serverMs: DEFAULT_GATHER_LIMITS.serverMs,
          env: {},
          progress: () => undefined,
        },
      );
      return { evidence: token === undefined ? {} : { token }, profile: { jwt } };
    } finally {
      await service.close();
    }
  },
});
