import type { FirstSaid } from './types.js';

export const distributionSaid: FirstSaid = {
  'ds-installer-too-large':
    'YES, but: https://ds.t1t.io:# The installer /downloads/lab-installer.bin has 148.0 MB, and about 15 MB (within 5 MB) were said',
  'ds-no-address':
    'YES, but: https://ds.t1t.io:# cannot be found from here: the name has no address (NXDOMAIN or no record)',
  'ds-refused':
    'YES, but: https://ds.t1t.io:# refuses the connection: nothing listens there, or a firewall rejects it',
  'ds-silent':
    'YES, but: https://ds.t1t.io:# is silent at the TLS handshake after # ms: a firewall that drops packets looks like this',
  'ds-reset':
    'YES, but: https://ds.t1t.io:# is cut off at the TLS handshake (reset): something on the way forbids it, or the service is failing',
  'ds-without-tls': 'YES, but: https://ds.t1t.io:# does not speak TLS: something else answers on its port',
  'ds-old-tls': 'YES, but: https://ds.t1t.io:# speaks nothing newer than TLS 1.1',
  'ds-certificate-expired': 'YES, but: https://ds.t1t.io:# has a certificate that ended on 2026-11-23',
  'ds-certificate-ends-soon': 'YES: https://ds.t1t.io:# has a certificate that ends on 2026-11-29, in 5 days',
  'ds-certificate-wrong-name':
    'YES, but: https://ds.t1t.io:# shows a certificate for www.lab.example, which is not its name',
  'ds-unknown-issuer':
    'YES, but: https://ds.t1t.io:# holds a certificate by CN=Nobody Knows CA, which this machine does not trust (SELF_SIGNED_CERT_IN_CHAIN)',
  'ds-other-key':
    'YES, but: https://ds.t1t.io:# holds no key that the profile pins: its certificate is by CN=Lab Public CA',
  'ds-clock-behind':
    'YES, but: https://ds.t1t.io:# is # s behind this machine’s clock; 300 s are tolerated: tokens end here before their time',
  'ds-clock-ahead':
    'YES, but: https://ds.t1t.io:# is # s ahead of this machine’s clock; 300 s are tolerated: fresh tokens are not valid here yet',
  'ds-slow':
    'YES: https://ds.t1t.io:# takes # ms (DNS # ms, TCP # ms, TLS # ms, HTTP # ms); 2000 ms are expected',
  'ds-error': 'YES, but: https://ds.t1t.io:# fails: it answers /v3_5/system/status with 500',
  'ds-no-such-path': 'YES, but: https://ds.t1t.io:# knows no /v3_5/system/status (404)',
  'ds-denied': 'YES, but: https://ds.t1t.io:# denies /v3_5/system/status (403), which should need no key',
  'ds-not-json': 'YES: https://ds.t1t.io:# answers /v3_5/system/status with 200, and not with JSON',
  'ds-moved':
    'YES, but: https://ds.t1t.io:# sends the request on to https://new-ds.example/v3_5/system/status (301): it has moved',
  'ds-own-page':
    'YES, but: https://ds.t1t.io:# answers its status request with a page of its own (200, titled “Welcome”)',
  'captive-portal': 'YES, but: A sign-in portal of this network answers in the place of https://ds.t1t.io:#',
  'captive-portal-511':
    'YES, but: This network asks for a sign-in (511) before it lets anything out to https://ds.t1t.io:#',
  'block-page': 'YES, but: A filter shows a block page in the place of https://ds.t1t.io:#',
  'proxy-inspects':
    'YES: https://ds.t1t.io:# holds a certificate by CN=Corp Example TLS Inspection CA, whose root only this machine’s store knows: TLS is inspected on the way',
  'proxy-inspects-untrusted':
    'YES, but: https://ds.t1t.io:# holds a certificate by CN=Corp Example TLS Inspection CA, which this machine does not trust (SELF_SIGNED_CERT_IN_CHAIN)',
  'proxy-asks-password':
    'YES, but: https://ds.t1t.io:# is to be reached through http://127.0.0.1:# (as chromium@156 reads (environment):1 https_proxy), which asks for a user name and password (407, Basic)',
  'proxy-password-wrong':
    'YES, but: https://ds.t1t.io:# is to be reached through http://127.0.0.1:# (as chromium@156 reads (environment):1 https_proxy), which refuses the user name and password that the environment holds (407, Basic)',
  'proxy-asks-logon':
    'YES: https://ds.t1t.io:# is to be reached through http://127.0.0.1:# (as chromium@156 reads (environment):1 https_proxy), which asks for the user’s logon (407, Negotiate, NTLM): browsers answer that, this program and others do not',
  'proxy-denies':
    'YES, but: https://ds.t1t.io:# is to be reached through http://127.0.0.1:# (as chromium@156 reads (environment):1 https_proxy), which denies it: 403 Forbidden',
  'proxy-cannot-reach':
    'YES, but: https://ds.t1t.io:# is to be reached through http://127.0.0.1:# (as chromium@156 reads (environment):1 https_proxy), which cannot reach it: 502 Bad Gateway',
  'proxy-down':
    'YES, but: https://ds.t1t.io:# is to be reached through http://127.0.0.1:# (as chromium@156 reads (environment):1 https_proxy), and that proxy cannot be reached: the connection was refused: nothing listens there, or a firewall rejects it',
  'route-to-discover':
    'YES, but: https://ds.t1t.io:# could not be asked, since the way it takes is not known: the PAC is to be discovered (WPAD), and none was found, as chromium@156 reads internet-settings.reg:4 HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\AutoDetect',
};
