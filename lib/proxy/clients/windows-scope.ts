/**
 * Which of the Windows settings counts: a policy that makes the machine's settings hold for all users, then the
 * connection's binary value, then the loose values of the user, then those of the machine.
 */
import { ofStore } from './client.js';
import type { ProxySettings } from '../types.js';

/** `ProxySettingsPerUser` = 0 under the machine's policies. */
function isPerMachine(settings: readonly ProxySettings[]): boolean {
  return settings.some(({ entries }) =>
    entries.some(({ key, value }) => /^HKLM\\.*\\ProxySettingsPerUser$/i.test(key) && value === '0'),
  );
}

function hasProxyValues(settings: ProxySettings): boolean {
  return (
    settings.servers.length > 0 ||
    settings.pacUrl !== undefined ||
    settings.autoDetect !== undefined ||
    settings.manualEnabled !== undefined
  );
}

/** The settings that WinINET would use; undefined where none of that store was read. */
export function effectiveWindows(settings: readonly ProxySettings[]): ProxySettings | undefined {
  const all = ofStore(settings, 'wininet');
  if (all.length === 0) return undefined;
  const hive = isPerMachine(all) ? 'HKLM' : undefined;
  const rank = (one: ProxySettings): number => {
    const wrongHive = hive !== undefined && !one.scope.startsWith(hive);
    if (!hasProxyValues(one) || one.issues.some(({ code }) => code === 'bad-connection-settings')) return 9;
    if (wrongHive) return 8;
    if (one.managed) return 0;
    if (one.scope.endsWith(' DefaultConnectionSettings'))
      return one.scope.startsWith('HKLM') && hive === undefined ? 3 : 1;
    if (/ \S/.test(one.scope)) return 7;
    return one.scope.startsWith('HKLM') && hive === undefined ? 4 : 2;
  };
  return [...all].sort((one, other) => rank(one) - rank(other))[0];
}
