/** Zone data for a partner's own name: the records, how to sign them, and what the registrar must be given. */
import { exactly } from '../read-back/exact.js';
import type { Target } from './target.js';

const shared = {
  group: 'zone',
  team: 'dns',
  mediaType: 'text/plain',
  accepts: ['zone'],
} as const;

const zoneOnly = ({ zone }: { zone: string }): string[] => [zone];

const signed =
  '`delv {{ name | word }} A` prints "fully validated"; `staylocal dnssec {{ name | word }}` says secure.';

export const zoneTargets: readonly Target[] = [
  {
    ...shared,
    id: 'zone-records',
    title: 'Zone records of the name',
    consumers: ['BIND', 'Knot DNS', 'NSD', 'PowerDNS', 'any server that reads master files'],
    needs: [['addresses']],
    template: 'zone-records.zone.liquid',
    fileName: 'staylocal-records.zone',
    mediaType: 'text/dns',
    accepts: ['zone', 'certificateAuthority'],
    apply:
      'Add the lines to the zone {{ zone | word }} (names are absolute, so any place will do) and raise its serial. Check with `named-checkzone {{ zone | word }} FILE`.',
    verify: '`dig +short {{ name | word }} A @SERVER` answers {{ answers | comment }}.',
    undo: 'Remove the lines and raise the serial.',
    notes: [
      'Publish AAAA only where the program listens on that address: a client that prefers IPv6 tries it first.',
      'CAA is written with `certificateAuthority` only: a record that names the wrong authority stops the renewal of the certificate.',
    ],
    readBack: [
      exactly('names', /^([^;\s]+) \d+ IN \S+ .+$/gm, ({ name }) => [`${name}.`]),
      exactly('addresses', /^\S+ \d+ IN A{1}(?:AAA)? (\S+)$/gm, ({ a, aaaa }) => [...a, ...aaaa]),
    ],
  },
  {
    ...shared,
    id: 'zone-bind',
    title: 'BIND: sign the zone',
    consumers: ['BIND 9.18 and later (dnssec-policy)'],
    template: 'zone-bind.conf.liquid',
    fileName: 'staylocal-zone-bind.conf',
    apply:
      'Add the policy to `named.conf`, and the two lines to the present `zone` statement of {{ zone | word }} (adapt the file name). `named-checkconf`, `rndc reconfig`. Then hand over the DS with `zone-ds`.',
    verify: signed,
    undo: 'Have the registrar remove the DS first and wait for its TTL; then set `dnssec-policy insecure;`, wait again, and only then remove the policy. The other order makes the zone bogus.',
    readBack: [exactly('zones', /^zone "(.+)" \{$/gm, zoneOnly)],
  },
  {
    ...shared,
    id: 'zone-knot',
    title: 'Knot DNS: sign the zone',
    consumers: ['Knot DNS 3'],
    template: 'zone-knot.conf.liquid',
    fileName: 'staylocal-zone-knot.conf',
    mediaType: 'application/yaml',
    apply:
      'Add policy and lines to `knot.conf`, where the zone {{ zone | word }} stands. `knotc conf-check`, `knotc reload`. Then hand over the DS with `zone-ds`.',
    verify: signed,
    undo: 'Have the registrar remove the DS first and wait for its TTL; then `dnssec-signing: off` and reload.',
    readBack: [exactly('zones', /^ {2}- domain: "(.+)"$/gm, zoneOnly)],
  },
  {
    ...shared,
    id: 'zone-powerdns',
    title: 'PowerDNS: records and signing',
    consumers: ['PowerDNS Authoritative Server 4 (pdnsutil)'],
    needs: [['addresses']],
    template: 'zone-powerdns.sh.liquid',
    fileName: 'staylocal-zone-powerdns.sh',
    accepts: ['zone', 'certificateAuthority'],
    apply:
      'Run on the primary, once: it replaces the records of the name, signs the zone {{ zone | word }} where it is not signed, and prints the DS for the registrar.',
    verify: signed,
    undo: 'Have the registrar remove the DS first and wait for its TTL; then `pdnsutil disable-dnssec {{ zone | word }}` and `pdnsutil delete-rrset {{ zone | word }} {{ relativeName | sh }} A`.',
    readBack: [
      exactly('names in the zone', /^pdnsutil replace-rrset \S+ '(.+?)' /gm, ({ relativeName }) => [
        relativeName,
      ]),
      exactly('addresses', /^pdnsutil replace-rrset \S+ \S+ A(?:AAA)? \d+ (.+)$/gm, ({ a, aaaa }) =>
        [a, aaaa].filter((list) => list.length > 0).map((list) => list.map((one) => `'${one}'`).join(' ')),
      ),
    ],
  },
  {
    ...shared,
    id: 'zone-ds',
    title: 'The DS to hand to the registrar',
    consumers: ['registrars', 'the parent zone'],
    template: 'zone-ds.sh.liquid',
    fileName: 'staylocal-ds.sh',
    apply:
      'Run `sh staylocal-ds.sh SERVER` with the address of the primary: it prints the DS of each key-signing key. Enter that at the registrar of {{ zone | word }}, over a channel you trust.',
    verify:
      '`dig +short DS {{ zone | word }}` answers the same; then `staylocal dnssec {{ name | word }}` says secure.',
    undo: 'Have the registrar remove the DS.',
    notes: [
      'Some registrars read CDS records instead (RFC 8078); BIND, Knot and PowerDNS publish them on demand.',
    ],
    readBack: [exactly('zones', /^zone='(.+)'$/gm, zoneOnly)],
  },
];
