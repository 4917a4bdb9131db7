/** The embedded lab under delv and unbound-host: it has to be as good a signed world, and as bad, as it says. */
import { faults, startLab, type Lab } from '../../lib/lab/index.js';
import { resolverFaults } from '../../lib/lab/faults/dns-resolver.js';
import { removeDirectory, temporaryDirectory } from './support/programs.js';
import { validators, type Validators } from './support/verdicts.js';

const names = [
  ['t1c.t1t.io', 'A'],
  ['t1c.t1t.io', 'AAAA'],
  ['alias.t1t.io', 'A'],
  ['x.local.t1t.io', 'A'],
  ['x.local.t1t.io', 'TXT'],
  ['local.t1t.io', 'A'],
  ['nope.t1t.io', 'A'],
  ['connector.partner.example', 'A'],
  ['connector.partner.example', 'AAAA'],
  ['a.b.partner.example', 'A'],
  ['connector.unsigned.example', 'A'],
  ['unsigned.example', 'DS'],
  ['io', 'DNSKEY'],
] as const;
/** Where there is no answer at all, the peers call it a failure and we indeterminate. */
const unanswered = new Set<string>([
  ...['timeout', 'refused', 'servfail', 'outage', 'drops-name'],
  ...['rebinding-refused', 'rebinding-servfail'],
  // A resolver that carries no DNSSEC: the peers blame the zone, we the resolver (dnssec-resolvers.interop.ts).
  ...['denies-everything', ...resolverFaults.map(({ id }) => id)],
]);

describe('lab: as delv and unbound-host see it', () => {
  let directory = '';
  let lab: Lab;
  let three: Validators;

  before(async () => {
    directory = await temporaryDirectory();
  });
  after(async () => {
    await removeDirectory(directory);
  });

  for (const fault of [undefined, ...faults.filter(({ id }) => !unanswered.has(id))]) {
    describe(fault === undefined ? 'sound' : fault.id, () => {
      before(async () => {
        lab = await startLab({ faults: fault === undefined ? [] : [fault.id] });
        three = await validators(directory, lab.resolver, lab.anchors);
      });
      after(async () => {
        three.close();
        await lab.close();
      });
      for (const [name, type] of fault === undefined ? names : names.slice(0, 2)) {
        it(`${name} ${type}`, async () => {
          await three.agree(name, type);
        });
      }
    });
  }
});
