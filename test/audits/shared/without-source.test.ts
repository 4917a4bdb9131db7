import assert from 'node:assert/strict';
import { audit } from '../../../lib/audits/audit.js';
import { withoutSource } from '../../../lib/audits/shared/without-source.js';
import { failureOf } from '../../../lib/gather/route/failure.js';
import { evidenceWith, testProfile } from '../case.js';

describe('audits: a source is said once', () => {
  const server = 'udp://192.0.2.1:53';
  const cases: readonly (readonly [text: string, source: string | undefined, expected: string])[] = [
    [`${server}: no answer within 5000 ms`, server, 'no answer within 5000 ms'],
    [`gave no answer for A: ${server}: no answer.`, server, 'gave no answer for A: no answer.'],
    [`${server} is silent`, server, 'is silent'],
    ['gone.pac: there is no such file', 'gone.pac', 'there is no such file'],
    ['begone.pac: there is no such file', 'gone.pac', 'begone.pac: there is no such file'],
    ['the file gone.pac is not there', 'gone.pac', 'the file gone.pac is not there'],
    ['a.b: c', 'a+b', 'a.b: c'],
    ['C:\\x (1): no', 'C:\\x (1)', 'no'],
    ['as it is', undefined, 'as it is'],
    ['as it is', '', 'as it is'],
  ];
  for (const [text, source, expected] of cases) {
    it(`${text} of ${source ?? 'nobody'}`, () => {
      assert.equal(withoutSource(text, source), expected);
    });
  }

  it('of a resolver and of a reference that the transport could not reach', async () => {
    const failing = (id: string, message: string) => ({
      id,
      records: ['t1c.t1t.io. IN TYPE1 rd', 't1c.t1t.io. IN TYPE1 rd do', '. IN TYPE48 rd do'].map(
        (question) => ({
          question,
          failure: { code: 'timeout' as const, server: id, message: `${id}: ${message}` },
        }),
      ),
    });
    const reference = 'https://dns.google/dns-query';
    const dns = {
      resolvers: [failing(server, 'no answer within 5000 ms')],
      references: [failing(reference, 'no answer within 2500 ms')],
    };
    const { findings } = await audit(testProfile, evidenceWith({ dns }), { only: ['dns/', 'dnssec/'] });
    const texts = findings.map(({ message, details = [] }) => [message, ...details].join(' | '));
    assert.ok(texts.includes('gave no answer for A: no answer within 5000 ms.'), texts.join('\n'));
    assert.ok(
      texts.some((text) =>
        text.includes(`${reference} gave no answer that validates (no answer within 2500 ms).`),
      ),
      texts.join('\n'),
    );
    for (const { subject, message, details = [] } of findings)
      if (subject !== undefined) assert.ok(![message, ...details].join(' ').includes(subject), message);
  });

  it('and a reason is said once: what Node says of each way to fail', async () => {
    const signal = new AbortController().signal;
    const url = 'https://ds.example';
    for (const [code, stage, expected] of [
      ['ENOTFOUND', 'dns', 'cannot be found from here: the name has no address (NXDOMAIN or no record).'],
      ['EAI_AGAIN', 'dns', 'could not be looked up: the resolver gave no answer.'],
      [
        'ETIMEDOUT',
        'connect',
        'is silent at the TCP connection after 9 ms: a firewall that drops packets looks like this.',
      ],
      ['ENETUNREACH', 'connect', 'cannot be reached from here: there is no route to the network.'],
    ] as const) {
      const error = failureOf(Object.assign(new Error('x'), { code }), signal, 10_000);
      const distribution = {
        systemRoots: { source: 'none' },
        services: [
          {
            url,
            route: { via: 'direct' as const, decidedBy: 'as told with --route' },
            requests: [{ probe: { url, [stage]: { ms: 9, host: 'ds.example', error } } }],
          },
        ],
      };
      const { findings } = await audit(testProfile, evidenceWith({ distribution }), {
        only: ['distribution/reachable'],
      });
      assert.equal(findings[0]?.message, expected);
    }
  });
});
