import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderHtml } from '../../../lib/report/html/index.js';
import { runCli } from '../../cli/run-cli.js';
import { sampleReport } from './sample.js';
import { elementsOf, textOf } from './structure.js';

const script = `function FindProxyForURL(url, host) {
  if (dnsDomainIs(host, ".corp.example"))
    return "DIRECT";
  if (isInNet(myIpAddress(), "10.20.0.0", "255.255.0.0"))
    return "PROXY north.corp.example:8080"; // </li><script>alert(1)</script> \u202e
  return "PROXY proxy.corp.example:8080";
}
`;

describe('report/html: pages of one part', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'staylocal-html-'));
  });
  after(() => rm(folder, { recursive: true }));

  async function pageOf(...argv: readonly string[]): Promise<string> {
    const file = join(folder, 'page.html');
    const { stderr } = await runCli([...argv, '--output', `html=${file}`]);
    return readFile(file, 'utf8').catch(() => assert.fail(stderr));
  }

  it('pac: each line that decides says for whom, lines that nobody reaches say so', async () => {
    const file = join(folder, 'proxy.pac');
    await writeFile(file, script);
    const page = await pageOf('pac', file);
    const lines = elementsOf(page).filter(
      ({ name, attributes }) => name === 'li' && attributes['class']?.startsWith('l-') === true,
    );
    assert.deepEqual(
      lines.map(({ attributes }) => attributes['class']),
      ['l-plain', 'l-plain', 'l-never', 'l-asks', 'l-decides', 'l-decides', 'l-plain'],
    );
    const text = textOf(page);
    assert.match(text, /Sent to a proxy: Clients in 10\.20\.0\.0\/16 PROXY north\.corp\.example:8080/);
    assert.match(
      text,
      /Sent to a proxy: Every client outside 10\.20\.0\.0\/16, those with an IPv6 address among them PROXY proxy\.corp\.example:8080/,
    );
    assert.match(text, /<\/li><script>alert\(1\)<\/script> U\+202E/);
    assert.match(page, /<title>NEVER: proxy\.pac/);
  });

  it('pac: a decision and a lint', async () => {
    const file = join(folder, 'proxy.pac');
    await writeFile(file, script);
    assert.match(textOf(await pageOf('pac', file, '--decide')), /PROXY proxy\.corp\.example:8080/);
    assert.match(await pageOf('pac', file, '--lint'), /<title>(?:CLEAN|HEED): proxy\.pac/);
  });

  it('pac: of a long script only what is marked, and how much is left out', async () => {
    const file = join(folder, 'long.pac');
    await writeFile(file, script.replace('{\n', `{\n${'  // nothing\n'.repeat(500)}`));
    const text = textOf(await pageOf('pac', file));
    assert.match(text, /\d+ lines that decide nothing here are not shown/);
    assert.match(text, /Clients in 10\.20\.0\.0\/16/);
  });

  it('proxy: a way for each program, ports of one host together', async () => {
    const file = join(folder, 'environment');
    await writeFile(file, 'https_proxy=http://proxy.corp.example:8080\nno_proxy=localhost\n');
    const page = await pageOf('proxy', file);
    const text = textOf(page);
    assert.match(page, /<title>NO: the ways to t1c\.t1t\.io/);
    assert.match(text, /curl, libcurl/);
    assert.match(text, /environment:1 https_proxy/);
    assert.match(text, /https:\/\/t1c\.t1t\.io on ports 51983, 51783, 51883/);
  });

  it('proxy: settings that exempt the name', async () => {
    const file = join(folder, 'environment');
    await writeFile(file, 'https_proxy=http://proxy.corp.example:8080\nno_proxy=localhost,t1c.t1t.io\n');
    const page = await pageOf('proxy', file, '--client', 'curl');
    assert.match(page, /<title>YES: the ways to t1c\.t1t\.io/);
  });

  it('audit: without the picture’s layout the chain is a table, and says why', async () => {
    const { chainSection } = await import('../../../lib/report/html/chain-section.js');
    const { chains } = sampleReport((field) => field);
    const section = await chainSection(chains, 'x', {
      at: '2026-11-24T08:00:00.000Z',
      graphviz: Promise.resolve(undefined),
    });
    const text = textOf(section.toString());
    assert.match(text, /The picture is not drawn here/);
    assert.match(text, /DNSKEY 1/);
  });

  it('audit: PAC lines are shown where the file is at hand, and answers alone where not', async () => {
    const report = sampleReport((field) => field);
    assert.match(textOf(await renderHtml(report)), /Line 1\. /);
    const sources = [{ kind: 'pac' as const, file: 'pac.source', text: 'first\nsecond' }];
    assert.match(textOf(await renderHtml(report, { sources })), /Line 1: first/);
  });
});
