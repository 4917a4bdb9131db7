/** System proxy settings of macOS, GNOME and KDE. */
import { routesDirect } from '../read-back/bypass.js';
import { printedByGsettings } from '../read-back/printed.js';
import { exactly, listBypasses, theHosts } from '../read-back/exact.js';
import type { Target } from './target.js';

const shared = { group: 'bypass', team: 'endpoint', mediaType: 'text/plain' } as const;

export const desktopTargets: readonly Target[] = [
  {
    ...shared,
    id: 'macos-networksetup',
    title: 'macOS: add to the proxy exceptions of each network service',
    consumers: ['Safari', 'Chrome', 'Edge', 'Firefox with system settings', 'CFNetwork'],
    template: 'macos-bypass.sh.liquid',
    fileName: 'staylocal-macos-bypass.sh',
    apply: 'Run once as administrator, by hand or as a script of the MDM. Entries that are there stay.',
    verify: '`networksetup -getproxybypassdomains Wi-Fi` lists {{ name | word }}.',
    undo: '`networksetup -setproxybypassdomains SERVICE` with the former entries, for each service.',
    notes: ['With a PAC file or automatic discovery the list counts for nothing: use the target `pac`.'],
    readBack: [
      exactly('hosts', /(?<=^ {2}for host in .*)'([^']+)'/gm, theHosts),
      listBypasses(/(?<=^ {2}for host in .*)'([^']+)'/gm, ',', 'cfnetwork'),
    ],
  },
  {
    ...shared,
    id: 'gnome',
    title: 'GNOME: hosts that bypass the proxy, for all users',
    consumers: ['GNOME', 'GLib programs', 'Chromium and Firefox with system settings on GNOME'],
    template: 'gnome.dconf.liquid',
    fileName: '50-staylocal',
    apply:
      'Copy to `/etc/dconf/db/local.d/50-staylocal`, run `dconf update`. The list replaces the default of the database; a user who has set a list of his own keeps that one: `gsettings get org.gnome.system.proxy ignore-hosts` shows which.',
    replaces:
      'Put it in place of the keyfile it was made from, below `/etc/dconf/db/local.d/`, and run `dconf update`.',
    verify: '`gsettings get org.gnome.system.proxy ignore-hosts` lists {{ name | word }}.',
    undo: 'Remove the file and run `dconf update`.',
    notes: [
      "The first three entries are GNOME's own default, which a list of ours would otherwise switch off.",
    ],
    accepts: ['merge'],
    merge: { kind: 'bypass', store: 'gnome', separator: ',' },
    readBack: [
      routesDirect({
        format: 'dconf',
        store: 'gnome',
        except: ['chromium', 'firefox', 'libproxy'],
        inPlace: (text) =>
          `${text.replace('[system/proxy]', "[system/proxy]\nmode='manual'")}\n[system/proxy/https]\nhost='proxy.example'\nport=3128\n`,
      }),
    ],
  },
  {
    ...shared,
    id: 'gnome-gsettings',
    title: 'GNOME: hosts that bypass the proxy, for one user',
    consumers: ['GNOME', 'GLib programs', 'Chromium and Firefox with system settings on GNOME'],
    template: 'gnome-gsettings.sh.liquid',
    fileName: 'staylocal-gnome.sh',
    apply:
      'The command replaces the list: generate with `--merge` from what `gsettings list-recursively org.gnome.system.proxy` prints, to keep the entries that are there. Run it as the user, in the session.',
    verify: '`gsettings get org.gnome.system.proxy ignore-hosts` lists {{ name | word }}.',
    undo: '`gsettings reset org.gnome.system.proxy ignore-hosts`, or `gsettings set` with the former list.',
    notesAlone: [
      "The first three entries are GNOME's own default, which a list of ours would otherwise switch off.",
    ],
    accepts: ['merge'],
    merge: { kind: 'bypass', format: 'gsettings', store: 'gnome', separator: ',' },
    readBack: [
      routesDirect({
        format: 'gsettings',
        store: 'gnome',
        except: ['chromium', 'firefox', 'libproxy'],
        inPlace: (text) =>
          `${printedByGsettings(text)}\norg.gnome.system.proxy mode 'manual'\norg.gnome.system.proxy.https host 'proxy.example'\norg.gnome.system.proxy.https port 3128\n`,
      }),
    ],
  },
  {
    ...shared,
    id: 'kde',
    title: 'KDE: hosts that bypass the proxy',
    consumers: ['KDE programs', 'Chromium on KDE'],
    template: 'kioslaverc.liquid',
    fileName: 'kioslaverc',
    apply:
      'Put the line in the group `[Proxy Settings]` of `~/.config/kioslaverc`, or of `/etc/xdg/kioslaverc` for all users, with the entries that are there. `ReversedException` must be false, or the list names what goes to the proxy.',
    replaces: 'Put it in place of `~/.config/kioslaverc`, or of `/etc/xdg/kioslaverc` for all users.',
    verify: 'System Settings, Network, Proxy lists {{ name | word }} under the exceptions.',
    undo: 'Put the former line back.',
    accepts: ['merge'],
    merge: { kind: 'bypass', format: 'kioslaverc', store: 'kde', separator: ',' },
    // kprotocolmanager.cpp, revmatch(): compares from the list's end, and the name once used up matches nothing more.
    oursFirst: true,
    readBack: [
      routesDirect({
        format: 'kioslaverc',
        store: 'kde',
        inPlace: (text) =>
          `${text}ProxyType=1\nReversedException=false\nhttpsProxy=http://proxy.example 3128\n`,
      }),
    ],
  },
];
