import assert from 'node:assert/strict';
import type { EnvironmentRegion } from '../../../lib/pac/index.js';
import { regionsWords } from '../../../lib/report/html/region-words.js';

const cases: readonly (readonly [readonly EnvironmentRegion[], string])[] = [
  [[], 'Nobody'],
  [[{}], 'Every client'],
  [[{ client: { ipv4: ['10.20.0.0/16'], ipv6: 'none', unresolved: false } }], 'Clients in 10.20.0.0/16'],
  [
    [
      {
        client: {
          ipv4: ['0.0.0.0/1', '128.0.0.0/1'],
          ipv4Except: ['10.20.0.0/16'],
          ipv6: 'all',
          unresolved: false,
        },
      },
    ],
    'Every client outside 10.20.0.0/16, those with an IPv6 address among them',
  ],
  [[{ client: { ipv4Except: ['10.0.0.0/8'], unresolved: false } }], 'Every client outside 10.0.0.0/8'],
  [
    [{ client: { ipv4Except: ['10.0.0.0/8'], ipv6: 'none', unresolved: false } }],
    'Every client outside 10.0.0.0/8, none with an IPv6 address',
  ],
  [
    [{ client: { ipv4: [], ipv6: 'all', unresolved: true } }],
    'Clients in any IPv6 network or no network that they know of',
  ],
  [
    [{ names: { 'intranet.example': { ipv4: [], unresolved: true } } }],
    'Every client, where intranet.example resolves to nothing',
  ],
  [
    [{ names: { a: { ipv4Except: ['10.0.0.0/8'], unresolved: true } } }],
    'Every client, where a resolves to an address outside 10.0.0.0/8 or to nothing',
  ],
  [
    [{ local: { weekdays: ['Friday', 'Monday', 'Tuesday', 'Thursday', 'Wednesday'] } }],
    'Every client, Monday to Friday',
  ],
  [
    [{ local: { weekdays: ['Sunday', 'Saturday'], hours: [{ from: '08:00:00', to: '17:59:59' }] } }],
    'Every client, Saturday and Sunday, 08:00:00 to 17:59:59',
  ],
  [[{ utc: { dates: [{ from: '2027-01-04', to: '2027-01-04' }] } }], 'Every client, 2027-01-04 in UTC'],
  [[{ chance: true }], 'Every client, by chance'],
  [
    [{ client: { ipv4: ['10.1.0.0/16'], unresolved: false } }, { chance: true }],
    'Clients in 10.1.0.0/16; or Every client, by chance',
  ],
  [
    [{ client: { ipv4: Array.from({ length: 10 }, (_, index) => `10.${index}.0.0/16`), unresolved: false } }],
    'Clients in 10.0.0.0/16, 10.1.0.0/16, 10.2.0.0/16, 10.3.0.0/16, 10.4.0.0/16, 10.5.0.0/16, 10.6.0.0/16, 10.7.0.0/16 and 2 more networks',
  ],
];

describe('report/html: who gets an answer', () => {
  for (const [regions, words] of cases)
    it(words, () => {
      assert.equal(regionsWords(regions), words);
    });
});
