import assert from 'node:assert/strict';
import { rootCertificates } from 'node:tls';
import { X509Certificate } from 'node:crypto';
import { interceptors } from '../../../../lib/audits/agent/shared/interceptors.js';

const productOf = (issuer: string): string | undefined =>
  interceptors.find(([pattern]) => pattern.test(issuer))?.[1];

describe('audits/agent: programs that read TLS, by their issuer', () => {
  /** An issuer as each product writes it, and the product. */
  const issuers: readonly (readonly [string, string])[] = [
    ['O=Avast Web/Mail Shield, CN=Avast Web/Mail Shield Root', 'Avast or AVG Web Shield'],
    ['CN=AVG Web/Mail Shield Root', 'Avast or AVG Web Shield'],
    ['O=AO Kaspersky Lab, CN=Kaspersky Anti-Virus Personal Root Certificate', 'Kaspersky'],
    ['O=ESET, spol. s r. o., CN=ESET SSL Filter CA', 'ESET SSL filter'],
    ['CN=Bitdefender Personal CA.Net-Defender', 'Bitdefender'],
    ['CN=Sophos SSL CA_C01', 'Sophos'],
    ['CN=DrWeb SpIDer Gate Trusted Root', 'Dr.Web'],
    ['CN=Dr.Web for Windows', 'Dr.Web'],
    ['O=AdGuard, CN=Adguard Personal CA', 'AdGuard'],
    ['O=Zscaler Inc., CN=Zscaler Root CA', 'Zscaler'],
    ['CN=ca.corp.goskope.com, emailAddress=certadmin@netskope.com', 'Netskope'],
    ['O=Fortinet, OU=Certificate Authority, CN=FG100', 'Fortinet'],
    ['CN=FortiGate CA', 'Fortinet'],
    ['O=Cisco, CN=Cisco Umbrella Root CA', 'Cisco Umbrella'],
    ['CN=DO_NOT_TRUST_FiddlerRoot', 'Fiddler'],
    ['CN=mitmproxy, O=mitmproxy', 'mitmproxy'],
    ['CN=Charles Proxy CA (1 Jan 2026, host)', 'Charles'],
    ['O=PortSwigger, CN=PortSwigger CA', 'Burp'],
  ];
  for (const [issuer, product] of issuers) {
    it(`${issuer} is ${product}`, () => {
      assert.equal(productOf(issuer), product);
    });
  }

  it('each has an example here', () => {
    const shown = new Set(issuers.map(([, product]) => product));
    assert.deepEqual(
      interceptors.map(([, product]) => product).filter((product) => !shown.has(product)),
      [],
    );
  });

  it('names no public authority', () => {
    for (const pem of rootCertificates) {
      const { subject } = new X509Certificate(pem);
      assert.equal(productOf(subject.split('\n').join(', ')), undefined, subject);
    }
  });
});
