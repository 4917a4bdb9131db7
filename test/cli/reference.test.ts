/** --reference, --no-reference and --no-authoritative, against servers of the lab over HTTPS and TLS. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createSecureServer, type Http2Session } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import type { Report } from '../../lib/audits/finding.js';
import type { DnsFlags } from '../../lib/cli/dns-options.js';
import { dnsFrom } from '../../lib/cli/resolvers.js';
import { createAuthority } from '../../lib/lab/certificate-authority.js';
import { startLab, startPlaces, type Places, type ServedPlaces } from '../../lib/lab/index.js';
import { testProfile } from '../audits/case.js';
import { now, runCli } from './run-cli.js';
import { scratch } from './scratch.js';

interface Reference {
  readonly url: string;
  /** How many questions came. */
  asked: number;
  close(): void;
}

interface Identity {
  readonly certificate: string;
  readonly key: string;
}

async function overHttps({ certificate: cert, key }: Identity, { reference }: Places): Promise<Reference> {
  const server = createSecureServer({ cert, key, allowHTTP1: true });
  const sessions = new Set<Http2Session>();
  server.on('session', (session) => sessions.add(session)).on('sessionError', () => undefined);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const found: Reference = {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/dns-query`,
    asked: 0,
    close: () => {
      server.close();
      for (const session of sessions) session.destroy();
    },
  };
  server.on('request', (request, reply) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      found.asked += 1;
      reply.setHeader('content-type', 'application/dns-message');
      void reference(Buffer.concat(chunks)).then((response) => reply.end(Buffer.from(response)));
    });
  });
  return found;
}

async function overTls({ certificate: cert, key }: Identity, { reference }: Places): Promise<Reference> {
  const sockets = new Set<TLSSocket>();
  const server = createServer({ cert, key });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const found: Reference = {
    url: `tls://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: 0,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
  server.on('secureConnection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    let received = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      while (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0)) {
        const end = 2 + received.readUInt16BE(0);
        found.asked += 1;
        void reference(received.subarray(2, end)).then((response) => {
          socket.write(
            Buffer.concat([Uint8Array.of(response.length >> 8, response.length & 0xff), response]),
          );
        });
        received = received.subarray(end);
      }
    });
  });
  return found;
}

describe('cli: --reference', () => {
  const files = scratch();
  const open: { close(): unknown }[] = [];
  let lab: ServedPlaces;
  let ca = '';
  let anchors = '';
  const references: Reference[] = [];

  before(async () => {
    // One world for both: the resolver and the reference speak of the same keys.
    lab = await startPlaces({ at: now });
    const authority = await createAuthority({ name: 'Lab resolver root', at: 'any' });
    const identity = await authority.issue({ names: ['localhost'], addresses: ['127.0.0.1'] });
    references.push(await overHttps(identity, lab), await overTls(identity, lab));
    open.push(lab, ...references);
    ca = await files.write('root.pem', authority.certificate);
    anchors = await files.write('anchors', `${lab.anchors}\n`);
  });
  after(async () => {
    await Promise.all(open.map((one) => one.close()));
  });
  beforeEach(() => {
    for (const reference of references) reference.asked = 0;
  });

  const audited = async (...argv: readonly string[]): Promise<Report['findings']> => {
    const common = ['audit', '--resolver', lab.address, '--only', 'dns/same-everywhere', '--json'];
    const { stdout, stderr } = await runCli([...common, ...argv]);
    assert.notEqual(stdout, '', stderr);
    return (JSON.parse(stdout) as Report).findings;
  };

  for (const [title, index] of [
    ['HTTPS', 0],
    ['TLS', 1],
  ] as const) {
    it(`over ${title} is a witness where its root is given`, async () => {
      const { url } = references[index] ?? { url: '' };
      const findings = await audited('--anchors', anchors, '--reference', url, '--ca', ca);
      const texts = findings.map(({ id, message }) => `${id} ${message}`);
      assert.deepEqual(texts, [
        `dns/same-everywhere:same answers A 127.0.0.1, in agreement with ${url}.`,
        `dns/same-everywhere:same answers no AAAA, in agreement with ${url}.`,
      ]);
      assert.ok((references[index]?.asked ?? 0) > 0);
    });

    it(`over ${title} is asked nothing where nobody vouches for it`, async () => {
      const { url } = references[index] ?? { url: '' };
      const findings = await audited('--anchors', anchors, '--reference', url);
      assert.deepEqual(
        findings.map(({ id }) => id),
        ['dns/same-everywhere:second-opinions-silent'],
      );
      assert.match(findings[0]?.message ?? '', /gave no answer that validates \(.*certificate/);
      assert.equal(references[index]?.asked, 0);
    });
  }

  it('may be given several times', async () => {
    const argv = references.flatMap(({ url }) => ['--reference', url]);
    const findings = await audited('--anchors', anchors, ...argv, '--ca', ca);
    assert.match(findings[0]?.message ?? '', /in agreement with https:\/\/.* and tls:\/\//);
  });

  it('is a server over HTTPS or another transport, and nothing else', async () => {
    const { code, stderr } = await runCli(['audit', '--only', 'dns/', '--reference', 'https://']);
    assert.equal(code, 2);
    assert.match(stderr, /--reference https:\/\/: /);
  });

  it('of the profile is asked by itself, and not with --no-reference', async () => {
    const { url } = references[0] ?? { url: '' };
    const profile = await files.write(
      'profile.json',
      JSON.stringify({ ...testProfile, dns: { references: [url], authoritative: true } }),
    );
    const common = ['--profile', profile, '--ca', ca, '--no-authoritative'];
    await audited(...common);
    assert.ok((references[0]?.asked ?? 0) > 0);
    for (const reference of references) reference.asked = 0;
    const [finding] = await audited(...common, '--no-reference');
    assert.equal(finding?.id, 'dns/same-everywhere:no-second-opinion');
    assert.equal(references[0]?.asked, 0);
  });

  it('takes a root from --ca only where the file holds one', async () => {
    const argv = ['audit', '--only', 'dns/', '--resolver', lab.address, '--ca', anchors];
    const { code, stderr } = await runCli(argv);
    assert.equal(code, 2);
    assert.match(stderr, /holds no certificate in PEM/);
  });
});

describe('cli: whom an audit asks about DNS', () => {
  const flags: DnsFlags = { resolver: ['192.0.2.1'], authoritative: true, timeout: 100 };
  const profile = {
    ...testProfile,
    dns: { references: ['https://dns.example/dns-query'], authoritative: true },
  };
  const cases: readonly (readonly [
    title: string,
    flags: Partial<DnsFlags>,
    references: readonly string[],
    walks: boolean,
  ])[] = [
    ['the profile’s', {}, ['https://dns.example/dns-query'], true],
    ['--no-reference', { reference: false }, [], true],
    ['--no-authoritative', { authoritative: false }, ['https://dns.example/dns-query'], false],
    ['--reference', { reference: ['tls://192.0.2.9'] }, ['tls://192.0.2.9'], true],
    // Other anchors are another world's: nobody of this one knows it.
    ['--anchors', { anchors: 'package.json' }, [], false],
    [
      '--anchors and --reference',
      { anchors: 'package.json', reference: ['tls://192.0.2.9'] },
      ['tls://192.0.2.9'],
      false,
    ],
  ];
  for (const [title, changes, references, walks] of cases) {
    it(`${title}: ${references.join(', ') || 'no reference'}, ${walks ? 'and' : 'not'} the zone’s own servers`, async () => {
      const found = await dnsFrom({ ...flags, ...changes }, profile);
      assert.deepEqual(
        found.references?.map(({ id }) => id),
        references,
      );
      assert.equal(found.authoritative !== undefined, walks);
      assert.equal(found.lookUp, undefined);
    });
  }

  it('says of the zone’s servers that they are asked, and with --no-authoritative asks none', async () => {
    const lab = await startLab({ at: now });
    try {
      const argv = ['audit', '--resolver', lab.resolver, '--only', 'dnssec/servers-agree', '--no-reference'];
      const { stdout, stderr } = await runCli([...argv, '--no-authoritative', '--json']);
      assert.doesNotMatch(stderr, /from the root down/);
      const [finding] = (JSON.parse(stdout) as Report).findings;
      assert.equal(finding?.id, 'dnssec/servers-agree:not-asked');
    } finally {
      await lab.close();
    }
  });
});
