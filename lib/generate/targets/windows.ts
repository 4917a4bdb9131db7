/** Windows' own proxy settings: WinINET (Edge, Chrome, Office, .NET) of a user, and WinHTTP of the machine. */
import { routesDirect } from '../read-back/bypass.js';
import { exactly, listBypasses, theHosts } from '../read-back/exact.js';
import type { Target } from './target.js';

const internetSettings =
  '[HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings]';
const manualProxy = '"ProxyEnable"=dword:00000001\r\n"ProxyServer"="proxy.example:3128"';

const shared = { group: 'bypass', team: 'endpoint' } as const;

export const windowsTargets: readonly Target[] = [
  {
    ...shared,
    id: 'windows-powershell',
    title: 'Windows: add to the proxy exceptions of the user',
    consumers: ['WinINET', 'Edge', 'Chrome', 'Office', '.NET', 'Intune (platform script, or remediation)'],
    template: 'windows-bypass.ps1.liquid',
    fileName: 'staylocal-bypass.ps1',
    mediaType: 'text/plain',
    windows: 'crlf',
    apply:
      'Run once for each user, as that user: by hand, as a logon script, or in Intune as a platform script or the remediation beside `intune-detection`, with "run this script using the logged-on credentials" set. Entries that are there stay.',
    verify:
      '`Get-ItemPropertyValue "HKCU:\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings" ProxyOverride` lists {{ name | word }}.',
    undo: 'Remove the entries in Settings, Network & internet, Proxy.',
    notes: [
      'Where a group policy makes the proxy machine-wide (`ProxySettingsPerUser` = 0), change the list in that policy: it wins.',
      'With a PAC file the list counts for nothing: use the target `pac`.',
    ],
    readBack: [
      exactly('hosts', /(?<=^\$wanted = @\(.*)'([^']+)'/gm, theHosts),
      listBypasses(/(?<=^\$wanted = @\(.*)'([^']+)'/gm, ';', 'wininet', 'dotnet-windows'),
    ],
  },
  {
    ...shared,
    id: 'intune-detection',
    title: 'Intune: detect a device without the exception',
    consumers: ['Intune remediations'],
    template: 'intune-detection.ps1.liquid',
    fileName: 'staylocal-detect.ps1',
    mediaType: 'text/plain',
    windows: 'crlf',
    apply:
      'Intune, Devices, Scripts and remediations: this file as detection script, the one of `windows-powershell` as remediation script; run with the logged-on credentials.',
    verify: 'The remediation shows "Without issues" for a device that has the exception.',
    undo: 'Remove the assignment.',
    readBack: [exactly('hosts', /(?<=^\$wanted = @\(.*)'([^']+)'/gm, theHosts)],
  },
  {
    ...shared,
    id: 'windows-reg',
    title: 'Windows: registry file with the proxy exceptions',
    consumers: ['WinINET', 'Edge', 'Chrome', 'Office', '.NET', 'group policy preferences'],
    template: 'windows-bypass.reg.liquid',
    fileName: 'staylocal-bypass.reg',
    mediaType: 'text/plain',
    windows: 'utf-16le',
    accepts: ['merge'],
    merge: { kind: 'bypass', formats: ['reg', 'registry-pol'], store: 'wininet', separator: ';' },
    apply:
      'Generate with `--merge` from an export of the keys (of the machine as well, where a policy makes its settings count): what it holds stays, and the list in force is the one that is changed. The file without `--merge` replaces the list of the user. Then `reg import staylocal-bypass.reg` as the user, or put the value in group policy preferences. Sign out and in.',
    replaces:
      '`reg import FILE` with this file: as the user for HKEY_CURRENT_USER, as administrator for HKEY_LOCAL_MACHINE. Where group policy sets the values, change the list there instead: a policy is written again at the next refresh. Sign out and in.',
    verify:
      '`reg query "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings" /v ProxyOverride` lists {{ name | word }}; where `ProxySettingsPerUser` is 0, the same key below `HKLM`.',
    undo: 'Import the export made before.',
    notes: [
      'WinINET also keeps its settings in a binary value (`Connections\\DefaultConnectionSettings`), which it brings in line when it next reads them; `windows-powershell` tells it to do so at once.',
    ],
    readBack: [
      routesDirect({
        format: 'reg',
        store: 'wininet',
        inPlace: (text) => text.replace(internetSettings, (key) => `${key}\r\n${manualProxy}`),
      }),
    ],
  },
  {
    ...shared,
    id: 'winhttp',
    title: 'Windows services: exceptions of the WinHTTP proxy',
    consumers: ['WinHTTP', 'Windows Update', 'services'],
    template: 'winhttp.cmd.liquid',
    fileName: 'staylocal-winhttp.cmd',
    mediaType: 'text/plain',
    windows: 'crlf',
    accepts: ['proxy', 'merge'],
    needs: [['proxy']],
    merge: { kind: 'bypass', store: 'winhttp', separator: ';' },
    apply:
      'The command replaces proxy and list: generate with `--merge` from what `netsh winhttp dump` or `netsh winhttp show proxy` prints, to keep the entries that are there. Run as administrator.',
    verify: '`netsh winhttp show proxy` lists {{ name | word }}.',
    undo: '`netsh winhttp set proxy` with the former values, or `netsh winhttp reset proxy`.',
    readBack: [
      routesDirect({
        format: 'netsh-winhttp',
        store: 'winhttp',
        inPlace: (text) => `pushd winhttp\n${text}popd\n`,
      }),
    ],
  },
];
