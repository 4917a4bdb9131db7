/** Rows with the right value, from live programs, and files from the field, where the folder that holds them is there. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { proxyFacts, readSettings, route } from '../../../lib/proxy/index.js';
import { runTable } from '../../conformance/bypass.js';
import { needShared, sharedPath } from '../../shared.js';

const FOLDER = sharedPath('field', 'proxy');
const T1C = 'https://t1c.t1t.io:51983/';

describe('proxy: rows and files from the field', function () {
  before(function () {
    needShared(this, FOLDER);
  });

  for (const name of ['axios-1.21.1.tsv', 'bypass-faults.tsv'])
    it(name, () => {
      const lines: string[] = [];
      const tally = { passed: 0, failed: 0 };
      const table = readFileSync(join(FOLDER, name), 'utf8').split('\n').map(unescaped).join('\n');
      runTable(table, name, tally, (line) => lines.push(line));
      assert.deepEqual(lines, []);
      assert.ok(tally.passed >= 14);
    });

  it('scoped-exceptions.scutil: what stands under __SCOPED__ is not in force', () => {
    const settings = readSettings(readFileSync(join(FOLDER, 'scoped-exceptions.scutil')), { fileName: 's' });
    for (const client of ['cfnetwork', 'chromium'])
      assert.equal(route(settings, client, T1C).via, 'proxy', client);
  });

  it('networksetup-bypass.txt: a list, with an empty line in it', () => {
    const [settings] = readSettings(readFileSync(join(FOLDER, 'networksetup-bypass.txt')), {
      fileName: 'networksetup-bypass.txt',
    });
    assert.equal(settings?.bypass?.items?.length, 5);
    assert.deepEqual([...new Set(settings.issues.map(({ code }) => code))], ['blank-entry']);
  });

  it('vscode-settings.json, .wslconfig and gradle.properties are read', () => {
    for (const [file, fileName, client, via] of [
      ['vscode-settings.json', 'settings.json', 'vscode', 'direct'],
      ['gradle.properties', 'gradle.properties', 'java', 'proxy'],
    ] as const) {
      const settings = readSettings(readFileSync(join(FOLDER, file)), { fileName });
      assert.equal(route(settings, client, T1C).via, via, file);
    }
    const wsl = readSettings(readFileSync(join(FOLDER, 'wslconfig')), { fileName: '.wslconfig' });
    const facts = proxyFacts(wsl, { clients: [], urls: [T1C] });
    assert.deepEqual(
      facts.map(({ code }) => code),
      ['proxy-from-windows'],
    );
  });
});

/** A tab inside the rules is written `\t`. */
function unescaped(line: string): string {
  const [client = '', rules = '', ...rest] = line.split('\t');
  return [client, rules.replaceAll('\\t', ' '), ...rest].join('\t');
}
