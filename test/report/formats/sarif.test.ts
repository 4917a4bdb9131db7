/** What SARIF has of every status and place. */
import assert from 'node:assert/strict';
import type { Finding, Report } from '../../../lib/audits/finding.js';
import { found, report, write } from './every-status.js';

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly kind: string;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly { readonly physicalLocation: object; readonly logicalLocations?: object }[];
  readonly relatedLocations?: readonly { readonly id: number; readonly physicalLocation: object }[];
  readonly suppressions?: readonly object[];
  readonly baselineState?: string;
  readonly properties: object;
}

describe('report/formats: sarif', () => {
  const read = async (of: Report = report) => {
    const { runs } = JSON.parse(await write('sarif', of)) as {
      readonly runs: readonly {
        readonly results: readonly Result[];
        readonly tool: { readonly driver: { readonly rules: readonly Readonly<Record<string, unknown>>[] } };
      }[];
    };
    const [run] = runs;
    assert.ok(run !== undefined);
    return { results: run.results, rules: run.tool.driver.rules };
  };

  it('has what is open alone, each by its kind and level', async () => {
    const { results } = await read();
    assert.deepEqual(
      results.map(({ ruleId, ruleIndex, kind, level, message, properties }) => [
        ruleId,
        ruleIndex,
        kind,
        level,
        message.text,
        properties,
      ]),
      [
        [
          'proxy/pac-bypass',
          0,
          'fail',
          'error',
          'chromium: it says fail First detail. Second one. Add the name.',
          { id: 'proxy/pac-bypass:never', cause: 'one', owner: 'network team' },
        ],
        [
          'proxy/settings-bypass',
          1,
          'fail',
          'error',
          'it says fail',
          {
            id: 'proxy/settings-bypass:proxied',
            cause: 'one',
            followsFromCause: true,
            owner: 'network team',
          },
        ],
        [
          'dns/outage',
          2,
          'open',
          'none',
          'resolver: it says error',
          { id: 'dns/outage:silent', cause: 'two', owner: 'network team' },
        ],
        [
          'dns/ttl',
          3,
          'fail',
          'warning',
          'it says warn',
          { id: 'dns/ttl:short', cause: 'three', owner: 'network team' },
        ],
        [
          'os/vendor-support',
          4,
          'fail',
          'error',
          'it says fail',
          { id: 'os/vendor-support:ended', cause: 'four', owner: 'network team' },
        ],
      ],
    );
    assert.deepEqual(
      results.map(({ baselineState, suppressions }) => [baselineState, suppressions]),
      [
        ...Array.from({ length: 4 }, () => [undefined, undefined]),
        ['unchanged', [{ kind: 'external', status: 'accepted', justification: 'known since 2026-11-01' }]],
      ],
    );
  });

  it('says of each where it is, ten places at most', async () => {
    const [pac, settings, dns, url] = (await read()).results;
    assert.deepEqual(pac?.locations, [
      {
        physicalLocation: {
          artifactLocation: { uri: 'a/proxy.pac', uriBaseId: 'SRCROOT' },
          region: { startLine: 7, startColumn: 3, endLine: 7, endColumn: 9 },
        },
        logicalLocations: [{ fullyQualifiedName: 'return' }],
      },
    ]);
    assert.deepEqual(settings?.locations, [
      {
        physicalLocation: {
          artifactLocation: { uri: 'etc/f0', uriBaseId: 'ROOT' },
          region: { startLine: 1 },
        },
      },
    ]);
    assert.deepEqual(
      settings.relatedLocations?.map(({ id, physicalLocation }) => [id, physicalLocation]),
      Array.from({ length: 9 }, (_, index) => [
        index + 1,
        {
          artifactLocation: { uri: `etc/f${index + 1}`, uriBaseId: 'ROOT' },
          region: { startLine: index + 2 },
        },
      ]),
    );
    for (const [result, name] of [
      [dns, 'resolver'],
      [url, 'https://pac.example/x.pac'],
    ] as const)
      assert.deepEqual(result?.locations, [
        {
          physicalLocation: { artifactLocation: { uri: 'no%20file%20associated%20with%20this%20alert' } },
          logicalLocations: [{ fullyQualifiedName: name }],
        },
      ]);
  });

  it('has no end without a beginning, and the first line where none is told', async () => {
    const region = async (location: Finding['location']): Promise<unknown> => {
      const { results } = await read({
        ...report,
        findings: [found('dns/ttl:short', 'fail', location === undefined ? {} : { location })],
      });
      return (results[0]?.locations[0]?.physicalLocation as { region?: object }).region;
    };
    assert.deepEqual(await region({ file: 'a' }), { startLine: 1 });
    assert.deepEqual(await region({ file: 'a', line: 3, endLine: 4, endColumn: 5 }), {
      startLine: 3,
      endLine: 4,
    });
    assert.deepEqual(await region({ file: 'a', line: 3, column: 2 }), { startLine: 3, startColumn: 2 });
  });

  it('explains its rules, with the first address of the Web among their sources', async () => {
    const { rules } = await read();
    assert.deepEqual(rules[0], {
      id: 'proxy/pac-bypass',
      name: 'ProxyPacBypass',
      shortDescription: { text: 'The PAC.' },
      fullDescription: { text: 'It decides!' },
      help: { text: 'It decides! staylocal explain proxy/pac-bypass tells what to do.' },
      defaultConfiguration: { level: 'error' },
    });
    assert.equal(rules[1]?.['helpUri'], 'https://example.org/1');
    assert.deepEqual(
      rules.map(({ id }) => id),
      [
        'proxy/pac-bypass',
        'proxy/settings-bypass',
        'dns/outage',
        'dns/ttl',
        'os/vendor-support',
        'agent/listening',
      ],
    );
  });
});
