/**
 * `settings.json` of Visual Studio Code (user, remote, workspace). Source: code.visualstudio.com/docs/setup/network, @vscode/proxy-agent
 * 0.35: `http.proxy` is one server for all, `http.noProxy` an array of names, `http.proxySupport` says whether extensions go by them.
 */
import { parseJson } from './json.js';
import { SettingsBuilder, type FormatReader } from './reader.js';

const KEYS = /^http\.(?:proxy|noProxy|proxySupport|useLocalProxyConfiguration)$/;

export const vscode: FormatReader = {
  id: 'vscode-settings',
  title: 'Visual Studio Code settings.json',
  store: 'vscode',
  source: 'code.visualstudio.com/docs/setup/network, VS Code 1.108',
  names: /^settings\.json$/i,
  paths: /[\\/](?:Code|Code - Insiders|VSCodium|\.vscode|\.vscode-server)[\\/](?:.*[\\/])?settings\.json$/i,
  signatures: [/"http\.(?:proxy|noProxy|proxySupport)"\s*:/],
  read: (source) => {
    const builder = new SettingsBuilder(source, 'vscode-settings', 'vscode', 'settings.json');
    for (const [key, { value, line }] of parseJson(source).members ?? []) {
      if (!KEYS.test(key)) continue;
      const items = Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
      builder.entry(key, typeof value === 'string' ? value : JSON.stringify(value), line);
      if (key === 'http.noProxy')
        builder.bypassItems(
          items.map((item) => builder.located(item.trim(), key, line)),
          key,
          line,
        );
      else if (key === 'http.proxy' && typeof value === 'string') builder.server('all', value, key, line);
      else if (key === 'http.proxySupport' && value === 'off')
        builder.set('manualEnabled', builder.located(false, key, line));
    }
    return [builder.build()];
  },
};
