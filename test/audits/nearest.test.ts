import assert from 'node:assert/strict';
import { nearestAudits, suggestion } from '../../lib/audits/nearest.js';
import { auditMistake, selectAudits } from '../../lib/audits/select.js';
import { testProfile } from './case.js';

describe('audits: what somebody may have meant', () => {
  const cases: readonly (readonly [written: string, folders: boolean, first: string | undefined])[] = [
    ['dns/adress-expected', false, 'dns/address-expected'],
    ['dns/addres-sexpected', false, 'dns/address-expected'],
    ['DNS/TTL', false, 'dns/ttl'],
    ['pac-bypass', false, 'proxy/pac-bypass'],
    ['dns/pac-bypass', false, 'proxy/pac-bypass'],
    ['proxy/pac', false, 'proxy/pac-bypass'],
    ['dnsec/', true, 'dnssec/'],
    ['dnssec', true, 'dnssec/'],
    ['agents/', true, 'agent/'],
    ['dnssec', false, undefined],
    ['nonsense', true, undefined],
    ['', true, undefined],
    ['x'.repeat(100_000), true, undefined],
  ];
  for (const [written, folders, first] of cases) {
    it(`${written.slice(0, 30)} ${folders ? 'with folders' : ''} → ${first ?? 'nothing'}`, () => {
      const found = nearestAudits(written, folders);
      assert.equal(found[0], first, found.join(' '));
      assert.ok(found.length <= 3);
    });
  }

  it('says how to list all, with or without a suggestion', () => {
    assert.equal(suggestion('nonsense', true), 'staylocal audit --list shows all there are');
    assert.match(suggestion('dns/tll', true), /^did you mean dns\/ttl.*\? staylocal audit --list shows all/);
  });

  it('is said of --only, of --skip and of a profile, in one line that is no list of all', () => {
    for (const options of [{ only: ['dns/tll'] }, { skip: ['dns/tll'] }])
      assert.throws(
        () => selectAudits(testProfile, options),
        /^RangeError: No audit "dns\/tll"; did you mean dns\/ttl[^,]*\? staylocal audit --list shows all there are\.$/,
      );
    assert.equal(auditMistake('dns/ttl'), undefined);
    assert.match(auditMistake('dns/tll') ?? '', /^there is no such audit; did you mean dns\/ttl/);
  });
});
