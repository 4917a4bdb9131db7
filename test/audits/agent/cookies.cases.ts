import { cookies } from '../../../lib/audits/agent/cookies.js';
import type { AuditTable } from '../case.js';
import { agentProfile as profile, labAgent, seenAs } from './shared/evidence.js';

export const cookiesTable: AuditTable = {
  audit: cookies,
  cases: [
    { title: 'the healthy program', profile, evidence: labAgent(), says: ['none'] },
    {
      title: 'one',
      profile,
      evidence: labAgent('agent-sets-cookie'),
      says: ['set'],
      shows: /version 3\.8\.4 sets session;/,
    },
    ...(
      [
        ['3.4.9', 'older'],
        ['3.5', 'set'],
        ['v3.5.0', 'set'],
        ['3.10.1-rc.1', 'set'],
        ['3.5.0.1', 'set'],
        ['3.5.0.0', 'set'],
        ['3', 'older'],
        ['10', 'set'],
        ['13.4', 'set'],
        ['beta', 'version-unknown'],
        ['beta 3.5', 'version-unknown'],
        ['', 'version-unknown'],
      ] as const
    ).map(([version, message]) => ({
      title: `version ${version}`,
      profile,
      evidence: seenAs((port) => ({
        ...port,
        said: { version },
        info: { ms: 1, status: 200, cookies: ['a'] },
      })),
      says: [message],
    })),
    ...(
      [
        ['withoutToken', { ms: 1, status: 401, cookies: ['a'] }],
        ['furtherWithoutToken', [{ path: '/c', response: { ms: 1, status: 401, cookies: ['a'] } }]],
        ['preflights', [{ origin: 'https://app.example', response: { ms: 1, status: 204, cookies: ['a'] } }]],
        ['foreignOrigin', { ms: 1, status: 200, origin: 'https://other.example', cookies: ['a'] }],
        ['foreignHost', { ms: 1, status: 421, isProgram: false, cookies: ['a'] }],
      ] as const
    ).map(([field, value]) => ({
      title: `one with ${field} alone`,
      profile,
      evidence: seenAs(({ address, port, tcp }) => ({
        address,
        port,
        tcp,
        said: { version: '3.8.4' },
        [field]: value,
      })),
      says: ['set'],
      shows: /version 3\.8\.4 sets a; from 3\.5\.0 on/,
    })),
    {
      title: 'a program that tells no version',
      profile,
      evidence: seenAs((port) => ({
        ...port,
        said: {},
        info: { ms: 1, status: 200, cookies: ['b', 'a', 'b'] },
      })),
      says: ['version-unknown'],
      shows: /it sets b, a, and/,
    },
    { title: 'no program', profile, evidence: labAgent('agent-not-running'), says: ['not-serving'] },
  ],
};
