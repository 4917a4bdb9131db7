/**
 * For each fault of the lab: the word of the verdict, and the fault by name, as the report says it first. What differs from
 * run to run (ports, key tags, times) is `#`.
 */
export const firstSaid: Readonly<Record<string, readonly string[]>> = {
  'expired-signature': ['NO', 'The signatures of the zone t1t.io have ended'],
  'not-yet-valid': ['NO', 'The signatures of the zone t1t.io are not valid yet'],
  'wrong-ds': ['NO', 'No DS at the parent fits a key of the zone t1t.io'],
  'missing-dnskey': ['NO', 'No DS at the parent fits a key of the zone t1t.io'],
  'unsigned-delegation': ['NO', 'The zone t1t.io is not signed'],
  'no-ds': ['NO', 'The parent has no DS for the zone t1t.io, which is signed'],
  'bad-nsec': ['NO', 'The proof of the zone t1t.io that a record is not there does not hold'],
  'extra-address': ['NO', 'The zone itself gives t1c.t1t.io a further address, on another host: 192.0.2.66'],
  'wrong-address': ['NO', 'The zone itself points t1c.t1t.io at another host: its A record is 192.0.2.66'],
  'other-loopback': [
    'YES, but',
    't1c.t1t.io is 127.0.0.2: loopback, and not where the program listens (127.0.0.1)',
  ],
  'flipped-byte': ['NO', 'A signature of the zone t1t.io does not fit its data'],
  'rebinding-filter': [
    'NO',
    'The resolver lab takes the address of t1c.t1t.io away: rebinding protection, a filter of loopback addresses',
  ],
  nxdomain: ['NO', 'The resolver lab denies the whole name t1c.t1t.io: a filter answers'],
  nodata: [
    'NO',
    'The resolver lab takes the address of t1c.t1t.io away: rebinding protection, a filter of loopback addresses',
  ],
  servfail: ['NO', 'The resolver lab fails at every question about t1c.t1t.io, and resolves others'],
  'blocklist-address': ['NO', 'The resolver lab blocks t1c.t1t.io: a filter answers'],
  refused: ['NO', 'The resolver lab refuses every question'],
  timeout: ['UNKNOWN', 'The resolver lab answers nothing'],
  'truncated-always': ['YES'],
  'stripped-signatures': [
    'UNKNOWN',
    'The resolver lab, or something on the way to it, hands on no signature (RRSIG), though asked for them',
  ],
  'no-edns': [
    'UNKNOWN',
    'The resolver lab, or something on the way to it, knows no EDNS, without which no signature can be asked for',
  ],
  'edns-formerr': [
    'UNKNOWN',
    'The resolver lab, or something on the way to it, answers FORMERR to every question with EDNS, and the same question without it as it should',
  ],
  'edns-dropped': [
    'UNKNOWN',
    'The resolver lab, or something on the way to it, answers nothing to every question with EDNS, and the same question without it as it should',
  ],
  'ad-without-signatures': [
    'UNKNOWN',
    'The resolver lab, or something on the way to it, hands on no signature (RRSIG), though asked for them',
  ],
  'ignores-cd': ['NO', 'The signatures of the zone t1t.io have ended'],
  'hides-bogus': ['NO', 'The signatures of the zone t1t.io have ended'],
  'drops-dnskey': [
    'UNKNOWN',
    'The resolver lab, or something on the way to it, answers other questions, and nothing to those for DNSKEY, the root’s included',
  ],
  'empty-dnskey': [
    'UNKNOWN',
    'The resolver lab, or something on the way to it, answers other questions, and an empty NOERROR to those for DNSKEY, the root’s included',
  ],
  'denies-ds': [
    'UNKNOWN',
    'The resolver lab, or something on the way to it, answers NXDOMAIN, though names below it exist, to questions for DS, with neither a DS nor the proof that there is none',
  ],
  'drops-ds': [
    'UNKNOWN',
    'The resolver lab, or something on the way to it, answers an empty NOERROR to questions for DS, with neither a DS nor the proof that there is none',
  ],
  'tcp-closed': [
    'UNKNOWN',
    'The resolver lab, or something on the way to it, cuts an answer about t1c.t1t.io. short and does not give the whole of it over TCP',
  ],
  'rebinding-nxdomain': [
    'NO',
    'The resolver lab takes the address of t1c.t1t.io away: rebinding protection, a filter of loopback addresses',
  ],
  'rebinding-refused': [
    'NO',
    'The resolver lab takes the address of t1c.t1t.io away: rebinding protection, a filter of loopback addresses',
  ],
  'rebinding-servfail': [
    'NO',
    'The resolver lab takes the address of t1c.t1t.io away: rebinding protection, a filter of loopback addresses',
  ],
  'rebinding-ede': [
    'NO',
    'The resolver lab takes the address of t1c.t1t.io away: rebinding protection, a filter of loopback addresses',
  ],
  'blocklist-ede': ['NO', 'The resolver lab blocks t1c.t1t.io: a filter answers'],
  sinkhole: ['NO', 'The resolver lab blocks t1c.t1t.io: a filter answers'],
  'response-policy-zone': ['NO', 'The resolver lab blocks t1c.t1t.io: a filter answers'],
  redirected: [
    'NO',
    'The resolver lab sends t1c.t1t.io elsewhere: it has another address in the zone’s place',
  ],
  outage: ['NO', 'The resolver lab fails at every question'],
  'denies-everything': ['NO', 'The resolver lab says of every name that it does not exist'],
  'drops-name': ['NO', 'The resolver lab answers for other names and not for t1c.t1t.io'],
  'no-validation': [
    'YES',
    'The resolver lab does not validate: it sets no AD for t1c.t1t.io, which is signed. It would pass on a forged address',
  ],
  'vouches-for-bogus': [
    'NO',
    'The resolver lab vouches (AD) for an address of t1c.t1t.io that does not validate',
  ],
  'short-ttl': [
    'YES',
    't1c.t1t.io A may be kept for 5 s only (as signed, seen by the zone’s own servers), less than 60 s: without a network the name is lost at once',
  ],
  'long-ttl': [
    'YES',
    't1c.t1t.io A may be kept for 691200 s (as signed, seen by the zone’s own servers), more than 604800 s: a mistake would stay in caches that long',
  ],
  'alias-elsewhere': [
    'NO',
    't1c.t1t.io is an alias into a zone that somebody else runs: connector.unsigned.example',
  ],
  'caa-forbids': [
    'YES, but',
    "The certificate of https://t1c.t1t.io:# was issued by Let's Encrypt, and CAA at t1t.io forbids every authority",
  ],
  'caa-other-authority': [
    'YES, but',
    "The certificate of https://t1c.t1t.io:# was issued by Let's Encrypt, and CAA at t1t.io allows digicert.com only",
  ],
  'signatures-end-soon': [
    'YES',
    'The signatures of the zone t1t.io end soon: The signature over t1t.io. DNSKEY expires on 2026-11-26T08:00:00.000Z',
  ],
  'cds-differs': ['YES', 'The zone t1t.io publishes CDS #, its parent has DS #'],
  'nsec3-iterations': ['YES', 'The zone t1t.io uses NSEC3 with 50 iterations'],
  'stale-server': [
    'YES, but',
    'The server ns3.t1t.io. (192.0.2.5) says of t1c.t1t.io A: A 192.0.2.66, bogus (signature-missing); the others say: A 127.0.0.1, secure',
  ],
  'silent-server': [
    'YES',
    'The server ns3.t1t.io. (192.0.2.5) gives no answer about t1c.t1t.io: the lab was told not to answer',
  ],
  'hosts-masks': ['NO', 'The hosts file gives t1c.t1t.io the address of another host, 192.0.2.66'],
  'hosts-conflict': ['NO', 'The hosts file gives t1c.t1t.io different addresses: 127.0.0.1, 10.1.2.3'],
  'system-finds-nothing': ['NO', 'The operating system finds no address for t1c.t1t.io'],
  'localhost-elsewhere': [
    'YES, but',
    'The hosts file gives localhost an address that is not on this device, 10.0.0.7',
  ],
  'agent-not-running': ['YES, but', 'The program is not running'],
  'agent-port-plain-http': [
    'YES, but',
    'Another program has the program’s port: 127.0.0.1:# is held by other.exe: what answers does not speak TLS',
  ],
  'agent-port-other-tls': [
    'YES, but',
    'Another program has the program’s port: 127.0.0.1:# is held by other.exe: what answers does not speak HTTP, and its certificate is for printer.corp.example',
  ],
  'agent-port-other-https': [
    'YES, but',
    'Another program has the program’s port: 127.0.0.1:# is held by other.exe: it answers 200 to /info, without the information, and its certificate is for printer.corp.example',
  ],
  'agent-port-mute': [
    'YES, but',
    'Another program has the program’s port: 127.0.0.1:# is held by other.exe: no answer within 3 s',
  ],
  'agent-second-port-taken': [
    'YES',
    'Another program has the program’s port: 127.0.0.1:# is held by other.exe: what answers does not speak TLS. The program serves another port, which the application finds later',
  ],
  'agent-on-all-interfaces': [
    'YES, but',
    'port # is open on every interface (0.0.0.0): the network reaches it',
  ],
  'agent-certificate-expired': [
    'YES, but',
    'The program on 127.0.0.1:#: the certificate ended on 2026-11-22',
  ],
  'agent-certificate-not-yet-valid': [
    'YES, but',
    'The program on 127.0.0.1:#: the certificate is valid from 2026-11-27 on, and this machine’s clock says 2026-11-24',
  ],
  'agent-certificate-ends-soon': [
    'YES',
    'The program on 127.0.0.1:#: the certificate ends on 2026-11-29, in 5 days',
  ],
  'agent-certificate-other-name': [
    'YES, but',
    'The program on 127.0.0.1:#: the certificate is for localhost and not for t1c.t1t.io',
  ],
  'agent-certificate-untrusted': [
    'YES, but',
    'The program on 127.0.0.1:#: no root that this machine trusts stands behind the certificate (SELF_SIGNED_CERT_IN_CHAIN); it was issued by CN=Nobody Knows CA',
  ],
  'agent-tls-company-root': [
    'YES, but',
    'The program on 127.0.0.1:#: the certificate was issued by CN=Corp Example Inspection CA, under a root that only this machine’s store holds: something on it reads the connection',
  ],
  'agent-tls-security-program': [
    'YES, but',
    'The program on 127.0.0.1:#: the certificate was issued by CN=Avast Web/Mail Shield Root: Avast or AVG Web Shield reads the connection',
  ],
  'agent-info-slow': [
    'YES, but',
    'The program on 127.0.0.1:#: /info took 3000 ms, and the application waits # ms: the program is there and too slow',
  ],
  'agent-info-dead': [
    'YES, but',
    'The program on 127.0.0.1:#: /info was not answered within # ms: the program took the connection and hangs',
  ],
  'agent-info-error': [
    'YES, but',
    'The program on 127.0.0.1:#: /info was answered with 500, without the information',
  ],
  'agent-without-version': ['YES', 'The program on 127.0.0.1:#: it does not say which version it is'],
  'agent-cors-lacks-origin': [
    'YES, but',
    'The program on 127.0.0.1:#: its cors list does not hold https://app.example; it holds https://other.acme.example',
  ],
  'agent-jwt-off': ['YES, but', 'The program on 127.0.0.1:#: it says that JWT is off'],
  'agent-other-distribution-service': [
    'YES, but',
    'The program on 127.0.0.1:#: it belongs to https://ds.other.example; the profile names https://ds.t1t.io or https://acc-ds.t1t.io or https://ds.t1t.io:#',
  ],
  'agent-open-without-token': [
    'YES, but',
    'The program on 127.0.0.1:#: /v3/readers without a token is answered with 200: anybody who reaches the program may use it',
  ],
  'agent-preflight-refused': [
    'YES, but',
    'The program on 127.0.0.1:#: the preflight of https://app.example is answered with 405, where a browser wants 200 to 299',
  ],
  'agent-preflight-without-origin': [
    'YES, but',
    'The program on 127.0.0.1:#: the preflight of https://app.example is answered without leave for that origin (none is named)',
  ],
  'agent-preflight-without-credentials': [
    'YES, but',
    'The program on 127.0.0.1:#: the preflight of https://app.example is answered without Access-Control-Allow-Credentials: true, and the SDK sends credentials',
  ],
  'agent-preflight-without-headers': [
    'YES, but',
    'The program on 127.0.0.1:#: the preflight of https://app.example is answered without leave for the headers authorization',
  ],
  'agent-private-network-rejected': [
    'YES',
    'The program on 127.0.0.1:#: it answers the preflight, and rejects it (403) once it asks for private network access: Chrome and Edge before 142 are turned away',
  ],
  'agent-lets-every-origin-in': [
    'YES, but',
    'The program on 127.0.0.1:#: it lets a page of https://staylocal-probe.invalid, which nobody named, read its answers with the user’s credentials',
  ],
  'agent-any-host': [
    'YES',
    'The program on 127.0.0.1:#: it gives its information under any host name; only its certificate stands against DNS rebinding',
  ],
  'agent-sets-cookie': [
    'YES, but',
    'The program on 127.0.0.1:#: version 3.8.4 sets session; from 3.5.0 on there must be none',
  ],
  'agent-port-kept-back': [
    'YES, but',
    'The program on port #: is kept back by the system (# to #): no program can listen on it',
  ],
  'agent-listeners-unreadable': [
    'YES, but',
    'The listening sockets could not be read: netstat -ano: it failed with 5',
  ],
  'pac-never-direct': ['NO', 'http://intranet.corp.example/proxy.pac has no exemption for t1c.t1t.io'],
  'pac-weekends-only': [
    'NO',
    'http://intranet.corp.example/proxy.pac exempts t1c.t1t.io in some environments only',
  ],
  'pac-one-network-only': [
    'NO',
    'http://intranet.corp.example/proxy.pac exempts t1c.t1t.io in some environments only',
  ],
  'pac-syntax-error': [
    'NO',
    "http://intranet.corp.example/proxy.pac cannot be run: SyntaxError: unexpected token in expression: ''",
  ],
  'pac-falls-back-to-proxy': [
    'YES',
    'http://intranet.corp.example/proxy.pac names a proxy behind DIRECT for t1c.t1t.io',
  ],
  'pac-upper-case': ['NO', 'http://intranet.corp.example/proxy.pac has no exemption for t1c.t1t.io'],
  'pac-as-html': [
    'YES',
    'http://intranet.corp.example/proxy.pac is served as text/html, which browsers may refuse',
  ],
  'pac-server-down': [
    'UNKNOWN',
    'http://intranet.corp.example/proxy.pac could not be read: no answer within 10 s',
  ],
  'windows-without-exemption': [
    'NO',
    'The Windows bypass list in internet-settings.reg does not hold t1c.t1t.io',
  ],
  'windows-range-in-list': [
    'YES',
    'The Windows list holds the address range "10.0.0.0/8", which Windows does not know: it can spoil the whole list',
  ],
  'windows-rule-too-wide': [
    'YES',
    'The rule "*.io" lets https://t1c.t1t.io on ports 51983, 51783, 51883 pass and far more: top level (chromium, firefox, wininet, dotnet-windows)',
  ],
  'auto-detection-on': ['YES', 'Automatic detection (WPAD) is on, and the network hands out no PAC'],
  'auto-detection-hands-out-proxy': [
    'NO',
    'http://wpad.corp.example/wpad.dat has no exemption for t1c.t1t.io',
  ],
  'no-proxy-without-name': ['YES', 'no_proxy in environment does not hold t1c.t1t.io'],
  'proxy-with-password': [
    'YES',
    'The proxy "http://***:***@proxy.corp.example:#" is given with a user or password: it answers 407 before any request passes',
  ],
  'proxy-variable-twice': [
    'YES',
    'The variable stands in lower and in upper case with different values: each program picks its own',
  ],
  'settings-file-broken': [
    'UNKNOWN',
    'policies.json is no settings file that is known: policies.json:1: not JSON (ValueExpected)',
  ],
  'ds-no-address': [
    'YES, but',
    'https://ds.t1t.io:# cannot be found from here: the name has no address (NXDOMAIN or no record)',
  ],
  'ds-refused': [
    'YES, but',
    'https://ds.t1t.io:# refuses the connection: nothing listens there, or a firewall rejects it',
  ],
  'ds-silent': [
    'YES, but',
    'https://ds.t1t.io:# is silent at the TLS handshake after # ms: a firewall that drops packets looks like this',
  ],
  'ds-reset': [
    'YES, but',
    'https://ds.t1t.io:# is cut off at the TLS handshake (reset): something on the way forbids it, or the service is failing',
  ],
  'ds-without-tls': [
    'YES, but',
    'https://ds.t1t.io:# does not speak TLS: something else answers on its port',
  ],
  'ds-old-tls': ['YES, but', 'https://ds.t1t.io:# speaks nothing newer than TLS 1.1'],
  'ds-certificate-expired': ['YES, but', 'https://ds.t1t.io:# has a certificate that ended on 2026-11-23'],
  'ds-certificate-ends-soon': [
    'YES',
    'https://ds.t1t.io:# has a certificate that ends on 2026-11-29, in 5 days',
  ],
  'ds-certificate-wrong-name': [
    'YES, but',
    'https://ds.t1t.io:# shows a certificate for www.lab.example, which is not its name',
  ],
  'ds-unknown-issuer': [
    'YES, but',
    'https://ds.t1t.io:# holds a certificate by CN=Nobody Knows CA, which this machine does not trust (SELF_SIGNED_CERT_IN_CHAIN)',
  ],
  'ds-other-key': [
    'YES, but',
    'https://ds.t1t.io:# holds no key that the profile pins: its certificate is by CN=Lab Public CA',
  ],
  'ds-clock-behind': [
    'YES, but',
    'https://ds.t1t.io:# is # s behind this machine’s clock; 300 s are tolerated: tokens end here before their time',
  ],
  'ds-clock-ahead': [
    'YES, but',
    'https://ds.t1t.io:# is # s ahead of this machine’s clock; 300 s are tolerated: fresh tokens are not valid here yet',
  ],
  'ds-slow': [
    'YES',
    'https://ds.t1t.io:# takes # ms (DNS # ms, TCP # ms, TLS # ms, HTTP # ms); 2000 ms are expected',
  ],
  'ds-error': ['YES, but', 'https://ds.t1t.io:# fails: it answers /v3_5/system/status with 500'],
  'ds-no-such-path': ['YES, but', 'https://ds.t1t.io:# knows no /v3_5/system/status (404)'],
  'ds-denied': ['YES, but', 'https://ds.t1t.io:# denies /v3_5/system/status (403), which should need no key'],
  'ds-not-json': ['YES', 'https://ds.t1t.io:# answers /v3_5/system/status with 200, and not with JSON'],
  'ds-moved': [
    'YES, but',
    'https://ds.t1t.io:# sends the request on to https://new-ds.example/v3_5/system/status (301): it has moved',
  ],
  'ds-own-page': [
    'YES, but',
    'https://ds.t1t.io:# answers its status request with a page of its own (200, titled “Welcome”)',
  ],
  'captive-portal': [
    'YES, but',
    'A sign-in portal of this network answers in the place of https://ds.t1t.io:#',
  ],
  'captive-portal-511': [
    'YES, but',
    'This network asks for a sign-in (511) before it lets anything out to https://ds.t1t.io:#',
  ],
  'block-page': ['YES, but', 'A filter shows a block page in the place of https://ds.t1t.io:#'],
  'proxy-inspects': [
    'YES',
    'https://ds.t1t.io:# holds a certificate by CN=Corp Example TLS Inspection CA, whose root only this machine’s store knows: TLS is inspected on the way',
  ],
  'proxy-inspects-untrusted': [
    'YES, but',
    'https://ds.t1t.io:# holds a certificate by CN=Corp Example TLS Inspection CA, which this machine does not trust (SELF_SIGNED_CERT_IN_CHAIN)',
  ],
  'proxy-asks-password': [
    'YES, but',
    'https://ds.t1t.io:# is to be reached through http://127.0.0.1:# (as chromium@156 reads environment:1 https_proxy), which asks for a user name and password (407, Basic)',
  ],
  'proxy-password-wrong': [
    'YES, but',
    'https://ds.t1t.io:# is to be reached through http://127.0.0.1:# (as chromium@156 reads environment:1 https_proxy), which refuses the user name and password that the environment holds (407, Basic)',
  ],
  'proxy-asks-logon': [
    'YES',
    'https://ds.t1t.io:# is to be reached through http://127.0.0.1:# (as chromium@156 reads environment:1 https_proxy), which asks for the user’s logon (407, Negotiate, NTLM): browsers answer that, this program and others do not',
  ],
  'proxy-denies': [
    'YES, but',
    'https://ds.t1t.io:# is to be reached through http://127.0.0.1:# (as chromium@156 reads environment:1 https_proxy), which denies it: 403 Forbidden',
  ],
  'proxy-cannot-reach': [
    'YES, but',
    'https://ds.t1t.io:# is to be reached through http://127.0.0.1:# (as chromium@156 reads environment:1 https_proxy), which cannot reach it: 502 Bad Gateway',
  ],
  'proxy-down': [
    'YES, but',
    'https://ds.t1t.io:# is to be reached through http://127.0.0.1:# (as chromium@156 reads environment:1 https_proxy), and that proxy cannot be reached: the connection was refused: nothing listens there, or a firewall rejects it',
  ],
  'route-to-discover': [
    'YES, but',
    'https://ds.t1t.io:# could not be asked, since the way it takes is not known: the PAC is to be discovered (WPAD), and none was found, as chromium@156 reads internet-settings.reg:4 HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\AutoDetect',
  ],
  'api-key-wrong': ['YES, but', 'https://127.0.0.1:#/v3_5/tokens/application refuses the API key (HTTP 401)'],
  'token-path-wrong': [
    'YES, but',
    'https://127.0.0.1:#/v3_5/tokens/application has no token endpoint at this path (HTTP 404)',
  ],
  'token-endpoint-html': [
    'YES, but',
    'https://127.0.0.1:#/v3_5/tokens/application answers with a web page in place of JSON: a proxy, a portal or a wrong path answers',
  ],
  'token-endpoint-text': [
    'YES, but',
    'https://127.0.0.1:#/v3_5/tokens/application answers with something that is no JSON object',
  ],
  'token-endpoint-down': ['YES, but', 'https://127.0.0.1:#/v3_5/tokens/application fails with HTTP 503'],
  'token-endpoint-moved': [
    'YES, but',
    'https://127.0.0.1:#/v3_5/tokens/application answers with a redirect (HTTP 302), which the key does not follow',
  ],
  'token-refused': [
    'YES, but',
    'https://127.0.0.1:#/v3_5/tokens/application answers that it did not succeed ("success": false)',
  ],
  'token-missing': [
    'YES, but',
    'https://127.0.0.1:#/v3_5/tokens/application answers without a token in "data"',
  ],
  'token-is-identifier': [
    'YES, but',
    'https://127.0.0.1:#/v3_5/tokens/application gives something that is no signed token: between dots that has 3 parts, and this has 1',
  ],
  'token-endpoint-untrusted': [
    'YES, but',
    'https://127.0.0.1:#/v3_5/tokens/application was not shown the API key, since its TLS session is not trusted',
  ],
  'token-endpoint-not-pinned': [
    'YES, but',
    'https://127.0.0.1:#/v3_5/tokens/application was not shown the API key, since its certificate chain holds no key that the profile pins',
  ],
  'token-expired': [
    'YES, but',
    'https://127.0.0.1:#/v3_5/tokens/application gives a token that ended # s ago by this machine’s clock',
  ],
  'token-not-yet-valid': [
    'YES, but',
    'https://127.0.0.1:#/v3_5/tokens/application gives a token that is valid only in # s by this machine’s clock',
  ],
  'token-long-lived': [
    'YES, but',
    'https://127.0.0.1:#/v3_5/tokens/application gives a token for 2592000 s, longer than the 3600 s that are allowed',
  ],
  'token-without-end': [
    'YES, but',
    'https://127.0.0.1:#/v3_5/tokens/application gives a token that never ends (no "exp")',
  ],
  'token-alg-none': [
    'YES, but',
    'https://127.0.0.1:#/v3_5/tokens/application gives a token that is not signed ("alg": "none"): anybody can write one',
  ],
  'token-alg-hs256': [
    'YES, but',
    'https://127.0.0.1:#/v3_5/tokens/application signs its token with HS256, whose secret every verifier has to know',
  ],
  'token-signature-wrong': [
    'YES, but',
    'https://127.0.0.1:#/v3_5/tokens/application gives a token whose signature does not verify with the keys of https://127.0.0.1:#/v3_5/tokens/jwks',
  ],
  'token-signature-cut': [
    'YES, but',
    'https://127.0.0.1:#/v3_5/tokens/application gives a token that names RS256 and has no signature',
  ],
  'token-key-unpublished': [
    'YES, but',
    'https://127.0.0.1:#/v3_5/tokens/application signs its token with a key that https://127.0.0.1:#/v3_5/tokens/jwks does not hold',
  ],
  'token-without-claims': [
    'YES, but',
    'https://127.0.0.1:#/v3_5/tokens/application gives a token without iss, sub, iat',
  ],
  'token-encrypted': [
    'YES',
    'https://127.0.0.1:#/v3_5/tokens/application gives an encrypted token (JWE), whose claims nobody but its receiver can read',
  ],
  'build-without-token': [
    'YES',
    'This build works without a token: the liability for the security flow is wholly the web application’s',
  ],
  'jwks-gone': [
    'YES, but',
    'https://127.0.0.1:#/v3_5/tokens/application gives a token that could not be verified, for https://127.0.0.1:#/v3_5/tokens/jwks could not be read: the server answered 404',
  ],
  'disk-full': [
    'YES, but',
    '%USERPROFILE%\\AppData\\Local, C:\\Program Files: 12 MB are free for the program, and 55 MB are needed (50 MB installed + 5 MB tolerance)',
  ],
  'disk-shared-by-installer': [
    'YES, but',
    '%USERPROFILE%\\AppData\\Local, C:\\Program Files, D:\\Temp: 60 MB are free for the program and the installer, and 70 MB are needed (15 MB installer + 50 MB installed + 5 MB tolerance)',
  ],
  'disk-without-tolerance': [
    'YES',
    '%USERPROFILE%\\AppData\\Local, C:\\Program Files: 52 MB are free for the program: enough for 50 MB without the tolerance, and not with it (50 MB installed + 5 MB tolerance)',
  ],
  'disk-unreadable': [
    'YES, but',
    '%USERPROFILE%\\AppData\\Local: The free space could not be read: %USERPROFILE%: the network path was not found',
  ],
  'system-too-old': ['YES, but', 'Windows 8.1 Pro is older than Windows 10 or later'],
  'system-past-its-end': [
    'YES, but',
    'Windows 11 Pro 23H2 (build 22631) has been out of support since 2025-11-11 (by the table of 2026-11-29, 0 days old)',
  ],
  'system-needs-extended-updates': [
    'YES',
    'Windows 10 Pro 22H2 (build 19045) has been out of support since 2025-10-14, except for those with Extended Security Updates, until 2028-10-10 (by the table of 2026-11-29, 0 days old)',
  ],
  'system-unknown': [
    'YES, but',
    'Whether Windows 11 Pro 28H1 (build 29999) is still supported is not known: the table does not hold it (by the table of 2026-11-29, 0 days old)',
  ],
  'system-unreadable': [
    'YES, but',
    'The version could not be told: HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion: no CurrentBuild was read',
  ],
  'processor-of-32-bits': ['YES, but', 'The processor is x86; the program is there for x64 and arm64'],
  'registry-key-missing': ['YES, but', 'reg query: HKCU\\SOFTWARE\\Trust1Team\\Trust1Connector is not there'],
  'registry-refused': [
    'YES, but',
    'reg query: Whether HKCU\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run is there is not known: reg query HKCU\\Environment: ended with exit code 1 (ERROR: Registry editing has been disabled by your administrator.)',
  ],
  'policy-missing': [
    'YES',
    'Chrome 150.0.7871.100: No policy covers https://app.example: users are asked whether its pages may call t1c.t1t.io, and a No stays',
  ],
  'policy-for-another-origin': [
    'YES',
    'Chrome 150.0.7871.100: No policy covers https://app.example: users are asked whether its pages may call t1c.t1t.io, and a No stays',
  ],
  'policy-blocks-origin': [
    'YES, but',
    'Chrome 150.0.7871.100: Pages of https://app.example may not call t1c.t1t.io: LoopbackNetworkBlockedForUrls "https://app.example" forbids it',
  ],
  'policy-names-the-program': [
    'YES',
    'Chrome 150.0.7871.100: LoopbackNetworkAllowedForUrls names "https://t1c.t1t.io:#", the called name: what counts is the page that calls',
  ],
  'policy-star-in-host': [
    'YES',
    'Chrome 150.0.7871.100: LoopbackNetworkAllowedForUrls holds "https://*.app.example", which covers nothing: scheme://host:port, host, [*.]host or * is what Chromium compares',
  ],
  'policy-recommended-only': [
    'YES',
    'Chrome 150.0.7871.100: LoopbackNetworkAllowedForUrls is set as a recommendation, and counts only as a mandatory policy',
  ],
  'policy-newer-than-browser': [
    'YES',
    'Chrome 144.0.7559.60: LoopbackNetworkAllowedForUrls is known from version 146 on, and this one passes over it',
  ],
  'policy-misnamed': [
    'YES',
    'Chrome 150.0.7871.100: LoopbackNetworkAccessAllowedForUrls is no policy that the browser knows',
  ],
  'guard-switched-off': [
    'YES',
    'Chrome 150.0.7871.100: Pages of https://app.example may call t1c.t1t.io only because LocalNetworkAccessRestrictionsTemporaryOptOut switches the guard off for every site; Chrome will drop that policy',
  ],
  'application-over-http': [
    'YES, but',
    'http://intranet.example: Pages of http://intranet.example are no secure context: browsers refuse their calls to t1c.t1t.io, whatever the policies say',
  ],
  'application-in-a-frame': [
    'YES',
    'Chrome 150.0.7871.100: In frames of https://portal.example the application has the local network only where the frame hands it on',
  ],
};
