/**
 * The domains by which authorities recognise themselves in CAA records, by the organisation in their certificates (each
 * authority's CP/CPS, collected in the CCADB). Limits: the public authorities in common use; another is unknown here.
 */
const authorities: readonly (readonly [organisation: RegExp, domains: readonly string[]])[] = [
  [/^let's encrypt$/i, ['letsencrypt.org']],
  [
    /^digicert|^thawte|^geotrust|^rapidssl/i,
    ['digicert.com', 'digicert.ne.jp', 'thawte.com', 'geotrust.com', 'rapidssl.com', 'symantec.com'],
  ],
  [
    /^(?:sectigo|comodo ca|usertrust|the usertrust)/i,
    ['sectigo.com', 'comodoca.com', 'comodo.com', 'usertrust.com', 'trust-provider.com'],
  ],
  [/^zerossl/i, ['sectigo.com', 'zerossl.com']],
  [/^google trust services/i, ['pki.goog']],
  [/^amazon$/i, ['amazon.com', 'amazontrust.com', 'awstrust.com', 'amazonaws.com']],
  [/^globalsign/i, ['globalsign.com']],
  [/^entrust/i, ['entrust.net', 'affirmtrust.com']],
  [/^godaddy\.com|^starfield/i, ['godaddy.com', 'starfieldtech.com']],
  [/^buypass/i, ['buypass.com', 'buypass.no']],
  [/^identrust/i, ['identrust.com']],
  [/^quovadis/i, ['quovadisglobal.com', 'digicert.com']],
  [/^harica|^hellenic academic/i, ['harica.gr']],
  [/^ssl corp/i, ['ssl.com']],
  [/^actalis/i, ['actalis.it']],
  [/^swisssign/i, ['swisssign.com']],
  [/^certum|^unizeto|^asseco/i, ['certum.pl', 'certum.eu']],
  [/^microsoft corporation/i, ['microsoft.com']],
];

/** Empty where the organisation is none of those known. */
export function caaDomainsOf(organisation: string): readonly string[] {
  return authorities.find(([pattern]) => pattern.test(organisation))?.[1] ?? [];
}
