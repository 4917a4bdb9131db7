/**
 * .NET's HttpClient with the Windows user's settings. Source: dotnet/runtime HttpWindowsProxy.cs at .NET 8 to 10 (it
 * splits ProxyOverride itself) and SimpleRegex.cs. `;` separates, what follows a blank or `]` in an entry is dropped;
 * `*` is any run; a scheme is dropped; `<local>` sends loopback hosts and names without a dot direct.
 */
import { isLoopback } from '../address.js';
import { implicit, matched, type ClientModel, type Matcher } from './client.js';
import { noProxy } from './environment-plan.js';
import { decideByStore } from './manual-plan.js';
import { decideByWindows } from './windows-scope.js';
import type { Target } from '../target.js';
import { matchesWildcard } from '../wildcard.js';

const match: Matcher = (rules, target) => {
  const entries = parse(rules);
  const local = entries.find((entry) => entry.toLowerCase().startsWith('<local>'));
  if (local !== undefined && isLocal(target))
    return target.host.includes('.') ? implicit('loopback host') : matched(local);
  const host = target.host.toLowerCase();
  const hit = entries.find((entry) => entry !== local && matchesWildcard(entry.toLowerCase(), host));
  return hit === undefined ? null : matched(hit);
};

function parse(rules: string): string[] {
  return rules
    .split(';')
    .map((text) =>
      text
        .replace(/^ +/, '')
        .replace(/^https?:\/\//i, '')
        .replace(/^\[/, ''),
    )
    .map((text) => text.split(/[ \]]/, 1)[0] ?? '')
    .filter((text) => text !== '');
}

/** Uri.IsLoopback, or a host without a dot that is no IPv6 literal. */
function isLocal(target: Target): boolean {
  if (target.address !== undefined) return isLoopback(target.address);
  return target.host === 'localhost' || target.host === 'loopback' || !target.host.includes('.');
}

export const dotnetWindows: ClientModel = {
  id: 'dotnet-windows',
  title: '.NET HttpClient (Windows user settings)',
  reads: ['wininet'],
  source: 'dotnet/runtime HttpWindowsProxy.cs, SimpleRegex.cs, .NET 8 to 10',
  usedBy: ['PowerShell 7 on Windows', 'NuGet', 'Visual Studio tools'],
  browser: false,
  variants: [{ since: '5.0', match }],
  decide: ({ settings, target, match: grammar }) =>
    decideByWindows(settings, (effective) =>
      decideByStore({ settings: effective, target, match: grammar }),
    ) ?? noProxy(settings),
};
