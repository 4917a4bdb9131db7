import type { ExpectedAudits } from './types.js';

export const dnsExpected: ExpectedAudits = {
  'expired-signature': ['dnssec/chain-secure'],
  'not-yet-valid': ['dnssec/chain-secure'],
  'wrong-ds': ['dnssec/chain-secure'],
  'missing-dnskey': ['dnssec/chain-secure'],
  'unsigned-delegation': ['dnssec/chain-secure'],
  'bad-nsec': ['dnssec/chain-secure'],
  'extra-address': ['dns/address-expected'],
  'wrong-address': ['dns/address-expected'],
  'stripped-signatures': ['dnssec/chain-secure'],
  'flipped-byte': ['dnssec/chain-secure'],
  'rebinding-filter': ['dns/address-expected', 'dnssec/chain-secure'],
  nxdomain: ['dns/address-expected', 'dnssec/chain-secure'],
  nodata: ['dns/address-expected', 'dnssec/chain-secure'],
  servfail: ['dns/address-expected', 'dnssec/chain-secure'],
  'blocklist-address': ['dns/address-expected', 'dnssec/chain-secure'],
  refused: ['dns/address-expected', 'dnssec/chain-secure'],
  timeout: ['dns/address-expected', 'dnssec/chain-secure'],
  'truncated-always': [],
};
