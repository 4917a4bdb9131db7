/**
 * Which of the Windows settings counts: a policy that makes the machine's settings hold for all users, then the
 * connection's binary value, then the loose values of the user, then those of the machine.
 */
import { ofStore, unknown, type Decision } from './client.js';
import type { Origin, ProxySettings } from '../types.js';

/** `ProxySettingsPerUser` = 0 under the machine's policies. */
function perMachine(settings: readonly ProxySettings[]): Origin | undefined {
  for (const { file, entries } of settings) {
    const found = entries.find(
      ({ key, value }) => /^HKLM\\.*\\policies\\.*\\ProxySettingsPerUser$/i.test(key) && value === '0',
    );
    if (found !== undefined) return { file, line: found.line, key: found.key };
  }
  return undefined;
}

function hasProxyValues(settings: ProxySettings): boolean {
  return (
    settings.servers.length > 0 ||
    settings.pacUrl !== undefined ||
    settings.autoDetect !== undefined ||
    settings.manualEnabled !== undefined
  );
}

/** `.DEFAULT` and the accounts of services: nobody's who sits at the machine. */
const SERVICE_ACCOUNT = /^HKU\\(?:\.DEFAULT|S-1-5-(?:18|19|20))(?:\s|$)/i;

/**
 * The decision by the settings that WinINET would use; undefined where none of that store was read, unknown where those in
 * force were not (a policy points at the machine's, and the user's were read).
 */
export function decideByWindows(
  settings: readonly ProxySettings[],
  decide: (effective: ProxySettings) => Decision,
): Decision | undefined {
  const effective = effectiveWindows(settings);
  if (effective === undefined) return undefined;
  const policy = perMachine(ofStore(settings, 'wininet'));
  const isRead = effective.scope.startsWith('HKLM') && hasProxyValues(effective);
  return policy !== undefined && !isRead ? unknown('depends-on-system', policy) : decide(effective);
}

/** The Windows settings that programs take, or that it cannot be told from what was read. */
export interface WindowsInForce {
  /** What programs take, and beside it the other values of the same hive that Windows keeps in line with it. */
  readonly settings: readonly ProxySettings[];
  /** A policy makes the machine's settings count, and those were not read. */
  readonly unread?: Origin;
}

/** Which of the settings of Windows are to be changed, so that a change counts. */
export function windowsInForce(settings: readonly ProxySettings[]): WindowsInForce {
  const effective = effectiveWindows(settings);
  if (effective === undefined) return { settings: [] };
  const own = ofStore(settings, 'wininet');
  const policy = perMachine(own);
  if (policy !== undefined && !(effective.scope.startsWith('HKLM') && hasProxyValues(effective)))
    return { settings: [], unread: policy };
  const hive = hiveOf(effective);
  const alike = own.filter(
    (one) => one !== effective && one.managed === effective.managed && hiveOf(one) === hive,
  );
  return { settings: [effective, ...alike.filter(hasProxyValues)] };
}

function hiveOf({ scope }: ProxySettings): string {
  return scope.split(' ')[0] ?? '';
}

/** Of several users' settings those of the first. */
function effectiveWindows(settings: readonly ProxySettings[]): ProxySettings | undefined {
  const all = ofStore(settings, 'wininet').filter(({ scope }) => !SERVICE_ACCOUNT.test(scope));
  if (all.length === 0) return undefined;
  const hive = perMachine(all) !== undefined ? 'HKLM' : undefined;
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
