/** Every reason a validation can give, in one table: Extended DNS Error, the rule's source, and what puts it right. */
import { extendedError } from '../dns/codes.js';
import { formatName, type Name } from '../dns/name.js';
import type { Reason, ReasonCode } from './types.js';

interface ReasonKind {
  readonly ede?: number;
  readonly reference: string;
  readonly fix: string;
}

const resign = 'Sign the zone again and check that the signer runs on schedule.';
const publishDs =
  'Publish at the parent a DS for a key-signing key that is in use, and withdraw those that are not.';
const askElsewhere =
  'Ask another resolver, or the zone’s own servers, to see whether the zone or the resolver is at fault.';
const passDnssec =
  'Ask another resolver, or have this one, what it forwards to and every firewall on the way pass EDNS with DO and the DNSSEC records through.';
const hostile = 'The zone is hostile or misconfigured: have its operator remove the surplus.';

const kinds: Readonly<Record<ReasonCode, ReasonKind>> = {
  'signature-invalid': {
    ede: extendedError.DNSSEC_BOGUS,
    reference: 'RFC 4035 §5.3.3',
    fix: 'The data was changed after it was signed, or signed with another key: reload the signed zone on every server, and look for a middlebox that rewrites answers.',
  },
  'signature-expired': {
    ede: extendedError.SIGNATURE_EXPIRED,
    reference: 'RFC 4035 §5.3.1',
    fix: `${resign} Where this machine’s clock may be wrong, set it first.`,
  },
  'signature-not-yet-valid': {
    ede: extendedError.SIGNATURE_NOT_YET_VALID,
    reference: 'RFC 4035 §5.3.1',
    fix: 'Set the clocks of the signer and of this machine.',
  },
  'signature-expired-before-valid': {
    ede: extendedError.SIGNATURE_EXPIRED_BEFORE_VALID,
    reference: 'RFC 4035 §5.3.1',
    fix: resign,
  },
  'signature-missing': {
    ede: extendedError.RRSIGS_MISSING,
    reference: 'RFC 4035 §5.3',
    fix: 'Sign the zone, or find the resolver or middlebox that strips signatures; if the zone is meant to be unsigned, withdraw its DS.',
  },
  'signature-foreign': {
    ede: extendedError.DNSSEC_BOGUS,
    reference: 'RFC 4035 §5.3.1',
    fix: 'An RRset is signed by the zone it stands in: sign it there.',
  },
  'signature-labels': {
    ede: extendedError.DNSSEC_BOGUS,
    reference: 'RFC 4035 §5.3.1, RFC 4034 §3.1.3',
    fix: resign,
  },
  'signature-malformed': { ede: extendedError.DNSSEC_BOGUS, reference: 'RFC 4034 §3.1', fix: resign },
  'signature-wildcard': {
    ede: extendedError.DNSSEC_BOGUS,
    reference: 'RFC 4035 §5.3.4',
    fix: 'No delegation and no proof of absence comes from a wildcard: look for forged answers.',
  },
  'key-missing': {
    ede: extendedError.DNSKEY_MISSING,
    reference: 'RFC 4035 §5.3.1',
    fix: 'Publish the DNSKEY that signs the zone; in a roll-over keep the old key until its signatures have left the caches.',
  },
  'key-not-for-zone': {
    ede: extendedError.NO_ZONE_KEY_BIT,
    reference: 'RFC 4034 §2.1.1',
    fix: 'Sign with a key whose zone flag (256) is set.',
  },
  'key-revoked': {
    ede: extendedError.DNSKEY_MISSING,
    reference: 'RFC 5011 §2.1',
    fix: 'A revoked key vouches for nothing: sign with its successor and publish the successor’s DS.',
  },
  'key-malformed': {
    ede: extendedError.DNSSEC_BOGUS,
    reference: 'RFC 3110 §2, RFC 6605 §4, RFC 8080 §3',
    fix: 'Publish a key in the form that its algorithm gives: this one was cut short or made by a faulty signer.',
  },
  'dnskey-missing': {
    ede: extendedError.DNSKEY_MISSING,
    reference: 'RFC 4035 §5.2',
    fix: 'Publish the DNSKEY RRset, or withdraw the DS if the zone is meant to be unsigned.',
  },
  'ds-mismatch': { ede: extendedError.DNSKEY_MISSING, reference: 'RFC 4035 §5.2', fix: publishDs },
  'anchor-mismatch': {
    ede: extendedError.DNSKEY_MISSING,
    reference: 'RFC 4035 §5',
    fix: 'Get the current trust anchor for the zone; an old one, or an answer from a private root, looks like this.',
  },
  'unsupported-algorithm': {
    ede: extendedError.UNSUPPORTED_DNSKEY_ALGORITHM,
    reference: 'RFC 4035 §5.2, RFC 6840 §5.2',
    fix: 'Roll the zone to algorithm 13 (ECDSA P-256).',
  },
  'distrusted-algorithm': {
    ede: extendedError.UNSUPPORTED_DNSKEY_ALGORITHM,
    reference: 'RFC 9905 §2',
    fix: 'Roll the zone from SHA-1 signatures to algorithm 13 (ECDSA P-256).',
  },
  'unsupported-digest': {
    ede: extendedError.UNSUPPORTED_DS_DIGEST,
    reference: 'RFC 4509 §3, RFC 6840 §5.2',
    fix: 'Publish a DS with digest type 2 (SHA-256).',
  },
  'unsigned-delegation': {
    reference: 'RFC 4035 §5.2',
    fix: 'Sign the zone and publish its DS at the parent.',
  },
  'signed-without-ds': {
    reference: 'RFC 4035 §2.4, §5.2',
    fix: 'Hand the DS to the parent, once you have seen that the keys are those of your signer.',
  },
  'opt-out': {
    reference: 'RFC 5155 §9.2, §12.2',
    fix: 'Sign the zone and publish its DS at the parent; a name that does not exist cannot be proven absent in an opt-out span.',
  },
  'negative-anchor': {
    ede: extendedError.NEGATIVE_TRUST_ANCHOR,
    reference: 'RFC 7646 §1.1',
    fix: 'Remove the negative trust anchor once the zone validates again.',
  },
  'nsec3-iterations': {
    ede: extendedError.UNSUPPORTED_NSEC3_ITERATIONS,
    reference: 'RFC 9276 §3.2',
    fix: 'Sign the zone again with NSEC3 iterations 0 and no salt.',
  },
  'denial-missing': {
    ede: extendedError.NSEC_MISSING,
    reference: 'RFC 4035 §5.4',
    fix: 'The zone’s servers must send the NSEC or NSEC3 records that prove the answer: look for a server that does not, or a middlebox that strips them.',
  },
  'denial-unsound': {
    ede: extendedError.DNSSEC_BOGUS,
    reference: 'RFC 4035 §5.4, RFC 5155 §8',
    fix: 'The records sent do not prove the answer: sign the zone again, and look for forged answers.',
  },
  'ds-unproven': {
    ede: extendedError.DNSSEC_BOGUS,
    reference: 'RFC 4035 §5.2',
    fix: 'The parent must either show a signed DS or prove that there is none: ask the parent’s operator, or another resolver.',
  },
  'dname-mismatch': {
    ede: extendedError.DNSSEC_BOGUS,
    reference: 'RFC 6672 §5.3.1',
    fix: 'The CNAME is not the one its DNAME makes: look for forged answers.',
  },
  unsignable: {
    ede: extendedError.DNSSEC_INDETERMINATE,
    reference: 'RFC 4035 §2.2',
    fix: 'Ask for the RRset that the signature covers.',
  },
  'alias-loop': { reference: 'RFC 1034 §3.6.2', fix: 'Break the loop of aliases.' },
  'alias-malformed': {
    ede: extendedError.DNSSEC_BOGUS,
    reference: 'RFC 2181 §10.1, RFC 6672 §2.3',
    fix: 'An alias has one target, no longer than 255 bytes.',
  },
  'no-anchor': {
    ede: extendedError.DNSSEC_INDETERMINATE,
    reference: 'RFC 4035 §4.3',
    fix: 'Give a trust anchor for the root or for a zone above the name.',
  },
  'no-response': { ede: extendedError.NETWORK_ERROR, reference: 'RFC 4035 §4.3', fix: askElsewhere },
  'response-malformed': { ede: extendedError.INVALID_DATA, reference: 'RFC 1035 §4', fix: askElsewhere },
  'response-failure': {
    ede: extendedError.NO_REACHABLE_AUTHORITY,
    reference: 'RFC 4035 §4.3',
    fix: askElsewhere,
  },
  'clock-wrong': {
    ede: extendedError.DNSSEC_BOGUS,
    reference: 'RFC 4035 §5.3.1',
    fix: 'Set the clock of this machine, or give the moment that the answers are of. If the clock is right, the answers are old ones: look for who replays them.',
  },
  'resolver-without-edns': {
    ede: extendedError.DNSSEC_INDETERMINATE,
    reference: 'RFC 6891 §7, RFC 4035 §3.2.1',
    fix: passDnssec,
  },
  'resolver-refuses-edns': {
    ede: extendedError.DNSSEC_INDETERMINATE,
    reference: 'RFC 6891 §7, RFC 8027 §3.1',
    fix: passDnssec,
  },
  'resolver-without-signatures': {
    ede: extendedError.DNSSEC_INDETERMINATE,
    reference: 'RFC 4035 §3.2.1, RFC 8027 §3.1',
    fix: passDnssec,
  },
  'resolver-vouches-alone': {
    ede: extendedError.DNSSEC_INDETERMINATE,
    reference: 'RFC 4035 §3.2.3, RFC 6840 §5.8',
    fix: `Do not take its word for it. ${passDnssec}`,
  },
  'resolver-without-dnskey': {
    ede: extendedError.DNSSEC_INDETERMINATE,
    reference: 'RFC 8027 §3.1, RFC 3597 §3',
    fix: passDnssec,
  },
  'resolver-without-ds': {
    ede: extendedError.DNSSEC_INDETERMINATE,
    reference: 'RFC 4035 §3.1.4.1, RFC 8027 §3.1',
    fix: passDnssec,
  },
  'resolver-without-tcp': {
    ede: extendedError.NETWORK_ERROR,
    reference: 'RFC 7766 §5, RFC 8027 §3.1',
    fix: 'Open port 53 over TCP on the resolver and on every firewall on the way to it, or ask another resolver.',
  },
  'resolver-ignores-cd': {
    ede: extendedError.DNSSEC_INDETERMINATE,
    reference: 'RFC 4035 §3.2.2',
    fix: 'Ask a resolver that takes CD, or the zone’s own servers, to see what is wrong with the zone.',
  },
  'resolver-denies-root': {
    ede: extendedError.DNSSEC_INDETERMINATE,
    reference: 'RFC 1034 §4.3.2',
    fix: 'Sign in to the network where it asks for that, check the resolver’s own way to the Internet, or ask another resolver.',
  },
  'limit-signatures': { ede: extendedError.DNSSEC_BOGUS, reference: 'CVE-2023-50387', fix: hostile },
  'limit-key-tags': { ede: extendedError.DNSSEC_BOGUS, reference: 'CVE-2023-50387', fix: hostile },
  'limit-key': {
    ede: extendedError.DNSSEC_BOGUS,
    reference: 'RFC 5702 §2, RFC 3110 §2',
    fix: 'Roll the zone to algorithm 13 (ECDSA P-256), or to an RSA key of 2,048 bits with the exponent 65,537: validators refuse keys that are costly to check.',
  },
  'limit-ds': { ede: extendedError.DNSSEC_BOGUS, reference: 'CVE-2023-50387', fix: hostile },
  'limit-hashes': { ede: extendedError.DNSSEC_BOGUS, reference: 'CVE-2023-50868', fix: hostile },
  'limit-aliases': { reference: 'RFC 1034 §3.6.2', fix: 'Shorten the chain of aliases.' },
  'limit-queries': {
    reference: 'RFC 4035 §4.3',
    fix: 'Raise `limits.queries` if the name is to be trusted.',
  },
  'limit-bytes': {
    reference: 'RFC 4035 §4.3',
    fix: 'Raise `limits.responseBytes` if the name is to be trusted.',
  },
  'limit-time': {
    reference: 'RFC 4035 §4.3',
    fix: 'Try again, ask a nearer resolver, or raise `limits.timeoutMs`.',
  },
};

/** Makes a reason from its kind in the table and what was found. */
export function reason(
  code: ReasonCode,
  message: string,
  zone?: Name,
  records: readonly string[] = [],
): Reason {
  const kind = kinds[code];
  return {
    code,
    message,
    ...(zone === undefined ? {} : { zone: formatName(zone) }),
    ...(kind.ede === undefined ? {} : { ede: kind.ede }),
    reference: kind.reference,
    fix: kind.fix,
    ...(records.length === 0 ? {} : { records }),
  };
}

/** Reasons told of one thing: an attacker's hundreds say no more. */
const reasonsMost = 20;

/** The same finding is told once, and no more than twenty. */
export function distinctReasons(reasons: readonly Reason[]): Reason[] {
  const distinct = new Map(reasons.map((item) => [`${item.code} ${item.zone ?? ''} ${item.message}`, item]));
  return [...distinct.values()].slice(0, reasonsMost);
}
