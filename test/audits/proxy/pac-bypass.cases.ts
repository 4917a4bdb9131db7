import { pacBypass } from '../../../lib/audits/proxy/pac-bypass.js';
import { base64, type AuditTable } from '../case.js';

const pac = (body: string): { pac: { source: string; bytes: string }[] } => ({
  pac: [{ source: 'proxy.pac', bytes: base64(`function FindProxyForURL(url, host) {\n${body}\n}\n`) }],
});

export const pacBypassTable: AuditTable = {
  audit: pacBypass,
  cases: [
    {
      title: 'automatic detection that found nothing',
      evidence: {
        pac: [{ source: 'wpad', wpad: true, error: { code: 'no-search-domain', message: 'none' } }],
      },
      says: ['no-pac'],
    },
    { title: 'no PAC on a machine that was looked at', evidence: { pac: [] }, says: ['no-pac'] },
    { title: 'DIRECT for all', evidence: pac('return "DIRECT";'), says: ['always'] },
    {
      title: 'a proxy for all',
      evidence: pac('return "PROXY proxy.example:8080";'),
      says: ['never'],
      shows: /PROXY proxy\.example:8080.*proxy\.pac:2/s,
    },
    {
      title: 'a proxy in one branch office',
      evidence: pac(
        'if (isInNet(myIpAddress(), "10.20.0.0", "255.255.0.0")) return "PROXY a:1";\nreturn "DIRECT";',
      ),
      says: ['sometimes'],
      shows: /10\.20\./,
    },
    {
      title: 'a proxy on weekdays',
      evidence: pac('if (weekdayRange("MON", "FRI")) return "PROXY a:1";\nreturn "DIRECT";'),
      says: ['sometimes'],
    },
    {
      title: 'the name exempted and localhost not, which WinHTTP asks for',
      evidence: pac('if (host == "t1c.t1t.io") return "DIRECT";\nreturn "PROXY a:1";'),
      says: ['never', 'spelling'],
      forbids: ['broken', 'unproven'],
      shows: /https:\/\/localhost:51983\/ when run by WinINET/,
    },
    {
      title: 'the exact name exempted, in lower case only',
      evidence: pac('if (host == "t1c.t1t.io" || host == "localhost") return "DIRECT";\nreturn "PROXY a:1";'),
      says: ['always', 'spelling'],
      shows: /upper case \(https:\/\/T1C\.T1T\.IO:51983\/\), trailing dot/,
    },
    {
      title: 'the name exempted in upper case, which no program asks for',
      evidence: pac('if (host == "T1C.T1T.IO" || host == "localhost") return "DIRECT";\nreturn "PROXY a:1";'),
      says: ['another-spelling'],
      forbids: ['never'],
      shows: /answers DIRECT for T1C\.T1T\.IO, and never for https:\/\/t1c\.t1t\.io:51983\//,
    },
    {
      title: 'the name exempted with a dot at its end',
      evidence: pac(
        'if (host == "t1c.t1t.io." || host == "localhost") return "DIRECT";\nreturn "PROXY a:1";',
      ),
      says: ['another-spelling'],
      shows: /answers DIRECT for t1c\.t1t\.io\., /,
    },
    {
      title: 'no time left for another file',
      evidence: pac('return "DIRECT";'),
      limits: { pacMs: 100 },
      says: ['no-time'],
      shows: /Chromium.* the 0\.1 s /,
    },
    {
      title: 'a file that does not end, and is not tried again for each client',
      evidence: pac('for (;;);'),
      limits: { pacMs: 4000 },
      // How many of its forms were tried before the time was over is the machine's affair: others may be unproven.
      says: ['broken', 'no-time'],
      forbids: ['always', 'sometimes', 'never', 'may-fall-back'],
      shows: /did not end for Chromium/,
    },
    { title: 'DIRECT first', evidence: pac('return "DIRECT; PROXY a:1";'), says: ['may-fall-back'] },
    { title: 'a PAC that throws', evidence: pac('return nothing.here;'), says: ['broken'], shows: /nothing/ },
    {
      title: 'an HTML page in place of a PAC',
      evidence: { pac: [{ source: 'proxy.pac', bytes: base64('<!DOCTYPE html><title>404</title>') }] },
      says: ['broken'],
    },
    {
      title: 'an answer that hangs on an unknown computation',
      evidence: pac(
        'return new Function("return Math.sin(" + myIpAddress().length + ")")() > 2 ? "PROXY a:1" : "DIRECT";',
      ),
      says: ['unproven'],
      forbids: ['always', 'never'],
    },
    {
      title: 'a file that could not be read',
      evidence: {
        pac: [
          { source: 'gone.pac', error: { code: 'not-found', message: 'gone.pac: there is no such file' } },
        ],
      },
      says: ['unreadable'],
    },
    {
      title: 'a PAC served as plain text',
      evidence: {
        pac: [
          {
            source: 'http://wpad.example/wpad.dat',
            mediaType: 'text/plain; charset=utf-8',
            bytes: pac('return "DIRECT";').pac[0]?.bytes ?? '',
          },
        ],
      },
      says: ['always', 'media-type'],
      shows: /served as text\/plain/,
    },
    {
      title: 'no client that runs a PAC',
      evidence: pac('return "DIRECT";'),
      profile: { proxy: { clients: ['curl'] } },
      says: ['no-client'],
    },
  ],
};
