/**
 * Output of macOS `networksetup`: `-getwebproxy`, `-getsecurewebproxy`, `-getsocksfirewallproxy`, `-getautoproxyurl`,
 * `-getproxyautodiscovery` and `-getproxybypassdomains`, one or several after another. The first two kinds look the
 * same: a heading line with the option (or the file's name) says which one it is.
 */
import { macProxies } from './macos-settings.js';
import type { PlistValue } from './plist.js';
import { SettingsBuilder, type FormatReader } from './reader.js';
import type { Source } from '../text.js';
import type { ProxySettings } from '../types.js';

export const networksetup: FormatReader = {
  id: 'networksetup',
  title: 'macOS networksetup output',
  store: 'macos',
  source: 'networksetup(8)',
  names: /networksetup|-get(?:web|secureweb|socksfirewall)proxy|-getproxybypassdomains|-getautoproxyurl/i,
  signatures: [
    /^Enabled: (?:Yes|No)\r?\nServer: /m,
    /^URL: [^\n]{0,2048}\nEnabled: (?:Yes|No)/m,
    /^There aren't any bypass domains set on /m,
    /-get(?:web|secureweb|socksfirewall)proxy|-getproxybypassdomains/,
  ],
  read,
};

const PREFIX: Readonly<Record<string, string>> = {
  getwebproxy: 'HTTP',
  getsecurewebproxy: 'HTTPS',
  getsocksfirewallproxy: 'SOCKS',
  getftpproxy: 'FTP',
};

/** One network service: what its options printed. */
interface Service {
  readonly name: string;
  readonly proxies: Map<string, PlistValue>;
  readonly exceptions: PlistValue[];
  readonly issues: {
    readonly code: string;
    readonly message: string;
    readonly key: string;
    readonly line: number;
  }[];
}

function read(source: Source): ProxySettings[] {
  const services = new Map<string, Service>();
  // Bare lines are printed by one option alone.
  const isList = !source.lines.some((text) => PAIR.test(text.trim()) || HEADING.test(text));
  let option = optionOf(source.fileName) ?? (isList ? 'getproxybypassdomains' : '');
  let service = serviceOf(services, /-get\w+ (.+)$/.exec(source.fileName)?.[1] ?? '');
  for (const [index, text] of source.lines.entries()) {
    const heading = HEADING.exec(text);
    if (heading !== null) {
      option = (heading[1] ?? '').toLowerCase();
      service = serviceOf(services, heading[2] ?? '');
    } else addLine(service, option, text.trim(), index + 1, index === source.lines.length - 1);
  }
  const found = [...services.values()].filter(
    ({ proxies, exceptions, issues }) => proxies.size + exceptions.length + issues.length > 0,
  );
  return (found.length > 0 ? found : [service]).map((one) => settingsOf(source, one));
}

const HEADING = /-(get\w+)(?:[^\S\n]+"?([^"\n]{1,128}?)"?)?[^\S\n]*$/i;
const PAIR = /^(Enabled|Server|Port|Authenticated Proxy Enabled|URL|Auto Proxy Discovery): ?(.*)$/;

function serviceOf(services: Map<string, Service>, name: string): Service {
  const service = services.get(name) ?? { name, proxies: new Map(), exceptions: [], issues: [] };
  services.set(name, service);
  return service;
}

function addLine(service: Service, option: string, text: string, line: number, isLast: boolean): void {
  const pair = PAIR.exec(text);
  const issue = (code: string, message: string, key: string): void => {
    if (service.issues.length < 100) service.issues.push({ code, message, key, line });
  };
  if (pair !== null) {
    const guessed = addPair(service.proxies, option, pair[1] ?? '', (pair[2] ?? '').trim(), line);
    if (guessed && !service.issues.some(({ code }) => code === 'unknown-option'))
      issue(
        'unknown-option',
        'Which option printed this is not in the file; it is taken for -getwebproxy.',
        'Server',
      );
  } else if (option === 'getproxybypassdomains' && text !== '') {
    if (!text.startsWith("There aren't any")) service.exceptions.push({ value: text, line });
  } else if (option === 'getproxybypassdomains' && !isLast && service.exceptions.length > 0)
    issue('blank-entry', 'An empty line stands in the list.', 'ExceptionsList');
  else if (text !== '')
    issue('line-not-read', `Not a line of networksetup: ${JSON.stringify(text.slice(0, 60))}.`, 'line');
}

function settingsOf(source: Source, { name, proxies, exceptions, issues }: Service): ProxySettings {
  if (exceptions.length > 0)
    proxies.set('ExceptionsList', { value: exceptions, line: exceptions[0]?.line ?? null });
  const scope = name === '' ? 'service' : name;
  const settings = macProxies(source, 'networksetup', scope, false, proxies);
  const builder = new SettingsBuilder(source, 'networksetup', 'macos', scope);
  for (const { code, message, key, line } of issues) builder.issue(code, message, key, line);
  return { ...settings, issues: [...settings.issues, ...builder.build().issues] };
}

function optionOf(fileName: string): string | undefined {
  return /-?(get(?:web|secureweb|socksfirewall|ftp)proxy|getproxybypassdomains|getautoproxyurl)/i
    .exec(fileName)?.[1]
    ?.toLowerCase();
}

/** Whether the option had to be guessed. */
function addPair(
  proxies: Map<string, PlistValue>,
  option: string,
  key: string,
  value: string,
  line: number,
): boolean {
  const on = value === 'Yes' || value === 'On';
  if (key === 'Auto Proxy Discovery') proxies.set('ProxyAutoDiscoveryEnable', { value: on, line });
  else if (key === 'URL') {
    if (value !== '(null)') proxies.set('ProxyAutoConfigURLString', { value, line });
  } else if (option === 'getautoproxyurl') proxies.set('ProxyAutoConfigEnable', { value: on, line });
  else {
    const prefix = PREFIX[option] ?? 'HTTP';
    if (key === 'Authenticated Proxy Enabled') return false;
    if (key === 'Enabled') proxies.set(`${prefix}Enable`, { value: on, line });
    else
      proxies.set(key === 'Server' ? `${prefix}Proxy` : `${prefix}Port`, {
        value: key === 'Port' ? Number(value) : value,
        line,
      });
    return PREFIX[option] === undefined;
  }
  return false;
}
