/**
 * Questions about moments that are answered yes and no, or not followed: once the proof took numbers that a script
 * rounds for exact ones.
 */
export const MOMENTS: readonly string[] = [
  'Date.now() * 1000003 > 2e18',
  'Date.now() / 7 * 7 != Date.now()',
  'Date.now() / 49 * 49 < Date.now()',
  'Date.now() / 3 == 566666666666.6666',
  'Date.now() * 4503599627370495 + 1 == Date.now() * 4503599627370495',
  'new Date(Date.now() / 3).getTime() * 3 != Date.now()',
  'new Date(Date.now() * 3000) - 0 != Date.now() * 3000',
  '(function (r) { var x = new Date(r * 2).getTime(); return x == 1 && r != 0.5 })(Math.random())',
  '(function (o) { return new Date(o / 2).getTime() % 1 == 0 && o % 2 == 1 })(myIpAddress().split(".")[3])',
  // Lists of addresses can be long.
  'myIpAddressEx().length > 1000',
];

/** Those that are decided: whole numbers of seconds, minutes and days. */
export const DECIDED: readonly (readonly [test: string, verdict: 'always' | 'never' | 'sometimes'])[] = [
  ['Date.now() / 1000 > 1700000000', 'sometimes'],
  ['Date.now() / 1000 / 60 / 60 / 24 >= 20000.5', 'sometimes'],
  ['Math.floor(Date.now() / 86400000) == 20000', 'sometimes'],
  ['(new Date() - new Date(2027, 0, 1)) / 86400000 < 1', 'sometimes'],
  [
    'new Date().getTime() + new Date().getTimezoneOffset() * 60000 > new Date(2027, 0, 1).getTime()',
    'sometimes',
  ],
  ['Date.now() / 1000 > 5e9', 'always'],
  ['Math.floor(Date.now() / 1000) >= 0', 'never'],
];
