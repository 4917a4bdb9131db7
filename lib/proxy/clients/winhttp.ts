/**
 * WinHTTP: Windows Update, services, and programs that ask for the machine's proxy (`netsh winhttp`). No
 * discovery of its own; the list has the grammar of wininet-rules.ts without the implicit loopback rules.
 */
import { ofStore, type ClientModel } from './client.js';
import { noProxy } from './environment-plan.js';
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
  decide: ({ settings, target, match }) => {
    const own = ofStore(settings, 'winhttp').at(-1);
    return own === undefined ? noProxy(settings) : decideByStore({ settings: own, target, match });
  },
};
