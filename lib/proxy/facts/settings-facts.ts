/**
 * Facts about settings themselves, whoever reads them.
 */
import { cidrEntries } from '../clients/wininet-rules.js';
import type { Origin, ProxySettings } from '../types.js';
import type { ProxyFact } from './fact.js';

/** All facts that need no client and no URL. */
export function settingsFacts(settings: readonly ProxySettings[]): ProxyFact[] {
  return [
    ...settings.flatMap((one) => [
      ...discovery(one),
      ...credentials(one),
      ...ranges(one),
      ...caseConflicts(one),
    ]),
    ...binaryDrift(settings),
  ];
}

function discovery(one: ProxySettings): ProxyFact[] {
  const on =
    one.autoDetect?.value === true
      ? one.autoDetect
      : one.mode?.value === 'auto-detect'
        ? one.mode
        : undefined;
  const manual = one.servers.length > 0 && one.manualEnabled?.value !== false;
  if (on === undefined || one.pacUrl !== undefined || manual) return [];
  return [{ code: 'wpad-without-server', origin: on.origin, clients: [] }];
}

function credentials(one: ProxySettings): ProxyFact[] {
  return one.servers
    .filter((server) => server.credentials)
    .map((server) => ({ code: 'proxy-credentials', origin: server.origin, text: server.url, clients: [] }));
}

function ranges(one: ProxySettings): ProxyFact[] {
  if (one.store !== 'wininet' && one.store !== 'winhttp') return [];
  return cidrEntries(one.bypass?.rules ?? '').map((text) => ({
    code: 'range-in-windows-list',
    origin: one.bypass?.origin ?? null,
    text,
    clients: [],
  }));
}

/** Variables in two spellings with two values: which one counts differs from program to program. */
function caseConflicts(one: ProxySettings): ProxyFact[] {
  if (one.store !== 'environment') return [];
  const origin = (key: string, line: number | null): Origin => ({ file: one.file, line, key });
  return one.entries.flatMap(({ key, value, line }): ProxyFact[] => {
    const upper = one.entries.find((other) => other.key === key.toUpperCase());
    if (key !== key.toLowerCase() || upper === undefined || upper.value === value) return [];
    return [
      {
        code: 'case-conflict',
        origin: origin(key, line),
        other: origin(upper.key, upper.line),
        text: key,
        clients: [],
      },
    ];
  });
}

/** `DefaultConnectionSettings` of a hive against the loose values of the same hive. */
function binaryDrift(settings: readonly ProxySettings[]): ProxyFact[] {
  const windows = settings.filter(({ store }) => store === 'wininet');
  return windows.flatMap((binary): ProxyFact[] => {
    const hive = /^(\S+) DefaultConnectionSettings$/.exec(binary.scope)?.[1];
    const loose = windows.find(({ scope, file }) => scope === hive && file === binary.file);
    if (hive === undefined || loose === undefined || binary.issues.length > 0) return [];
    const fields = FIELDS.filter(([, read]) => read(binary) !== read(loose)).map(([name]) => name);
    const [one, other] = [binary.manualEnabled?.origin, firstOrigin(loose)];
    if (fields.length === 0 || one === undefined || other === undefined) return [];
    return [{ code: 'binary-drift', origin: one, other, detail: fields.join(', '), clients: [] }];
  });
}

const FIELDS: readonly (readonly [name: string, read: (one: ProxySettings) => string])[] = [
  ['ProxyEnable', (one) => String(one.manualEnabled?.value ?? false)],
  ['ProxyServer', (one) => one.servers.map(({ scheme, url }) => `${scheme}=${url}`).join(';')],
  ['ProxyOverride', (one) => one.bypass?.rules ?? ''],
  ['AutoConfigURL', (one) => one.pacUrl?.value ?? ''],
  ['AutoDetect', (one) => String(one.autoDetect?.value ?? false)],
];

function firstOrigin(one: ProxySettings): Origin | undefined {
  return (
    one.manualEnabled?.origin ??
    one.servers[0]?.origin ??
    one.pacUrl?.origin ??
    one.autoDetect?.origin ??
    one.bypass?.origin
  );
}
