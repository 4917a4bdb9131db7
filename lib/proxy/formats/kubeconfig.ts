/**
 * kubectl's kubeconfig: `proxy-url` of a cluster. Source: kubernetes.io, client-go clientcmd api v1 Cluster. Only the
 * lines needed are read, by their indentation; anchors and flow style are reported, not followed. Secrets are not kept.
 */
import { unquote } from './ini.js';
import { beforeComment, pairOf } from './lines.js';
import { SettingsBuilder, type FormatReader } from './reader.js';
import type { Source } from '../text.js';
import type { ProxySettings } from '../types.js';

interface Cluster {
  name: string;
  server: string;
  proxy: { value: string; line: number } | undefined;
}

export const kubeconfig: FormatReader = {
  id: 'kubeconfig',
  title: 'kubeconfig',
  store: 'kubeconfig',
  source: 'kubernetes client-go tools/clientcmd/api/v1 at 1.33',
  names: /kubeconfig/i,
  paths: /(?:^|[\\/])\.kube[\\/]config$/i,
  signatures: [/^kind:\s*"?Config"?\s*$/m, /^[^\S\n]{1,32}proxy-url:/m],
  read,
};

function read(source: Source): ProxySettings[] {
  const builder = new SettingsBuilder(source, 'kubeconfig', 'kubeconfig', 'clusters');
  const clusters: Cluster[] = [];
  let inClusters = false;
  for (const [index, text] of source.lines.entries()) {
    if (/^clusters:\s*$/.test(text)) inClusters = true;
    else if (/^\S/.test(text) && !text.startsWith('-')) inClusters = false;
    if (/^clusters:\s*[[{&*]/.test(text))
      builder.issue(
        'unread-yaml',
        'The clusters are written in a form that is not read here.',
        'clusters',
        index + 1,
      );
    if (!inClusters) continue;
    if (/^\s*- /.test(text)) clusters.push({ name: '', server: '', proxy: undefined });
    const found = pairOf(text.trim().replace(/^-\s+/, ''), ':');
    const cluster = clusters.at(-1);
    if (found === undefined || cluster === undefined) continue;
    const value = unquote(beforeComment(found.value));
    if (found.key === 'proxy-url') cluster.proxy = { value, line: index + 1 };
    else if (found.key === 'name') cluster.name = value;
    else if (found.key === 'server') cluster.server = value;
  }
  for (const { name, server, proxy } of clusters) {
    if (proxy === undefined) continue;
    const key = `clusters.${name}.proxy-url`;
    builder.entry(key, proxy.value, proxy.line);
    builder.server('all', proxy.value, key, proxy.line, server);
  }
  return [builder.build()];
}
