/**
 * WinINET: Internet Explorer, Office, and every program that takes "the system proxy" of a Windows user. Order:
 * discovery, then the PAC, then the manual proxy with ProxyOverride. See wininet-rules.ts for the grammar.
 */
import type { ClientModel } from './client.js';
import { noProxy } from './environment-plan.js';
import { decideByStore } from './manual-plan.js';
import { decideByWindows } from './windows-scope.js';
import { windowsRules } from './wininet-rules.js';

export const wininet: ClientModel = {
  id: 'wininet',
  title: 'WinINET (Windows user settings)',
  reads: ['wininet'],
  source: 'MSDN: INTERNET_PROXY_INFO, "Enabling Internet Functionality"; implicit rules as in Chromium 156',
  usedBy: ['Microsoft Office', 'Internet Explorer', 'WebView'],
  browser: false,
  variants: [{ since: '11', match: windowsRules({ implicitLoopback: true }) }],
  decide: ({ settings, target, match }) =>
    decideByWindows(settings, (effective) => decideByStore({ settings: effective, target, match })) ??
    noProxy(settings),
};
