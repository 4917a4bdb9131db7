/** What CSV and JUnit have of every status and place. */
import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import { found, report, write } from './every-status.js';

describe('report/formats: csv', () => {
  it('has each finding with its first place and who can change it', async () => {
    const rows = parse<Readonly<Record<string, string>>>(await write('csv'), {
      columns: true,
      record_delimiter: '\r\n',
    });
    assert.deepEqual(
      rows.map((row) =>
        [
          'status',
          'rule',
          'subject',
          'details',
          'file',
          'line',
          'column',
          'cause',
          'follows',
          'owner',
          'advice',
          'known',
        ].map((name) => row[name]),
      ),
      [
        [
          'fail',
          'proxy/pac-bypass',
          'chromium',
          'First detail Second one.',
          '/here/a/proxy.pac',
          '7',
          '3',
          'one',
          'no',
          'network team',
          'Add the name',
          '',
        ],
        ['fail', 'proxy/settings-bypass', '', '', '/etc/f0', '1', '', 'one', 'yes', 'network team', '', ''],
        ['error', 'dns/outage', 'resolver', '', '', '', '', 'two', 'no', 'network team', '', ''],
        [
          'warn',
          'dns/ttl',
          '',
          '',
          'https://pac.example/x.pac',
          '2',
          '',
          'three',
          'no',
          'network team',
          '',
          '',
        ],
        ['pass', 'dns/ttl', '', '', '', '', '', '', 'no', '', '', ''],
        [
          'fail',
          'os/vendor-support',
          '',
          '',
          '',
          '',
          '',
          'four',
          'no',
          'network team',
          '',
          'known since 2026-11-01',
        ],
        ['not-collected', 'agent/listening', '', '', '', '', '', '', 'no', '', '', ''],
        ['not-applicable', 'agent/listening', '', '', '', '', '', '', 'no', '', '', ''],
      ],
    );
    for (const { at, machine, name } of rows)
      assert.deepEqual([at, machine, name], ['2026-11-24T08:00:00.250Z', 'pc-1', 't1c.t1t.io']);
    assert.equal(new Set(rows.map(({ fingerprint }) => fingerprint)).size, rows.length);
  });
});

describe('report/formats: junit', () => {
  it('counts each kind of outcome, whole and by section', async () => {
    const text = await write('junit');
    assert.match(
      text,
      /<testsuites name="staylocal audit t1c\.t1t\.io" tests="8" failures="2" errors="1" time="1\.234">/,
    );
    assert.deepEqual(
      [
        ...text.matchAll(
          /<testsuite name="([^"]*)" (.*) time="([^"]*)" timestamp="([^"]*)" hostname="([^"]*)" id="(\d)"/g,
        ),
      ].map(([, ...all]) => all),
      [
        ['DNS', 'tests="3" failures="0" errors="1" skipped="0"', '1.234', '2026-11-24T08:00:00', 'pc-1', '0'],
        [
          'Proxy exemption',
          'tests="2" failures="2" errors="0" skipped="0"',
          '0.000',
          '2026-11-24T08:00:00',
          'pc-1',
          '1',
        ],
        [
          'The program on this machine',
          'tests="2" failures="0" errors="0" skipped="2"',
          '0.000',
          '2026-11-24T08:00:00',
          'pc-1',
          '2',
        ],
        [
          'Operating system',
          'tests="1" failures="0" errors="0" skipped="1"',
          '0.000',
          '2026-11-24T08:00:00',
          'pc-1',
          '3',
        ],
      ],
    );
  });

  it('tells what failed, and passes nothing that nobody knows', async () => {
    const text = await write('junit');
    const cases = [
      ...text.matchAll(
        /<testcase classname="([^"]*)" name="[^"]*" time="0\.000"(?:\/>|>\n(.*?)\n *<\/testcase>)/gs,
      ),
    ];
    const shown = Object.fromEntries(
      cases.map(([, name = '', inner = 'passed']) => [name, inner.trim().replaceAll('\n', ' | ')]),
    );
    assert.equal(
      shown['proxy.pac-bypass'],
      '<failure message="chromium: it says fail" type="proxy/pac-bypass:never">chromium: it says fail | at /here/a/proxy.pac:7 | First detail | Second one. | → Add the name</failure>',
    );
    assert.match(
      shown['proxy.settings-bypass'] ?? '',
      /^<failure .*\| at \/etc\/f11:12 \| follows from one<\/failure>$/,
    );
    assert.equal(
      shown['dns.outage'],
      '<error message="resolver: it says error" type="dns/outage:silent">resolver: it says error</error>',
    );
    assert.equal(shown['dns.ttl'], 'passed');
    assert.match(text, /<system-out>it says warn\nat https:\/\/pac\.example\/x\.pac:2<\/system-out>/);
    assert.equal(shown['os.vendor-support'], '<skipped>known since 2026-11-01</skipped>');
    assert.equal(shown['agent.listening'], '<skipped>it says not-applicable</skipped>');
    assert.match(text, /<skipped>it says not-collected<\/skipped>/);
  });

  it('has a time without a fraction and a host of some name', async () => {
    const nameless = { ...report };
    Reflect.deleteProperty(nameless, 'label');
    const text = await write('junit', { ...nameless, at: '2026-11-24T08:00:00Z' });
    assert.match(text, /timestamp="2026-11-24T08:00:00" hostname="localhost"/);
    assert.match(await write('junit', { ...report, label: '' }), /hostname="localhost"/);
  });

  it('escapes every character that XML has a use for', async () => {
    const text = await write('junit', {
      ...report,
      findings: [found('dns/ttl:short', 'fail', { message: `<&>"'` })],
    });
    assert.ok(text.includes('>&#60;&#38;&#62;&#34;&#39;</failure>'), text);
  });
});
