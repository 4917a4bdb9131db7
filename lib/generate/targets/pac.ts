/** PAC files: a new one, or the exemption put first in the site's own. */
import { provePac } from '../read-back/pac.js';
import type { Target } from './target.js';

export const pacTargets: readonly Target[] = [
  {
    id: 'pac',
    title: 'PAC file that keeps the name local',
    group: 'pac',
    team: 'proxy',
    consumers: [
      'Chrome',
      'Edge',
      'Firefox',
      'Safari',
      'Windows (WinINET, WinHTTP)',
      'macOS',
      'iOS',
      'Android',
      'GNOME',
      'KDE',
    ],
    template: 'proxy.pac.liquid',
    fileName: 'proxy.pac',
    mediaType: 'application/x-ns-proxy-autoconfig',
    accepts: ['merge', 'proxy'],
    // A PAC of its own that knows no proxy would take a whole site off its proxy.
    needs: [['merge', 'proxy']],
    merge: { kind: 'pac' },
    replaces:
      'Put it where the present one is served, with the content type `application/x-ns-proxy-autoconfig`.',
    apply:
      'Where the site has a PAC file, generate with `--merge` from it: the exemption is then put first and nothing else is changed. Put the file where the present one is served, with the content type `application/x-ns-proxy-autoconfig`.',
    verify:
      'Run `staylocal pac FILE` on it: the verdict for {{ urls.first | word }} is `always`. In a browser, restart it first: PAC files are kept in memory.',
    undo: 'Put the former file back.',
    notes: [
      'WPAD: clients that discover the file ask for `http://wpad.DOMAIN/wpad.dat` (DNS) or take the URL of DHCP option 252. Serve the same file under that name, from every server that answers for `wpad`; a second, older copy is the usual reason for an exemption that does not take.',
      'A browser that no longer proxies the name treats it as a loopback request: Chrome and Edge then want the policy of `chrome-policy` or `edge-policy` for the calling web applications.',
    ],
    notesAlone: [
      'Without `--merge` the new file sends everything else to the one proxy of `--proxy`: what the present PAC decides is not in it.',
    ],
    readBack: [provePac],
  },
];
