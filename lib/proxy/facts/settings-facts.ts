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
      ...fromWindows(one),
      ...blankEntries(one),
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

/** `autoProxy` is on where nothing switches it off (WSL 2.0 and later, Windows 11). */
function fromWindows(one: ProxySettings): ProxyFact[] {
  if (one.store !== 'wsl' || one.mode?.value === 'environment') return [];
  const origin = one.mode?.origin ?? { file: one.file, line: null, key: 'autoProxy' };
  return [
    { code: 'proxy-from-windows', origin, text: one.mode === undefined ? 'not set' : 'true', clients: [] },
  ];
}

/** What separates entries in each place that has such a list. */
const SEPARATOR: Partial<Record<ProxySettings['store'], RegExp>> = {
  environment: /,/,
  curl: /,/,
  wget: /,/,
  npm: /,/,
  'docker-daemon': /,/,
  'chromium-policy': /[,;]/,
  'edge-policy': /[,;]/,
  wininet: /;/,
  winhttp: /;/,
  java: /\|/,
  maven: /\|/,
  gradle: /\|/,
  vscode: /,/,
};

/** An entry that is not there, between two separators or beside one. */
function blankEntries(one: ProxySettings): ProxyFact[] {
  const separator = SEPARATOR[one.store];
  const rules = one.bypass?.rules ?? '';
  if (separator === undefined || rules.trim() === '' || one.bypass === undefined) return [];
  const isBlank = rules.split(separator).some((entry) => entry.trim() === '');
  if (!isBlank) return [];
  const wide =
    one.store === 'environment'
      ? 'Perl before LWP 6.69 takes it for every host'
      : 'most programs pass over it';
  return [{ code: 'blank-entry', origin: one.bypass.origin, detail: wide, clients: [] }];
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
