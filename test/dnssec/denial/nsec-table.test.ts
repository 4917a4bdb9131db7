/** What NSEC records prove and what they do not (RFC 4035 §5.4, RFC 6840 §4, RFC 9824), over records others signed. */
import assert from 'node:assert/strict';
import { rrType } from '../../../lib/dns/codes.js';
import { parseName } from '../../../lib/dns/name.js';
import { collectDenialRecords, hasRecords, proveNoData } from '../../../lib/dnssec/denial/denial.js';
import { denialTable, duringFixtures, rrsetAt, signedZone, type DenialCase } from '../signed-zones.js';

const bind = signedZone('nsec-bind.zone');
const root = signedZone('root-bind.zone');
const compact = signedZone('compact-dnspython.zone');

/** The chain: @ alias dname a.b.ent insecure mail ns1 secure *.wcname leaf.*.wempty *.wild sub.wild www. */
const byBind: readonly DenialCase[] = [
  // The name is there, the type is not.
  ['NODATA AAAA', 'www.example.', 'nodata', 'www.example.'],
  ['NODATA DS', 'www.example.', 'nodata', 'www.example.'],
  ['NODATA A', 'www.example.', ''],
  ['NODATA TXT', 'www.example.', ''],
  ['NODATA NSEC', 'www.example.', ''],
  ['NODATA ANY', 'www.example.', ''],
  ['NODATA AAAA', 'example.', 'nodata', 'example.'],
  ['NODATA MX', 'example.', ''],
  // An alias answers for every type but those that stand beside it.
  ['NODATA A', 'alias.example.', ''],
  ['NODATA CNAME', 'alias.example.', ''],
  ['NODATA DS', 'alias.example.', ''],
  ['NODATA A', 'dname.example.', 'nodata', 'dname.example.'],
  ['NODATA DNAME', 'dname.example.', ''],
  // On the parent's side of a cut: of the DS, and of nothing else.
  ['NODATA DS', 'insecure.example.', 'nodata', 'insecure.example.'],
  ['NODATA A', 'insecure.example.', ''],
  ['NODATA NS', 'insecure.example.', ''],
  ['NODATA DS', 'secure.example.', ''],
  ['NODATA A', 'secure.example.', ''],
  // On the child's side: of everything but the DS.
  ['NODATA DS', 'example.', ''],
  // Empty non-terminals exist.
  ['NODATA A', 'ent.example.', 'empty-non-terminal', 'dname.example.'],
  ['NODATA A', 'b.ent.example.', 'empty-non-terminal', 'dname.example.'],
  ['NODATA DS', 'b.ent.example.', 'empty-non-terminal', 'dname.example.'],
  ['NXDOMAIN', 'ent.example.', ''],
  ['NXDOMAIN', 'b.ent.example.', ''],
  ['NXDOMAIN', 'wempty.example.', ''],
  ['NXDOMAIN', '*.wempty.example.', ''],
  // A wildcard stands for the name, without the type.
  ['NODATA A', 'x.wild.example.', 'wildcard-nodata', 'sub.wild.example. *.wild.example.'],
  ['NODATA A', 'z.x.wild.example.', 'wildcard-nodata', 'sub.wild.example. *.wild.example.'],
  ['NODATA A', 'a.wild.example.', 'wildcard-nodata', '*.wild.example.'],
  ['NODATA TXT', 'x.wild.example.', ''],
  ['NODATA TXT', 'y.wcname.example.', ''],
  ['NODATA CNAME', 'y.wcname.example.', ''],
  ['NODATA A', 'x.wempty.example.', 'wildcard-nodata', 'leaf.*.wempty.example. *.wcname.example.'],
  // A closer name takes its place.
  ['NODATA TXT', 'x.sub.wild.example.', ''],
  ['NODATA TXT', 'nope.example.', ''],
  // Neither the name nor a wildcard for it.
  ['NXDOMAIN', 'nope.example.', 'nxdomain', 'mail.example. example.'],
  ['NXDOMAIN', 'deep.nope.example.', 'nxdomain', 'mail.example. example.'],
  ['NXDOMAIN', 'aaa.example.', 'nxdomain', 'example.'],
  ['NXDOMAIN', 'zzz.example.', 'nxdomain', 'www.example. example.'],
  ['NXDOMAIN', 'x.www.example.', 'nxdomain', 'www.example.'],
  ['NXDOMAIN', 'x.ent.example.', 'nxdomain', 'a.b.ent.example. dname.example.'],
  ['NXDOMAIN', 'x.sub.wild.example.', 'nxdomain', 'sub.wild.example.'],
  ['NXNAME', 'nope.example.', ''],
  ['NXNAME', 'www.example.', ''],
  ['NXDOMAIN', 'example.', ''],
  ['NXDOMAIN', 'www.example.', ''],
  ['NXDOMAIN', 'x.wild.example.', ''],
  ['NXDOMAIN', 'y.wcname.example.', ''],
  ['NXDOMAIN', 'x.wempty.example.', ''],
  ['NXDOMAIN', '*.wild.example.', ''],
  // What the child or the DNAME's target has is not the record's to say (RFC 6840 §4.1, §4.4).
  ['NXDOMAIN', 'host.insecure.example.', ''],
  ['NXDOMAIN', 'host.secure.example.', ''],
  ['NXDOMAIN', 'host.dname.example.', ''],
  ['NODATA A', 'host.insecure.example.', ''],
  ['NODATA DS', 'host.insecure.example.', ''],
  ['NODATA DS', 'host.dname.example.', ''],
  // Of other zones, nothing.
  ['NXDOMAIN', 'nope.test.', ''],
  ['NXDOMAIN', 'zzzexample.', ''],
  ['NXDOMAIN', 'zzz.', ''],
  ['NODATA A', '.', ''],
  // A wildcard was rightly used: the name is not there, and no closer one.
  ['*.wild.example.', 'x.wild.example.', 'no-closer-match', 'sub.wild.example.'],
  ['*.wild.example.', 'a.wild.example.', 'no-closer-match', '*.wild.example.'],
  ['*.wild.example.', 'z.x.wild.example.', 'no-closer-match', 'sub.wild.example.'],
  ['*.wcname.example.', 'y.wcname.example.', 'no-closer-match', '*.wcname.example.'],
  ['*.wild.example.', 'x.sub.wild.example.', ''],
  ['*.wild.example.', 'sub.wild.example.', ''],
  ['*.example.', 'x.wild.example.', ''],
  ['*.example.', 'ent.example.', ''],
  ['*.ent.example.', 'b.ent.example.', ''],
  ['*.example.', 'www.example.', ''],
  ['*.example.', 'host.insecure.example.', ''],
  ['*.example.', 'host.dname.example.', ''],
  // Is there a cut, and is it without DS?
  ['no DS', 'insecure.example.', 'unsigned-delegation', 'insecure.example.'],
  ['no DS', 'secure.example.', ''],
  ['no DS', 'example.', ''],
  ['no DS', 'www.example.', 'no-delegation', 'www.example.'],
  ['no DS', 'alias.example.', 'no-delegation', 'alias.example.'],
  ['no DS', 'ent.example.', 'no-delegation', 'dname.example.'],
  ['no DS', 'nope.example.', 'no-delegation', 'mail.example.'],
  ['no DS', 'x.wild.example.', 'no-delegation', 'sub.wild.example.'],
  ['no DS', 'host.insecure.example.', ''],
  ['no DS', 'host.dname.example.', ''],
  ['no DS', 'nope.test.', ''],
];

/** The chain: . a.root test. */
const byRoot: readonly DenialCase[] = [
  // The root has no parent: its own record speaks of its DS, too.
  ['NODATA DS', '.', 'nodata', '.'],
  ['NODATA A', '.', 'nodata', '.'],
  ['NODATA NS', '.', ''],
  ['NODATA DS', 'test.', 'nodata', 'test.'],
  ['NODATA A', 'root.', 'empty-non-terminal', '.'],
  ['NXDOMAIN', 'nope.', 'nxdomain', '.'],
  ['NXDOMAIN', 'zzz.', 'nxdomain', 'test. .'],
  ['NXDOMAIN', 'host.test.', ''],
  ['no DS', 'test.', 'unsigned-delegation', 'test.'],
];

/** One record for each answer: RFC 9824 at the name, RFC 4470 around it. */
const byCompact: readonly DenialCase[] = [
  ['NODATA AAAA', 'www.example.', 'nodata', 'www.example.'],
  ['NODATA A', 'www.example.', ''],
  ['NODATA ANY', 'www.example.', ''],
  ['NODATA A', 'ent.example.', 'nodata', 'ent.example.'],
  ['NODATA ANY', 'ent.example.', 'nodata', 'ent.example.'],
  ['NODATA DS', 'cut.example.', 'nodata', 'cut.example.'],
  ['NODATA A', 'cut.example.', ''],
  ['no DS', 'cut.example.', 'unsigned-delegation', 'cut.example.'],
  ['NODATA A', 'gone.example.', 'nodata', 'gone.example.'],
  ['NODATA DS', 'gone.example.', 'nodata', 'gone.example.'],
  ['no DS', 'gone.example.', 'no-delegation', 'gone.example.'],
  ['NODATA ANY', 'gone.example.', 'nodata', 'gone.example.'],
  ['NXDOMAIN', 'gone.example.', ''],
  ['NXNAME', 'gone.example.', 'nxdomain', 'gone.example.'],
  ['NXNAME', 'x.gone.example.', ''],
  ['NXNAME', 'odd.example.', ''],
  ['NODATA A', 'odd.example.', ''],
  ['NODATA ANY', 'odd.example.', ''],
  ['NXNAME', 'www.example.', ''],
  ['NXNAME', 'ent.example.', ''],
  ['NXNAME', 'cut.example.', ''],
  ['NXNAME', 'nope.example.', ''],
  ['NXDOMAIN', 'nope.example.', 'nxdomain', 'nn.example. \\).example.'],
  ['NXDOMAIN', 'nq.example.', ''],
];

describe('dnssec/nsec: what the records of a zone prove', () => {
  const types = [rrType.NSEC];
  describe('signed by BIND', () => {
    denialTable(bind, types, (name) => rrsetAt(bind, name, rrType.NSEC), byBind);
  });
  describe('the root, signed by BIND', () => {
    denialTable(root, types, (name) => rrsetAt(root, name, rrType.NSEC), byRoot);
  });
  describe('compact, signed by dnspython', () => {
    denialTable(compact, types, (name) => rrsetAt(compact, name, rrType.NSEC), byCompact);
  });

  it('leaves out a record that a wildcard made, though its signature holds', async () => {
    // BIND's own record of the wildcard and its signature, replayed at a name that the wildcard stands for.
    const made = { ...rrsetAt(bind, '*.wild.example.', rrType.NSEC), name: parseName('x.wild.example.') };
    const records = await collectDenialRecords([made], bind, duringFixtures());
    assert.equal(hasRecords(records), false);
    assert.deepEqual(
      records.reasons.map((reason) => reason.code),
      ['signature-wildcard'],
    );
    assert.equal(proveNoData(records, parseName('x.wild.example.'), rrType.A), undefined);
  });

  it('leaves out a record of another zone, and one of no use', async () => {
    const foreign = { ...root, zone: bind.zone, keys: [...bind.keys, ...root.keys] };
    const given = [rrsetAt(root, '.', rrType.NSEC), rrsetAt(bind, 'www.example.', rrType.A)];
    const records = await collectDenialRecords(given, foreign, duringFixtures());
    assert.equal(hasRecords(records), false);
    assert.deepEqual(records.reasons, []);
  });
});
