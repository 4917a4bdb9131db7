/**
 * The proxy's own side. A CONNECT for the name would make the proxy dial its own loopback (Squid's Debian default
 * does); these refuse it, so that a client that lacks its exemption gets a clear answer and not somebody else's
 * program.
 */
import { editSquid } from '../in-place-text.js';
import { exactly, theHosts, theName } from '../read-back/exact.js';
import { squidRefuses } from '../read-back/squid.js';
import type { Target } from './target.js';

const shared = { group: 'proxy-side', team: 'proxy', mediaType: 'text/plain' } as const;

const verify =
  'Through the proxy, `curl -sv -x PROXY:PORT {{ urls.first | word }}` gets 403 for its CONNECT.';

export const proxySideTargets: readonly Target[] = [
  {
    ...shared,
    id: 'squid',
    title: 'Squid: refuse the name with a clear page',
    consumers: ['Squid 5 and later'],
    template: 'squid.conf.liquid',
    fileName: 'staylocal-squid.conf',
    apply:
      'Best with `--merge` from `squid.conf`, which puts the lines before the first rule. Or copy to `/etc/squid/conf.d/`, where `squid.conf` includes that folder before its first `http_access allow`. The page of `squid-page` goes to the error directory (Debian: `/usr/share/squid/errors/en/`). `squid -k parse`, then `squid -k reconfigure`.',
    replaces:
      'Put it in place of `squid.conf`, and the page of `squid-page` into the error directory (Debian: `/usr/share/squid/errors/en/`). `squid -k parse`, then `squid -k reconfigure`.',
    accepts: ['merge'],
    merge: { kind: 'text', edit: editSquid },
    verify,
    undo: 'Remove the file; `squid -k reconfigure`.',
    notes: [
      'This does not make the name work for a client that sends it to the proxy: the client needs its exemption.',
    ],
    readBack: [
      exactly('names refused', /(?<=^acl staylocal_hosts dstdomain .*)(?<=\s)(\S+)/gm, theHosts),
      squidRefuses,
    ],
  },
  {
    ...shared,
    id: 'squid-page',
    title: 'Squid: the page shown',
    consumers: ['Squid 5 and later'],
    template: 'squid-page.html.liquid',
    fileName: 'ERR_STAYLOCAL',
    mediaType: 'text/html',
    apply:
      'Copy to the error directory of Squid (Debian: `/usr/share/squid/errors/en/ERR_STAYLOCAL`); readable by the user `proxy`.',
    verify: '`curl -s -x PROXY:PORT http://{{ name | word }}/` shows the page.',
    undo: 'Remove the file.',
    readBack: [exactly('names', /<strong>(.+)<\/strong>/gm, theName)],
  },
  {
    ...shared,
    id: 'haproxy',
    title: 'HAProxy: refuse the name with a clear text',
    consumers: ['HAProxy 2.4 and later, in front of forward proxies'],
    template: 'haproxy.cfg.liquid',
    fileName: 'staylocal-haproxy.cfg',
    apply:
      'Put the lines first in the `frontend` (mode http) that takes the requests for the proxies. `haproxy -c -f FILE`, then reload.',
    verify,
    undo: 'Remove the lines and reload.',
    readBack: [
      exactly('names refused by CONNECT', /^ {2}acl staylocal_connect url_beg -i "(.+):"$/gm, theHosts),
      exactly(
        'names refused by Host',
        /^ {2}acl staylocal_host hdr\(host\),field\(1,:\) -i "(.+)"$/gm,
        theHosts,
      ),
    ],
  },
  {
    ...shared,
    id: 'nginx-stream',
    title: 'nginx stream: close connections for the name',
    consumers: ['nginx stream with ssl_preread, as a transparent TLS proxy'],
    template: 'nginx-stream.conf.liquid',
    fileName: 'staylocal-nginx-stream.conf',
    apply:
      'Put the `map` in the `stream` block, and use `$staylocal_upstream` as in the `server` shown: for this name it is empty, and nginx then closes the connection and logs "no host in upstream". `nginx -t`, then reload.',
    verify:
      '`openssl s_client -connect PROXY:PORT -servername {{ name | word }}` is closed without a certificate.',
    undo: 'Put the former `proxy_pass` back and reload.',
    notes: ['A TLS stream has no page to show: the browser tells of a closed connection.'],
    readBack: [
      exactly('names refused', /^ {2}~\*\^(.+)\$ "";$/gm, ({ hosts }) =>
        hosts.map((host) => host.replaceAll('.', '[.]')),
      ),
    ],
  },
];
