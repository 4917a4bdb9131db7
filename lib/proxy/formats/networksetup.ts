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

function read(source: Source): ProxySettings[] {
  const proxies = new Map<string, PlistValue>();
  const exceptions: PlistValue[] = [];
  const guessed: number[] = [];
  let option = optionOf(source.fileName) ?? '';
  for (const [index, text] of source.lines.entries()) {
    const line = index + 1;
    const heading = /-(get\w+)/.exec(text);
    if (heading !== null) {
      option = heading[1] ?? '';
      continue;
    }
    const pair = /^(Enabled|Server|Port|URL|Auto Proxy Discovery): ?(.*)$/.exec(text.trim());
    if (pair !== null) addPair(proxies, option, pair[1] ?? '', (pair[2] ?? '').trim(), line, guessed);
    else if (option === 'getproxybypassdomains' && text.trim() !== '' && !text.startsWith("There aren't any"))
      exceptions.push({ value: text.trim(), line });
  }
  if (exceptions.length > 0)
    proxies.set('ExceptionsList', { value: exceptions, line: exceptions[0]?.line ?? null });
  const settings = macProxies(source, 'networksetup', 'service', false, proxies);
  if (guessed.length === 0) return [settings];
  const builder = new SettingsBuilder(source, 'networksetup', 'macos', 'service');
  builder.issue(
    'unknown-option',
    'Which option printed this is not in the file; it is taken for -getwebproxy.',
    'Server',
    guessed[0] ?? null,
  );
  return [{ ...settings, issues: [...settings.issues, ...builder.build().issues] }];
}

function optionOf(fileName: string): string | undefined {
  return /-?(get(?:web|secureweb|socksfirewall|ftp)proxy|getproxybypassdomains|getautoproxyurl)/i
    .exec(fileName)?.[1]
    ?.toLowerCase();
}

function addPair(
  proxies: Map<string, PlistValue>,
  option: string,
  key: string,
  value: string,
  line: number,
  guessed: number[],
): void {
  const on = value === 'Yes' || value === 'On';
  if (key === 'Auto Proxy Discovery') proxies.set('ProxyAutoDiscoveryEnable', { value: on, line });
  else if (key === 'URL') {
    if (value !== '(null)') proxies.set('ProxyAutoConfigURLString', { value, line });
  } else if (option === 'getautoproxyurl') proxies.set('ProxyAutoConfigEnable', { value: on, line });
  else {
    const prefix = PREFIX[option] ?? 'HTTP';
    if (PREFIX[option] === undefined) guessed.push(line);
    if (key === 'Enabled') proxies.set(`${prefix}Enable`, { value: on, line });
    else
      proxies.set(key === 'Server' ? `${prefix}Proxy` : `${prefix}Port`, {
        value: key === 'Port' ? Number(value) : value,
        line,
      });
  }
}
