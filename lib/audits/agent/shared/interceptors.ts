/**
 * Programs that read TLS on a machine or at a company's edge, by the words in the issuer of the certificates they make.
 * The words are those of the products' own root certificates; a product that lets its owner name the root is not among them.
 */
export const interceptors: readonly (readonly [pattern: RegExp, product: string])[] = [
  [/avast|avg web\/mail/i, 'Avast or AVG Web Shield'],
  [/kaspersky/i, 'Kaspersky'],
  [/eset ssl filter/i, 'ESET SSL filter'],
  [/bitdefender/i, 'Bitdefender'],
  [/sophos/i, 'Sophos'],
  [/dr\.?web/i, 'Dr.Web'],
  [/adguard personal ca/i, 'AdGuard'],
  [/zscaler/i, 'Zscaler'],
  [/netskope|certadmin/i, 'Netskope'],
  [/fortinet|fortigate/i, 'Fortinet'],
  [/cisco umbrella/i, 'Cisco Umbrella'],
  [/do_not_trust_fiddlerroot|fiddler/i, 'Fiddler'],
  [/mitmproxy/i, 'mitmproxy'],
  [/charles proxy/i, 'Charles'],
  [/portswigger/i, 'Burp'],
];
