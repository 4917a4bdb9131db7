/**
 * `squid.conf`: the access rules of the proxy itself. Source: squid.conf.documented at 5.7 and 6.13. Kept are `acl` and
 * `http_access` lines in their order; files that an acl names in quotes are not opened, and that is reported.
 */
import { SettingsBuilder, type FormatReader } from './reader.js';
import type { Source } from '../text.js';
import { redactUrl } from '../redact.js';
import type { ProxySettings, SquidAccess, SquidAcl } from '../types.js';

export const squidConf: FormatReader = {
  id: 'squid',
  title: 'squid.conf',
  store: 'squid',
  source: 'squid.conf.documented at 5.7 and 6.13',
  names: /^squid.*\.conf$/i,
  signatures: [
    /^[^\S\n]*(?:http_access\s+(?:allow|deny)|acl\s+\S+\s+(?:src|dst|dstdomain|port|method|proto)\b|http_port\s+\d)/m,
  ],
  read,
};

function read(source: Source): ProxySettings[] {
  const builder = new SettingsBuilder(source, 'squid', 'squid', 'proxy');
  const acls: SquidAcl[] = [];
  const access: SquidAccess[] = [];
  for (const [index, text] of source.lines.entries()) {
    const line = index + 1;
    const words = text
      .replace(/(?:^|(?<=\s))#.*$/, '')
      .trim()
      .split(/\s+/)
      .filter((word) => word !== '');
    const [directive = '', first = '', second = '', ...rest] = words;
    if (directive === 'acl') {
      builder.entry(`acl ${first}`, [second, ...rest].join(' '), line);
      acls.push({
        name: first,
        type: second,
        values: rest.filter((value) => value !== '-i' && value !== '-n' && value !== '--').map(redactUrl),
        origin: builder.origin(`acl ${first}`, line),
      });
      if (rest.some((value) => value.startsWith('"')))
        builder.issue(
          'file-not-read',
          'The values stand in another file, which is not read.',
          `acl ${first}`,
          line,
        );
    } else if (directive === 'http_access') {
      builder.entry('http_access', words.slice(1).join(' '), line);
      if (first !== 'allow' && first !== 'deny')
        builder.issue('bad-value', `http_access ${first} is neither allow nor deny.`, 'http_access', line);
      else
        access.push({
          allow: first === 'allow',
          acls: [second, ...rest]
            .filter((name) => name !== '')
            .map((name) => ({ name: name.replace(/^!/, ''), negated: name.startsWith('!') })),
          origin: builder.origin('http_access', line),
        });
    } else if (directive === 'include')
      builder.issue(
        'file-not-read',
        `${words.slice(1).join(' ')} is included and not read.`,
        'include',
        line,
      );
  }
  return [builder.set('proxySide', { acls, access }).build()];
}
