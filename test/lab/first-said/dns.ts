import type { FirstSaid } from './types.js';

export const dnsSaid: FirstSaid = {
  'expired-signature': 'NO: The signatures of the zone t1t.io have ended',
  'not-yet-valid': 'NO: The signatures of the zone t1t.io are not valid yet',
  'wrong-ds': 'NO: No DS at the parent fits a key of the zone t1t.io',
  'missing-dnskey': 'NO: No DS at the parent fits a key of the zone t1t.io',
  'unsigned-delegation': 'NO: The zone t1t.io is not signed',
  'no-ds': 'NO: The parent has no DS for the zone t1t.io, which is signed',
  'bad-nsec': 'NO: The proof of the zone t1t.io that a record is not there does not hold',
  'extra-address': 'NO: The zone itself gives t1c.t1t.io a further address, on another host: 192.0.2.66',
  'wrong-address': 'NO: The zone itself points t1c.t1t.io at another host: its A record is 192.0.2.66',
  'other-loopback':
    'YES, but: t1c.t1t.io is 127.0.0.2: loopback, and not where the program listens (127.0.0.1)',
  'flipped-byte': 'NO: A signature of the zone t1t.io does not fit its data',
  'rebinding-filter':
    'NO: The resolver lab takes the address of t1c.t1t.io away: rebinding protection, a filter of loopback addresses',
  nxdomain: 'NO: The resolver lab denies the whole name t1c.t1t.io: a filter answers',
  nodata:
    'NO: The resolver lab takes the address of t1c.t1t.io away: rebinding protection, a filter of loopback addresses',
  servfail: 'NO: The resolver lab fails at every question about t1c.t1t.io, and resolves others',
  'blocklist-address': 'NO: The resolver lab blocks t1c.t1t.io: a filter answers',
  refused: 'NO: The resolver lab refuses every question',
  timeout: 'UNKNOWN: The resolver lab answers nothing at all: the lab was told not to answer',
  'truncated-always': 'YES',
  'stripped-signatures':
    'UNKNOWN: The resolver lab, or something on the way to it, hands on no signature (RRSIG), though asked for them',
  'no-edns':
    'UNKNOWN: The resolver lab, or something on the way to it, knows no EDNS, without which no signature can be asked for',
  'edns-formerr':
    'UNKNOWN: The resolver lab, or something on the way to it, answers FORMERR to every question with EDNS, and the same question without it as it should',
  'edns-dropped':
    'UNKNOWN: The resolver lab, or something on the way to it, answers nothing to every question with EDNS, and the same question without it as it should',
  'ad-without-signatures':
    'UNKNOWN: The resolver lab, or something on the way to it, hands on no signature (RRSIG), though asked for them',
  'ignores-cd': 'NO: The signatures of the zone t1t.io have ended',
  'hides-bogus': 'NO: The signatures of the zone t1t.io have ended',
  'drops-dnskey':
    'UNKNOWN: The resolver lab, or something on the way to it, answers other questions, and nothing to those for DNSKEY, the root’s included',
  'empty-dnskey':
    'UNKNOWN: The resolver lab, or something on the way to it, answers other questions, and an empty NOERROR to those for DNSKEY, the root’s included',
  'denies-ds':
    'UNKNOWN: The resolver lab, or something on the way to it, answers NXDOMAIN, though names below it exist, to questions for DS, with neither a DS nor the proof that there is none',
  'drops-ds':
    'UNKNOWN: The resolver lab, or something on the way to it, answers an empty NOERROR to questions for DS, with neither a DS nor the proof that there is none',
  'tcp-closed':
    'UNKNOWN: The resolver lab, or something on the way to it, cuts an answer about t1c.t1t.io. short and does not give the whole of it over TCP',
  'rebinding-nxdomain':
    'NO: The resolver lab takes the address of t1c.t1t.io away: rebinding protection, a filter of loopback addresses',
  'rebinding-refused':
    'NO: The resolver lab takes the address of t1c.t1t.io away: rebinding protection, a filter of loopback addresses',
  'rebinding-servfail':
    'NO: The resolver lab takes the address of t1c.t1t.io away: rebinding protection, a filter of loopback addresses',
  'rebinding-ede':
    'NO: The resolver lab takes the address of t1c.t1t.io away: rebinding protection, a filter of loopback addresses',
  'blocklist-ede': 'NO: The resolver lab blocks t1c.t1t.io: a filter answers',
  sinkhole: 'NO: The resolver lab blocks t1c.t1t.io: a filter answers',
  'response-policy-zone': 'NO: The resolver lab blocks t1c.t1t.io: a filter answers',
  redirected: 'NO: The resolver lab sends t1c.t1t.io elsewhere: it has another address in the zone’s place',
  outage: 'NO: The resolver lab fails at every question',
  'denies-everything': 'NO: The resolver lab says of every name that it does not exist',
  'drops-name': 'NO: The resolver lab answers for other names and not for t1c.t1t.io',
  'no-validation':
    'YES: The resolver lab does not validate: it sets no AD for t1c.t1t.io, which is signed. It would pass on a forged address',
  'vouches-for-bogus':
    'NO: The resolver lab vouches (AD) for an address of t1c.t1t.io that does not validate',
  'short-ttl':
    'YES: t1c.t1t.io A may be kept for 5 s only (as signed, seen by the zone’s own servers), less than 60 s: without a network the name is lost at once',
  'long-ttl':
    'YES: t1c.t1t.io A may be kept for 691200 s (as signed, seen by the zone’s own servers), more than 604800 s: a mistake would stay in caches that long',
  'alias-elsewhere':
    'NO: t1c.t1t.io is an alias into a zone that somebody else runs: connector.unsigned.example',
  'caa-forbids':
    "YES, but: The certificate of https://t1c.t1t.io:# was issued by Let's Encrypt, and CAA at t1t.io forbids every authority",
  'caa-other-authority':
    "YES, but: The certificate of https://t1c.t1t.io:# was issued by Let's Encrypt, and CAA at t1t.io allows digicert.com only",
  'signatures-end-soon': 'YES: The signatures of the zone t1t.io end on 26 Nov 2026',
  'cds-differs': 'YES: The zone t1t.io publishes CDS #, its parent has DS #',
  'nsec3-iterations': 'YES: The zone t1t.io uses NSEC3 with 50 iterations',
  'stale-server':
    'YES, but: The server ns3.t1t.io. (192.0.2.5) says of t1c.t1t.io A: A 192.0.2.66, bogus (signature-missing); the others say: A 127.0.0.1, secure',
  'silent-server':
    'YES: The server ns3.t1t.io. (192.0.2.5) gives no answer about t1c.t1t.io: the lab was told not to answer',
  'hosts-masks': 'NO: The hosts file gives t1c.t1t.io the address of another host, 192.0.2.66',
  'hosts-conflict': 'NO: The hosts file gives t1c.t1t.io different addresses: 127.0.0.1, 10.1.2.3',
  'system-finds-nothing': 'NO: The operating system finds no address for t1c.t1t.io',
  'localhost-elsewhere':
    'YES, but: The hosts file gives localhost an address that is not on this device, 10.0.0.7',
};
