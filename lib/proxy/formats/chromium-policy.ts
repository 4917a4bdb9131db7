/**
 * Proxy policies of Chromium browsers (`ProxySettings`, and the separate `ProxyMode`, `ProxyServer`, …), whatever
 * file they stand in. chromeenterprise.google/policies, group "Proxy"; names and values as in Chromium 156.
 */
import { parseBoundedJson } from '../../json-depth.js';
import { SettingsBuilder } from './reader.js';
import { addServers } from './windows-servers.js';
import type { Source } from '../text.js';
import { redactUrl } from '../redact.js';
import type { Mode, OverrideRule, ProxySettings } from '../types.js';

export interface PolicyValue {
  readonly name: string;
  readonly value: unknown;
  /** For the origin. */
  readonly key: string;
  readonly line: number | null;
  /** Lines of the members of an object. */
  readonly lines?: ReadonlyMap<string, number>;
}

const NAMES = [
  'ProxySettings',
  'ProxyMode',
  'ProxyServerMode',
  'ProxyServer',
  'ProxyPacUrl',
  'ProxyPacMandatory',
  'ProxyBypassList',
  'ProxyOverrideRules',
  'EnableProxyOverrideRulesForAllUsers',
  'PacMyIpAddressIPv4ProbeAddress',
  'PacMyIpAddressIPv6ProbeAddress',
];

const MODES: Readonly<Record<string, Mode>> = {
  direct: 'direct',
  auto_detect: 'auto-detect',
  pac_script: 'pac',
  fixed_servers: 'manual',
  system: 'system',
};
/** `ProxyServerMode`, replaced by `ProxyMode`: 0 never, 1 auto detect, 2 manual, 3 system. */
const SERVER_MODES: readonly Mode[] = ['direct', 'auto-detect', 'manual', 'system'];

export function isChromiumProxyPolicy(name: string): boolean {
  return NAMES.some((known) => known.toLowerCase() === name.toLowerCase());
}

/** `ProxySettings` given as an object or as JSON text, or the separate policies; later values of a name win. */
export function chromiumPolicy(
  source: Pick<Source, 'fileName'>,
  format: string,
  store: 'chromium-policy' | 'edge-policy',
  scope: string,
  policies: readonly PolicyValue[],
): ProxySettings {
  const builder = new SettingsBuilder(source, format, store, scope, !scope.includes('recommended'));
  const fields = new Map<string, PolicyValue>();
  for (const policy of policies) for (const field of unfold(policy, builder)) fields.set(field.name, field);
  for (const { key, value, line } of fields.values())
    builder.entry(key, typeof value === 'string' ? value : JSON.stringify(value), line);
  addMode(builder, fields);
  const server = fields.get('ProxyServer');
  if (server !== undefined) addServers(builder, text(server), server.key, server.line);
  const bypass = fields.get('ProxyBypassList');
  if (bypass !== undefined) builder.bypass(text(bypass), bypass.key, bypass.line);
  const pac = fields.get('ProxyPacUrl');
  if (pac !== undefined && text(pac) !== '') builder.pacUrl(text(pac), pac.key, pac.line);
  const overrides = fields.get('ProxyOverrideRules');
  if (overrides !== undefined) addOverrides(builder, overrides);
  for (const probe of [...fields.values()].filter(({ name }) => name.startsWith('PacMyIpAddress')))
    builder.issue(
      'pac-address-probe',
      `${probe.name} changes what myIpAddress() of a PAC gives in Edge.`,
      probe.key,
      probe.line,
    );
  return builder.build();
}

/** A rule without destinations or proxies is dropped, as Chromium does. */
function addOverrides(builder: SettingsBuilder, policy: PolicyValue): void {
  const value = typeof policy.value === 'string' ? parsed(policy.value) : policy.value;
  if (!Array.isArray(value)) {
    builder.issue(
      'bad-policy',
      'ProxyOverrideRules is no list of rules; Chromium drops it.',
      policy.key,
      policy.line,
    );
    return;
  }
  const origin = builder.origin(policy.key, policy.line);
  const rules = value.map((one: unknown): OverrideRule => {
    const member = (name: string): unknown =>
      typeof one === 'object' && one !== null ? (one as Record<string, unknown>)[name] : undefined;
    const texts = (name: string): string[] => {
      const list = member(name);
      return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [];
    };
    const conditions = member('Conditions');
    return {
      destinations: texts('DestinationMatchers'),
      excluded: texts('ExcludeDestinationMatchers'),
      proxies: texts('ProxyList').map(redactUrl),
      conditional: Array.isArray(conditions) && conditions.length > 0,
      origin,
    };
  });
  builder.set(
    'overrides',
    rules.filter(({ destinations, proxies }) => destinations.length > 0 && proxies.length > 0),
  );
}

function text(policy: PolicyValue): string {
  return typeof policy.value === 'string' ? policy.value : '';
}

function unfold(policy: PolicyValue, builder: SettingsBuilder): PolicyValue[] {
  if (policy.name.toLowerCase() !== 'proxysettings') {
    const name = NAMES.find((known) => known.toLowerCase() === policy.name.toLowerCase());
    return name === undefined ? [] : [{ ...policy, name }];
  }
  const value = typeof policy.value === 'string' ? parsed(policy.value) : policy.value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    builder.issue(
      'bad-policy',
      'ProxySettings is neither an object nor JSON text of one; Chromium drops it.',
      policy.key,
      policy.line,
    );
    return [];
  }
  return Object.entries(value).map(([name, inner]: [string, unknown]) => ({
    name,
    value: inner,
    key: `${policy.key}.${name}`,
    line: policy.lines?.get(name) ?? policy.line,
  }));
}

function parsed(json: string): unknown {
  try {
    return parseBoundedJson(json);
  } catch {
    return undefined;
  }
}

function addMode(builder: SettingsBuilder, fields: ReadonlyMap<string, PolicyValue>): void {
  const mode = fields.get('ProxyMode');
  const old = fields.get('ProxyServerMode');
  if (mode !== undefined) {
    const known = typeof mode.value === 'string' ? MODES[mode.value] : undefined;
    if (known === undefined)
      builder.issue(
        'bad-policy',
        `ProxyMode ${JSON.stringify(mode.value)} is none of ${Object.keys(MODES).join(', ')}.`,
        mode.key,
        mode.line,
      );
    else builder.set('mode', builder.located(known, mode.key, mode.line));
  } else if (old !== undefined) {
    const known = typeof old.value === 'number' ? SERVER_MODES[old.value] : undefined;
    if (known !== undefined) builder.set('mode', builder.located(known, old.key, old.line));
  }
}
