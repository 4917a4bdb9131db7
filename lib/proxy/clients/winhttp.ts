/**
 * WinHTTP: Windows Update, services, and programs that ask for the machine's proxy (`netsh winhttp`). No
 * discovery of its own; the list has the grammar of wininet-rules.ts without the implicit loopback rules.
 */
import { ofStore, type ClientModel } from './client.js';
import { noProxy } from './environment-plan.js';
import { agreed } from './in-force.js';
import { decideByStore } from './manual-plan.js';
import { windowsRules } from './wininet-rules.js';

export const winhttp: ClientModel = {
  id: 'winhttp',
  title: 'WinHTTP (Windows machine settings)',
  reads: ['winhttp'],
  source: 'MSDN: WINHTTP_PROXY_INFO, netsh winhttp',
  usedBy: ['Windows Update', 'Windows services', 'BITS'],
  browser: false,
  variants: [{ since: '5.1', match: windowsRules({ implicitLoopback: false }) }],
  // `set advproxy setting-scope=user` holds for one user's programs, not for services.
  decide: ({ settings, target, match }) => {
    const all = ofStore(settings, 'winhttp');
    const machine = all.filter(({ scope }) => scope !== 'user').slice(-1);
    const users = all.filter(({ scope }) => scope === 'user').slice(-1);
    return (
      agreed([...users, ...machine], (own) => decideByStore({ settings: own, target, match })) ??
      noProxy(settings)
    );
  },
};
