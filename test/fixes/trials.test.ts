import assert from 'node:assert/strict';
import { audit } from '../../lib/audits/audit.js';
import type { Report } from '../../lib/audits/finding.js';
import type { Evidence } from '../../lib/evidence/types.js';
import { tryFixes } from '../../lib/fixes/index.js';
import { base64, evidenceWith, testProfile } from '../audits/case.js';
import { labEvidence } from '../audits/lab-evidence.js';

async function tried(parts: Partial<Evidence>): Promise<Report> {
  const evidence = evidenceWith(parts);
  return (await tryFixes(testProfile, evidence, await audit(testProfile, evidence))).report;
}

const pac = (text: string): Partial<Evidence> => ({ pac: [{ source: 'a.pac', bytes: base64(text) }] });

describe('fixes: tried before a report names them', () => {
  it('hold where the finding closes, with what changes in the file', async () => {
    const text = 'https_proxy=http://p.example:1\nno_proxy=.corp.example\n';
    const { causes } = await tried({
      proxySettings: [{ source: 'etc/environment', bytes: base64(text), format: 'environment' }],
    });
    const [cause] = causes;
    assert.equal(cause?.trial?.status, 'held');
    assert.match(cause.trial.patch ?? '', /^--- etc\/environment\n.*-no_proxy=.*\+no_proxy=.*t1c\.t1t\.io/s);
    assert.ok(cause.command !== undefined);
  });

  it('are handed out as a whole file where it is a short one', async () => {
    const short = 'function FindProxyForURL(u, h) { return "PROXY p:1"; }\n';
    const long = `${short}// ${'x'.repeat(70_000)}\n`;
    for (const text of [short, long]) {
      const [cause] = (await tried(pac(text))).causes;
      const file = cause?.trial?.file;
      assert.equal(cause?.trial?.status, 'held');
      if (text === long) assert.equal(file, undefined);
      else assert.match(Buffer.from(file?.base64 ?? '', 'base64').toString(), /staylocal:begin[^]*PROXY p:1/);
      if (text === short) assert.equal(file?.name, 'a.pac');
    }
  });

  it('are not offered where they do not do', async () => {
    // It has no entry point, and no exemption can be put before one.
    const { causes, findings } = await tried(pac('var a = 1;\n'));
    assert.ok(causes.every(({ trial }) => trial?.status !== 'held'));
    for (const cause of causes.filter(({ trial }) => trial?.status === 'failed')) {
      assert.equal(cause.command, undefined);
      assert.match(cause.trial?.why ?? '', /\.$/);
      for (const finding of findings.filter(({ key }) => cause.findings.includes(key)))
        assert.equal(finding.fix?.command, undefined);
    }
  });

  it('are said not to be tried where the evidence holds answers only', async () => {
    const { causes } = await tried(await labEvidence('rebinding-filter')());
    const [cause] = causes;
    assert.equal(cause?.trial?.status, 'not-tried');
    assert.match(cause.trial.why ?? '', /configuration/);
  });

  it('says what to do first with a file that is not text', async () => {
    const binary = Buffer.from(
      // { ProxyMode: fixed_servers, ProxyServer: http://p.example:1 }, as Python’s plistlib writes it.
      '62706c6973743030d2010203045950726f78794d6f64655b50726f78795365727665725d66697865645f736572766572735f1012687474703a2f2f702e6578616d706c653a31080d1723310000000000000101000000000000000500000000000000000000000000000046',
      'hex',
    ).toString('base64');
    const { causes } = await tried({
      proxySettings: [{ source: 'com.google.Chrome.plist', bytes: binary }],
    });
    const cause = causes.find(({ trial }) => trial?.status === 'failed');
    assert.equal(cause?.command, undefined);
    assert.match(cause?.trial?.why ?? '', /^com\.google\.Chrome\.plist.*plutil -convert xml1 FILE\.$/);
  });

  it('tries a DS record against the keys that were seen', async () => {
    for (const fault of ['no-ds', 'wrong-ds']) {
      const { causes } = await tried(await labEvidence(fault)());
      const cause = causes.find(({ key }) => key.startsWith('zone:'));
      assert.equal(cause?.trial?.status, 'held', fault);
      assert.match(cause.trial.why ?? '', /t1t\.io\. IN DS \d+ 13 2 /);
    }
  });

  it('says nothing of what names no fix', async () => {
    const { causes } = await tried(await labEvidence('servfail')());
    assert.ok(causes.some(({ trial }) => trial === undefined));
  });
});
