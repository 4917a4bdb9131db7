import type { FirstSaid } from './types.js';

export const agentSaid: FirstSaid = {
  'agent-not-running': 'YES, but: The program is not running',
  'agent-port-plain-http':
    'YES, but: Another program has the program’s port: 127.0.0.1:# is held by other.exe: what answers does not speak TLS',
  'agent-port-other-tls':
    'YES, but: Another program has the program’s port: 127.0.0.1:# is held by other.exe: what answers does not speak HTTP, and its certificate is for printer.corp.example',
  'agent-port-other-https':
    'YES, but: Another program has the program’s port: 127.0.0.1:# is held by other.exe: it answers 200 to /info, without the information, and its certificate is for printer.corp.example',
  'agent-port-mute':
    'YES, but: Another program has the program’s port: 127.0.0.1:# is held by other.exe: no answer within 3 s',
  'agent-second-port-taken':
    'YES: Another program has the program’s port: 127.0.0.1:# is held by other.exe: what answers does not speak TLS. The program serves another port, which the application finds later',
  'agent-on-all-interfaces': 'YES, but: port # is open on every interface (0.0.0.0): the network reaches it',
  'agent-certificate-expired': 'YES, but: The program on 127.0.0.1:#: the certificate ended on 2026-11-22',
  'agent-certificate-not-yet-valid':
    'YES, but: The program on 127.0.0.1:#: the certificate is valid from 2026-11-27 on, and this machine’s clock says 2026-11-24',
  'agent-certificate-ends-soon':
    'YES: The program on 127.0.0.1:#: the certificate ends on 2026-11-29, in 5 days',
  'agent-certificate-other-name':
    'YES, but: The program on 127.0.0.1:#: the certificate is for localhost and not for t1c.t1t.io',
  'agent-certificate-untrusted':
    'YES, but: The program on 127.0.0.1:#: no root that this machine trusts stands behind the certificate (SELF_SIGNED_CERT_IN_CHAIN); it was issued by CN=Nobody Knows CA',
  'agent-tls-company-root':
    'YES, but: The program on 127.0.0.1:#: the certificate was issued by CN=Corp Example Inspection CA, under a root that only this machine’s store holds: something on it reads the connection',
  'agent-tls-security-program':
    'YES, but: The program on 127.0.0.1:#: the certificate was issued by CN=Avast Web/Mail Shield Root: Avast or AVG Web Shield reads the connection',
  'agent-info-slow':
    'YES, but: The program on 127.0.0.1:#: /info took 3000 ms, and the application waits # ms: the program is there and too slow',
  'agent-info-dead':
    'YES, but: The program on 127.0.0.1:#: /info was not answered within # ms: the program took the connection and hangs',
  'agent-info-error':
    'YES, but: The program on 127.0.0.1:#: /info was answered with 500, without the information',
  'agent-without-version': 'YES: The program on 127.0.0.1:#: it does not say which version it is',
  'agent-cors-lacks-origin':
    'YES, but: The program on 127.0.0.1:#: its cors list does not hold https://app.example; it holds https://other.acme.example',
  'agent-jwt-off': 'YES, but: The program on 127.0.0.1:#: it says that JWT is off',
  'agent-other-distribution-service':
    'YES, but: The program on 127.0.0.1:#: it belongs to https://ds.other.example; the profile names https://ds.t1t.io or https://acc-ds.t1t.io or https://ds.t1t.io:#',
  'agent-open-without-token':
    'YES, but: The program on 127.0.0.1:#: /v3/readers without a token is answered with 200: anybody who reaches the program may use it',
  'agent-one-path-open':
    'YES, but: The program on 127.0.0.1:#: /lab/second without a token is answered with 200: anybody who reaches the program may use it',
  'agent-preflight-refused':
    'YES, but: The program on 127.0.0.1:#: the preflight of https://app.example is answered with 405, where a browser wants 200 to 299',
  'agent-preflight-without-origin':
    'YES, but: The program on 127.0.0.1:#: the preflight of https://app.example is answered without leave for that origin (none is named)',
  'agent-preflight-without-credentials':
    'YES, but: The program on 127.0.0.1:#: the preflight of https://app.example is answered without Access-Control-Allow-Credentials: true, and the SDK sends credentials',
  'agent-preflight-without-headers':
    'YES, but: The program on 127.0.0.1:#: the preflight of https://app.example is answered without leave for the headers authorization',
  'agent-private-network-rejected':
    'YES: The program on 127.0.0.1:#: it answers the preflight, and rejects it (403) once it asks for private network access: Chrome and Edge before 142 are turned away',
  'agent-lets-every-origin-in':
    'YES, but: The program on 127.0.0.1:#: it lets a page of https://staylocal-probe.invalid, which nobody named, read its answers with the user’s credentials',
  'agent-any-host':
    'YES: The program on 127.0.0.1:#: it gives its information under any host name; only its certificate stands against DNS rebinding',
  'agent-sets-cookie':
    'YES, but: The program on 127.0.0.1:#: version 3.8.4 sets session; from 3.5.0 on there must be none',
  'agent-port-kept-back':
    'YES, but: The program on port #: is kept back by the system (# to #): no program can listen on it',
  'agent-listeners-unreadable':
    'YES, but: The listening sockets could not be read: netstat -ano: it failed with 5',
};
