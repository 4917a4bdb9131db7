/**
 * Browser policies in a file that is there: the exceptions of the proxy policy that counts, wherever in the file they stand
 * (a value of their own, a member of an object, JSON within a value), and the list of those who may call, added to.
 */
import { parseBoundedJson } from '../json-depth.js';
import {
  detectFormat,
  openSource,
  registryValues,
  withPlistTexts,
  withRegistryTexts,
  type PlistText,
  type ProxySettings,
  type RegistryFormat,
  type RegistryText,
  type RegistryValue,
} from '../proxy/index.js';
import { GenerateError } from './error.js';
import { nameOf, type Existing } from './existing.js';
import { distinct, mergeError, settingsOf } from './merge.js';
import { mergeJson } from './merge-json.js';
import type { PolicyMerge } from './targets/target.js';
import type { Variables } from './variables.js';

/** Where the members of the proxy policy go, by the browser’s engine. */
const members = {
  chromium: { object: 'ProxySettings', bypass: 'ProxyBypassList', splitAt: /\s*[,;]\s*/ },
  firefox: { object: 'Proxy', bypass: 'Passthrough', splitAt: /\s*[,;]\s*/ },
} as const;

export interface ExistingPolicy {
  /** The proxy policy that counts. */
  readonly settings?: ProxySettings;
  /** Its exceptions. */
  readonly entries: readonly string[];
}

/** Throws `GenerateError` (`merge`) where the file cannot be read. */
export function existingPolicy(target: string, existing: Existing, how: PolicyMerge): ExistingPolicy {
  const [settings] = settingsOf(target, existing, undefined)
    .filter(({ store }) => store === how.store)
    .sort((one, other) => rank(one) - rank(other));
  if (settings === undefined) return { entries: [] };
  const { splitAt } = members[how.engine];
  return { settings, entries: distinct((settings.bypass?.rules ?? '').split(splitAt)) };
}

/** As the browsers rank them: what says how to connect, mandatory before recommended, the machine's before the user's. */
function rank({ scope, servers, mode, pacUrl }: ProxySettings): number {
  const says = servers.length > 0 || mode !== undefined || pacUrl !== undefined;
  return (says ? 0 : 4) + (/recommended/i.test(scope) ? 2 : 0) + (scope.startsWith('HKCU') ? 1 : 0);
}

interface PolicyEdit {
  readonly target: string;
  readonly existing: Existing;
  readonly how: PolicyMerge;
  readonly variables: Variables;
  readonly settings?: ProxySettings;
}

/** The file with the policies in it. Throws `GenerateError` (`merge`). */
export function mergePolicy(edit: PolicyEdit): { text: string; bytes: Uint8Array; format: string } {
  const { target, existing, how } = edit;
  const bytes = existing.bytes ?? Buffer.from(existing.text);
  try {
    const format = detectFormat(bytes, nameOf(existing));
    if (!how.formats.includes(format))
      throw refused(
        edit,
        `it is of the format ${format}, and this target writes ${how.formats.join(' or ')}.`,
      );
    const changed =
      format === 'apple-plist'
        ? withPlistTexts(bytes, nameOf(existing), ({ type }) => how.payload.test(type), plistTexts(edit))
        : registryTexts(edit, bytes, format === 'reg' ? 'reg' : 'registry-pol');
    if (changed === undefined) throw refused(edit, 'its encoding has no place for what is to be added.');
    const { text, binary } = openSource(changed, nameOf(existing));
    return { text: binary ? listed(changed, existing) : text, bytes: changed, format };
  } catch (error) {
    throw mergeError(target, existing, error);
  }
}

function refused({ target, existing }: PolicyEdit, message: string): GenerateError {
  return new GenerateError('merge', `${nameOf(existing)}: ${message}`, { target });
}

/** For people: the values of a binary file. */
export function listed(bytes: Uint8Array, existing: Existing): string {
  return registryValues(bytes, nameOf(existing), 'registry-pol')
    .map(
      ({ path, name, data }) =>
        `${path}\\${name} = ${data instanceof Uint8Array ? '(bytes)' : String(data)}\n`,
    )
    .join('');
}

/** Members of the proxy policy that are to be set; none where the file leaves the proxy alone. */
function proxyMembers({ how, variables, settings }: PolicyEdit): [name: string, value: string][] {
  const { proxy, bypass } = variables;
  const server = proxy === null ? undefined : `${proxy.host}:${proxy.port}`;
  const fixed: [string, string][] =
    server === undefined
      ? []
      : how.engine === 'chromium'
        ? [
            ['ProxyMode', 'fixed_servers'],
            ['ProxyServer', server],
          ]
        : [
            ['Mode', 'manual'],
            ['HTTPProxy', server],
            ['SSLProxy', server],
          ];
  const hasServers = (settings?.servers.length ?? 0) > 0;
  // Firefox's list counts beside the system's proxy as well; Chromium's only in the policy that names one.
  if (server === undefined && !hasServers && how.engine === 'chromium') return [];
  return [...fixed, [members[how.engine].bypass, bypass.join(',')]];
}

/** Who may call, as the browser names them. */
function callers({ how, variables }: PolicyEdit): {
  path: readonly [string, ...string[]];
  values: readonly string[];
} {
  if (how.engine === 'firefox')
    return { path: ['LocalNetworkAccess', 'SkipDomains'], values: variables.originHosts };
  const name =
    variables.addressClass === 'loopback' ? 'LoopbackNetworkAllowedForUrls' : 'LocalNetworkAllowedForUrls';
  return { path: [name], values: variables.origins };
}

function plistTexts(edit: PolicyEdit): PlistText[] {
  const { path, values } = callers(edit);
  const { object } = members[edit.how.engine];
  const key = edit.settings?.bypass?.origin.key ?? edit.settings?.servers[0]?.origin.key ?? `${object}.`;
  const inside = key.startsWith(`${object}.`) ? [object] : [];
  return [
    ...proxyMembers(edit).map(([name, value]) => ({ path: [...inside, name], value })),
    ...(values.length === 0 ? [] : [{ path, value: values }]),
  ];
}

function registryTexts(edit: PolicyEdit, bytes: Uint8Array, format: RegistryFormat): Uint8Array | undefined {
  const values = registryValues(bytes, nameOf(edit.existing), format);
  const root = rootOf(edit, values);
  const texts = [
    ...placedMembers(edit, values, root, proxyMembers(edit)),
    ...callerTexts(edit, values, root),
  ];
  return withRegistryTexts(bytes, nameOf(edit.existing), format, texts);
}

interface Key {
  readonly hive: string;
  readonly path: string;
}

/** The key of the browser whose policy counts; in the hive that the file is of. */
function rootOf({ how, settings }: PolicyEdit, values: readonly RegistryValue[]): Key {
  const own = valueAt(settings, values);
  const hive = own?.hive ?? values.find(({ hive: one }) => /^HK(?:LM|CU)$/.test(one))?.hive ?? 'HKLM';
  return { hive, path: own?.path.replace(/\\(?:Recommended|ProxySettings|Proxy)$/i, '') ?? how.key };
}

/** The value in which the exceptions stand, or the proxy that they belong to. */
function valueAt(
  settings: ProxySettings | undefined,
  values: readonly RegistryValue[],
): RegistryValue | undefined {
  const key = settings?.bypass?.origin.key ?? settings?.servers[0]?.origin.key;
  return values.findLast((value) => {
    const name = `${value.hive}\\${value.path}\\${value.name}`;
    return key === name || key?.startsWith(`${name}.`) === true;
  });
}

/** Beside the others of their kind: as values of the same key, or in the same JSON. */
function placedMembers(
  edit: PolicyEdit,
  values: readonly RegistryValue[],
  root: Key,
  pairs: readonly (readonly [name: string, value: string])[],
): RegistryText[] {
  if (pairs.length === 0) return [];
  const { object } = members[edit.how.engine];
  const own = valueAt(edit.settings, values);
  if (own === undefined && edit.how.engine === 'firefox')
    return pairs.map(([name, data]) => ({ ...root, path: `${root.path}\\${object}`, name, data }));
  if (own !== undefined && own.name.toLowerCase() !== object.toLowerCase())
    return pairs.map(([name, data]) => ({ hive: own.hive, path: own.path, name, data }));
  const text = typeof own?.data === 'string' ? own.data : '';
  const { hive, path, name } = own ?? { ...root, name: object };
  return [{ hive, path, name, data: withMembers(edit, text, Object.fromEntries(pairs)) }];
}

function withMembers({ target, existing }: PolicyEdit, text: string, set: unknown): string {
  return mergeJson(target, { text, fileName: nameOf(existing) }, JSON.stringify(set)).trim();
}

/** A list is a key whose values are numbered. */
function callerTexts(edit: PolicyEdit, values: readonly RegistryValue[], root: Key): RegistryText[] {
  const { path, values: wanted } = callers(edit);
  if (wanted.length === 0) return [];
  const [first, ...inner] = path;
  const isKey = (value: RegistryValue, key: string): boolean =>
    value.hive === root.hive && value.path.toLowerCase() === key.toLowerCase();
  const asJson = values.findLast(
    (value) => isKey(value, root.path) && value.name.toLowerCase() === first.toLowerCase(),
  );
  if (asJson !== undefined && typeof asJson.data === 'string') {
    const set = inner.reduceRight<unknown>((value, key) => ({ [key]: value }), wanted);
    const data =
      inner.length === 0
        ? jsonList(edit, asJson.name, asJson.data, wanted)
        : withMembers(edit, asJson.data, set);
    return [{ ...root, path: asJson.path, name: asJson.name, data }];
  }
  const key = [root.path, ...path].join('\\');
  const present = values.filter((value) => isKey(value, key));
  const last = Math.max(0, ...present.map(({ name }) => (/^\d{1,6}$/.test(name) ? Number(name) : 0)));
  return wanted
    .filter((value) => !present.some(({ data }) => data === value))
    .map((data, index) => ({ ...root, path: key, name: String(last + index + 1), data }));
}

function jsonList(edit: PolicyEdit, name: string, text: string, wanted: readonly string[]): string {
  const present = boundedJson(text);
  if (!Array.isArray(present) || !present.every((one) => typeof one === 'string'))
    throw refused(edit, `${name} is no JSON list of texts.`);
  return JSON.stringify(distinct([...present, ...wanted]));
}

function boundedJson(text: string): unknown {
  try {
    return parseBoundedJson(text);
  } catch {
    return undefined;
  }
}

/** The exceptions of Windows in a binary policy file, beside the proxy that they belong to. */
export function mergePolBypass(
  target: string,
  existing: Existing,
  settings: readonly ProxySettings[],
  list: string,
): { text: string; bytes: Uint8Array } {
  const bytes = existing.bytes ?? Buffer.from(existing.text);
  try {
    const own = settings
      .map((one) => valueAt(one, registryValues(bytes, nameOf(existing), 'registry-pol')))
      .find((value) => value !== undefined);
    if (own === undefined)
      throw new GenerateError('merge', `${nameOf(existing)}: it names no proxy of Windows.`, { target });
    const text = { hive: own.hive, path: own.path, name: 'ProxyOverride', data: list };
    const changed = withRegistryTexts(bytes, nameOf(existing), 'registry-pol', [text]) ?? bytes;
    const source = openSource(changed, nameOf(existing));
    return { text: source.binary ? listed(changed, existing) : source.text, bytes: changed };
  } catch (error) {
    throw mergeError(target, existing, error);
  }
}
