import assert from 'node:assert/strict';
import { loadPac, type PacEnvironment } from '../../../lib/pac/index.js';

/** What a program without types may give → what is said of it. */
const FAULTS: readonly (readonly [unknown, RegExp])[] = [
  [{ dns: { 'a.example': '127.0.0.1' } }, /dns\["a.example"\] is no list of addresses: "127.0.0.1"/],
  [{ dns: { 'a.example': [127] } }, /dns\["a.example"\] is no list/],
  [{ dns: { 'a.example': null } }, /dns\["a.example"\] is no list/],
  [{ dns: { 'a.example': undefined } }, /dns\["a.example"\] is no list/],
  [{ dns: ['127.0.0.1'] }, /dns is no object/],
  [{ dns: new Map([['a', ['127.0.0.1']]]) }, /dns is no object/],
  [{ dns: 'a.example' }, /dns is no object/],
  [{ myIp: 7 }, /myIp is no address/],
  [{ myIp: [null] }, /myIp is no address/],
  [{ myIp: { v4: '10.0.0.1' } }, /myIp is no address/],
  [{ at: '2026-11-24' }, /at is no valid Date/],
  [{ at: Number.NaN }, /at is no valid Date/],
  [{ at: new Date('never') }, /at is no valid Date/],
  [{ timeZone: 1 }, /timeZone is no text/],
  [{ random: 0.5 }, /random is no list of numbers/],
  [{ myip: '10.0.0.1' }, /an environment has no "myip"/],
  [{ myIp: '10.0.0.1', at: new Date(0), dsn: {} }, /an environment has no "dsn"/],
  [[], /the environment is no object/],
  [null, /the environment is no object/],
  ['10.0.0.1', /the environment is no object/],
];

describe('an environment', () => {
  for (const [given, message] of FAULTS) {
    it(`that is none is refused: ${JSON.stringify(given)}`, async () => {
      await using pac = await loadPac('function FindProxyForURL() { return "DIRECT" }');
      const environment = given as PacEnvironment;
      await assert.rejects(pac.decide('https://www.example/', environment), { name: 'TypeError', message });
    });
  }

  it('is refused where names are known to a proof too', async () => {
    await using pac = await loadPac('function FindProxyForURL() { return "DIRECT" }');
    const dns = { 'a.example': '127.0.0.1' } as never;
    await assert.rejects(pac.prove('https://www.example/', { dns }), TypeError);
  });

  it('may leave out what it has not', async () => {
    await using pac = await loadPac('function FindProxyForURL() { return myIpAddress() }');
    const environment = { myIp: undefined, dns: undefined, at: undefined } as unknown as PacEnvironment;
    assert.equal((await pac.decide('https://www.example/', environment)).result, '127.0.0.1');
  });
});
