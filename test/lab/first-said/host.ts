import type { FirstSaid } from './types.js';

export const hostSaid: FirstSaid = {
  'disk-full': 'YES, but: 12 MB are free, and 55 MB are needed',
  'disk-shared-by-installer': 'YES, but: 60 MB are free, and 70 MB are needed',
  'disk-without-tolerance': 'YES: 52 MB are free: enough for 50 MB, and for no tolerance',
  'disk-unreadable': 'YES, but: The free space could not be read',
  'installed-with-logs': 'YES, but: 944.0 MB are installed, and less than 50 MB were said',
  'installed-without-sandbox':
    'YES, but: %LOCALAPPDATA%/LabProgram: Of what is installed Sandbox is not there',
  'system-too-old':
    'YES, but: Windows 8.1 Pro is older than Windows 10 or later. That the documentation speaks of Windows 8.1 and later (its registry keys) does not make it a supported system',
  'system-linux-ongoing':
    'YES: Debian GNU/Linux 13: support for Linux is under way ("ongoing") and nothing is promised for it yet',
  'system-past-its-end':
    'YES, but: Windows 11 Pro 23H2 (build 22631) has been out of support since 2025-11-11 (by the table of 2026-11-29, 0 days old)',
  'system-needs-extended-updates':
    'YES: Windows 10 Pro 22H2 (build 19045) has been out of support since 2025-10-14, except for those with Extended Security Updates, until 2028-10-10 (by the table of 2026-11-29, 0 days old)',
  'system-unknown':
    'YES, but: Whether Windows 11 Pro 28H1 (build 29999) is still supported is not known: the table does not hold it (by the table of 2026-11-29, 0 days old)',
  'system-unreadable':
    'YES, but: The version could not be told: HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion: no CurrentBuild was read',
  'processor-of-32-bits': 'YES, but: The processor is x86; the program is there for x64 and arm64',
  'registry-key-missing': 'YES, but: reg query: HKCU\\SOFTWARE\\Trust1Team\\Trust1Connector is not there',
  'registry-key-of-machine':
    'YES, but: reg query: HKLM\\SOFTWARE\\Trust1Team\\Trust1Connector is there: the program keeps its keys below HKCU, each user’s own',
  'registry-refused':
    'YES, but: reg query: Whether HKCU\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run is there is not known: reg query HKCU\\Environment: ended with exit code 1 (ERROR: Registry editing has been disabled by your administrator.)',
  'policy-missing':
    'YES: Chrome 150.0.7871.100: No policy covers https://app.example: users are asked whether its pages may call t1c.t1t.io, and a No stays',
  'policy-for-another-origin':
    'YES: Chrome 150.0.7871.100: LoopbackNetworkAllowedForUrls names "https://old.app.example" and not https://app.example: users are asked whether its pages may call t1c.t1t.io',
  'policy-blocks-origin':
    'YES, but: Chrome 150.0.7871.100: Pages of https://app.example may not call t1c.t1t.io: LoopbackNetworkBlockedForUrls "https://app.example" forbids it',
  'policy-names-the-program':
    'YES: Chrome 150.0.7871.100: LoopbackNetworkAllowedForUrls names "https://t1c.t1t.io:#", the called name: what counts is the page that calls',
  'policy-star-in-host':
    'YES: Chrome 150.0.7871.100: LoopbackNetworkAllowedForUrls holds "https://*.app.example", which covers nothing: scheme://host:port, host, [*.]host or * is what Chromium compares',
  'policy-recommended-only':
    'YES: Chrome 150.0.7871.100: LoopbackNetworkAllowedForUrls is set as a recommendation, and counts only as a mandatory policy',
  'policy-newer-than-browser':
    'YES: Chrome 144.0.7559.60: LoopbackNetworkAllowedForUrls is known from version 146 on, and this one passes over it',
  'policy-misnamed':
    'YES: Chrome 150.0.7871.100: LoopbackNetworkAccessAllowedForUrls is no policy that the browser knows',
  'guard-switched-off':
    'YES: Chrome 150.0.7871.100: Pages of https://app.example may call t1c.t1t.io only because LocalNetworkAccessRestrictionsTemporaryOptOut switches the guard off for every site; Chrome will drop that policy',
  'application-over-http':
    'YES, but: http://intranet.example: Pages of http://intranet.example are no secure context: browsers refuse their calls to t1c.t1t.io, whatever the policies say',
  'application-in-a-frame':
    'YES: Chrome 150.0.7871.100: In frames of https://portal.example the application has the local network only where the frame hands it on',
};
