/** Faults put into a zone that BIND has signed, line by line, so that `named` serves it broken. */

/** One record of a zone file with a record a line: owner, TTL, class, type, RDATA fields. */
export interface Line {
  readonly owner: string;
  readonly ttl: string;
  readonly type: string;
  readonly rdata: readonly string[];
}

export interface Breakage {
  readonly label: string;
  readonly what: string;
  /** Flags for `dnssec-signzone`: when the signatures hold. */
  readonly flags?: readonly string[];
  /** What becomes of each record of the zone; nothing is changed without it. */
  readonly change?: (line: Line, apex: string) => Line | undefined;
  /** What the parent says, given the right DS. */
  readonly ds?: (right: string) => string;
}

export function parseLine(text: string): Line | undefined {
  const [owner = '', ttl = '', , type = '', ...rdata] = text.split(/\s+/);
  return text.trim() === '' || text.startsWith(';') ? undefined : { owner, ttl, type, rdata };
}

export function formatLine({ owner, ttl, type, rdata }: Line): string {
  return `${owner} ${ttl} IN ${type} ${rdata.join(' ')}`;
}

const isSignature = (line: Line, covers: string): boolean =>
  line.type === 'RRSIG' && line.rdata[0] === covers;

/** Changes the signatures over one type at one owner (relative, empty for the apex, `*` for any). */
const signature =
  (owner: string, covers: string, change: (fields: string[]) => string[] | undefined) =>
  (line: Line, apex: string): Line | undefined => {
    const isThere = owner === '*' || line.owner === `${owner}${apex}`;
    if (!isThere || !isSignature(line, covers)) return line;
    const rdata = change([...line.rdata]);
    return rdata === undefined ? undefined : { ...line, rdata };
  };

const field =
  (index: number, value: (old: string) => string) =>
  (fields: string[]): string[] =>
    fields.map((each, at) => (at === index ? value(each) : each));

/** One bit of the signature itself, which starts at field 8 and may be cut into several. */
const flip = field(8, (base64) => (base64.startsWith('A') ? 'B' : 'A') + base64.slice(1));
const gone = (): undefined => undefined;

export const breakages: readonly Breakage[] = [
  { label: 'sound', what: 'nothing broken' },
  { label: 'flipped-a', what: 'one bit of the address’s signature', change: signature('www.', 'A', flip) },
  { label: 'flipped-dnskey', what: 'one bit of the keys’ signature', change: signature('', 'DNSKEY', flip) },
  { label: 'flipped-soa', what: 'one bit of the SOA’s signature', change: signature('', 'SOA', flip) },
  { label: 'flipped-nsec', what: 'one bit of every NSEC’s signature', change: signature('*', 'NSEC', flip) },
  {
    label: 'changed-a',
    what: 'another address than was signed',
    change: (line, apex) =>
      line.owner === `www.${apex}` && line.type === 'A' ? { ...line, rdata: ['192.0.2.66'] } : line,
  },
  {
    label: 'added-a',
    what: 'an address beside the one that was signed',
    change: (line, apex) =>
      line.owner === `a.ent.${apex}` && line.type === 'A'
        ? { ...line, owner: `www.${apex}`, rdata: ['192.0.2.66'] }
        : line,
  },
  {
    label: 'other-key',
    what: 'a key that the parent’s DS does not name, in place of the right one',
    ds: (right) => right.replace(/[0-9A-F]{8}\s*$/, '00000000'),
  },
  { label: 'missing-a', what: 'no signature over the address', change: signature('www.', 'A', gone) },
  { label: 'missing-dnskey', what: 'no signature over the keys', change: signature('', 'DNSKEY', gone) },
  { label: 'missing-nsec', what: 'no signature over any NSEC', change: signature('*', 'NSEC', gone) },
  {
    label: 'unsigned',
    what: 'no DNSSEC record left though the parent has a DS',
    change: (line) => (['RRSIG', 'NSEC', 'DNSKEY'].includes(line.type) ? undefined : line),
  },
  { label: 'expired', what: 'all signatures expired', flags: ['-s', 'now-2592000', '-e', 'now-86400'] },
  {
    label: 'not-yet',
    what: 'all signatures start in three days',
    flags: ['-s', 'now+259200', '-e', 'now+2592000'],
  },
  {
    label: 'expired-in-text',
    what: 'the expiry put off by hand',
    change: signature(
      'www.',
      'A',
      field(4, () => '20991231000000'),
    ),
  },
  {
    label: 'signer',
    what: 'the parent named as signer',
    change: signature(
      'www.',
      'A',
      field(7, () => 'range.'),
    ),
  },
  {
    label: 'signer-child',
    what: 'a name below named as signer',
    change: signature(
      'www.',
      'A',
      field(7, (zone) => `www.${zone}`),
    ),
  },
  {
    label: 'labels-fewer',
    what: 'a label less counted',
    change: signature(
      'www.',
      'A',
      field(2, (count) => String(Number(count) - 1)),
    ),
  },
  {
    label: 'labels-more',
    what: 'a label more counted',
    change: signature(
      'www.',
      'A',
      field(2, (count) => String(Number(count) + 1)),
    ),
  },
  {
    label: 'algorithm',
    what: 'another algorithm in the signature',
    change: signature(
      'www.',
      'A',
      field(1, () => '8'),
    ),
  },
  {
    label: 'key-tag',
    what: 'another key tag in the signature',
    change: signature(
      'www.',
      'A',
      field(6, (tag) => String((Number(tag) + 1) % 65_536)),
    ),
  },
  {
    label: 'original-ttl',
    what: 'another original TTL in the signature',
    change: signature(
      'www.',
      'A',
      field(3, () => '301'),
    ),
  },
  {
    label: 'longer-ttl',
    what: 'a TTL longer than was signed, which a validator cuts back',
    change: (line, apex) =>
      line.owner === `www.${apex}` && line.type === 'A' ? { ...line, ttl: '86400' } : line,
  },
  {
    label: 'lying-bitmap',
    what: 'an NSEC that claims an AAAA nobody signed it for',
    change: (line, apex) =>
      line.owner === `www.${apex}` && line.type === 'NSEC'
        ? { ...line, rdata: [...line.rdata, 'AAAA'] }
        : line,
  },
  {
    label: 'no-zone-key',
    what: 'keys without the zone bit',
    change: (line) =>
      line.type === 'DNSKEY'
        ? { ...line, rdata: field(0, (flags) => String(Number(flags) & ~256))([...line.rdata]) }
        : line,
  },
];
