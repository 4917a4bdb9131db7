/** What `gather` tells as it goes, what is kept of it when it is cut, and which of its options leads to what is read. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Evidence } from '../../lib/evidence/types.js';
import { gather, type GatherOptions } from '../../lib/gather/index.js';
import { testProfile } from '../audits/case.js';
import { scratch } from '../cli/scratch.js';

const at = new Date('2026-11-24T08:00:00Z');
const pac = 'function FindProxyForURL(url, host) { return "DIRECT"; }';
const silent = { id: 'silent', exchange: () => new Promise<never>(() => undefined) };

const gathered = (options: Partial<GatherOptions>): Promise<Evidence> =>
  gather(testProfile, { resolvers: [], at, parts: new Set(['pac', 'proxySettings']), ...options });
const keysOf = (evidence: Evidence): string[] => Object.keys(evidence).slice(4);
const text = (base64 = ''): string => Buffer.from(base64, 'base64').toString();

describe('gather: what it tells', () => {
  const files = scratch();

  it('by which tool, of which profile, when, and of which machine where it has a name', async () => {
    const { tool, collectedAt, profile, label } = await gathered({ label: 'till 4' });
    assert.deepEqual(
      [tool.name, collectedAt, profile, label],
      ['staylocal', at.toISOString(), { id: testProfile.id, name: testProfile.name }, 'till 4'],
    );
    assert.ok(!('label' in (await gathered({}))));
  });

  it('each part as it begins, what it does, and as it ends', async () => {
    const path = await files.write('a.pac', pac);
    const told: string[] = [];
    await gathered({
      pac: [path],
      proxySettings: [{ source: await files.write('env', 'http_proxy=http://p:1\n') }],
      onPart: (part, state, said) =>
        told.push([part, state, ...(said === undefined ? [] : [said])].join(' ')),
      onProgress: (said) => told.push(said),
    });
    const of = (what: RegExp): string[] =>
      told.filter((one) => what.test(one)).map((one) => one.replace(path, 'a.pac'));
    const settings = `reading proxy settings from ${files.path('env')}`;
    assert.deepEqual(of(/^pac /), ['pac begun', 'pac says reading the PAC a.pac', 'pac ended']);
    // The PAC may be named by settings: they are read first.
    assert.deepEqual(of(/^proxySettings /), [
      `proxySettings says ${settings}`,
      'proxySettings begun',
      'proxySettings ended',
    ]);
    assert.deepEqual(of(/^reading/), [settings, 'reading the PAC a.pac']);
  });
});

describe('gather: what is kept when it is cut', () => {
  const states = (): { told: string[]; onPart: NonNullable<GatherOptions['onPart']> } => {
    const told: string[] = [];
    return { told, onPart: (part, state) => state !== 'says' && told.push(`${part} ${state}`) };
  };

  it('nothing of what had not begun', async () => {
    const { told, onPart } = states();
    const evidence = await gathered({
      pac: ['-'],
      readStdin: () => Promise.resolve(Buffer.from(pac)),
      signal: AbortSignal.abort(),
      keepsPartial: true,
      onPart,
    });
    assert.deepEqual(keysOf(evidence), ['interrupted']);
    assert.deepEqual(evidence.interrupted, ['pac', 'proxySettings']);
    assert.deepEqual(told.slice(2).sort(), ['pac interrupted', 'proxySettings interrupted']);
  });

  it('nothing of what the signal ended in its midst, or what does not heed it', async () => {
    const stop = new AbortController();
    const { told, onPart } = states();
    const pending = gathered({
      parts: new Set(['dns', 'pac', 'proxySettings'] as const),
      resolvers: [silent],
      pac: ['-'],
      readStdin: () => {
        stop.abort();
        return Promise.reject(new Error('ended in its midst'));
      },
      env: { no_proxy: 'x' },
      signal: stop.signal,
      keepsPartial: true,
      onPart,
    });
    const evidence = await pending;
    assert.ok(evidence.interrupted?.includes('dns') && evidence.interrupted.includes('pac'));
    assert.deepEqual([evidence.dns, evidence.pac], [undefined, undefined]);
    assert.ok(told.includes('dns interrupted') && told.includes('pac interrupted'));
  });

  for (const [what, signal] of [
    ['a signal that does not come', new AbortController().signal],
    ['no signal', undefined],
  ] as const) {
    it(`everything, with ${what}`, async () => {
      const { told, onPart } = states();
      const options = { env: { no_proxy: 'x' }, keepsPartial: true, onPart };
      const evidence = await gathered({ ...options, ...(signal === undefined ? {} : { signal }) });
      assert.deepEqual(keysOf(evidence), ['proxySettings']);
      assert.deepEqual(told.slice(2).sort(), ['pac ended', 'proxySettings ended']);
    });

    it(`no failure of another kind, with ${what}`, () =>
      assert.rejects(
        gathered({
          pac: ['-'],
          readStdin: () => Promise.reject(new TypeError('a fault of ours')),
          keepsPartial: true,
          ...(signal === undefined ? {} : { signal }),
        }),
        /a fault of ours/,
      ));
  }

  it('nothing at all where that is not asked for: it rejects, also when all was done by then', async () => {
    const stop = new AbortController();
    const onPart: GatherOptions['onPart'] = (part, state) => {
      if (part === 'pac' && state === 'ended') stop.abort(new Error('enough'));
    };
    await assert.rejects(gathered({ env: {}, signal: stop.signal, onPart }), /enough/);
  });
});

describe('gather: settings and the PAC they name', () => {
  const files = scratch();
  let requests = 0;
  const server = createServer((_request, response) => {
    requests += 1;
    response.end(pac);
  });
  before(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  after(() => server.close());
  const naming = (): Buffer =>
    Buffer.from(
      `Windows Registry Editor Version 5.00\n\n[HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings]\n"AutoConfigURL"="http://127.0.0.1:${(server.address() as AddressInfo).port}/a.pac"\n`,
    );

  // An environment that was read and holds nothing is evidence too; one that nobody read is not.
  for (const [what, options, expected] of [
    ['nothing given', {}, undefined],
    ['an environment without a proxy', { env: { HOME: '/' } }, []],
    ['an environment with one', { env: { HTTP_PROXY: 'http://p:1' } }, ['(environment)']],
    ['stdin', { proxySettings: [{ source: '-' }] }, ['stdin']],
    [
      'both: the machine’s first',
      { env: { HTTP_PROXY: 'http://p:1' }, proxySettings: [{ source: '-' }] },
      ['(environment)', 'stdin'],
    ],
  ] as const)
    it(`${what}: ${expected === undefined ? 'nobody looked' : `[${expected.join()}]`}`, async () => {
      const readStdin = (): Promise<Uint8Array> => Promise.resolve(Buffer.from('no_proxy=x\n'));
      const evidence = await gathered({ ...options, readStdin });
      assert.deepEqual(
        evidence.proxySettings?.map(({ source }) => source),
        expected,
      );
      assert.equal(evidence.pac, undefined);
    });

  it('are read once, though two parts want them', async () => {
    let reads = 0;
    const evidence = await gathered({
      proxySettings: [{ source: '-' }],
      readStdin: () => Promise.resolve(Buffer.from(`no_proxy=x${(reads += 1)}\n`)),
    });
    assert.equal(reads, 1);
    assert.equal(text(evidence.proxySettings?.[0]?.bytes), 'no_proxy=x1\n');
  });

  for (const [what, options, code, asked] of [
    ['settings of a file', {}, 'not-asked-for', 0],
    ['settings of a file, whose PACs are to be fetched', { fetchPac: true }, undefined, 1],
    ['settings of a file, offline', { fetchPac: true, offline: true }, 'offline', 0],
  ] as const)
    for (const source of ['-', 'export.reg'])
      it(`the PAC of ${what}, ${source}: ${code ?? 'fetched'}`, async () => {
        requests = 0;
        const evidence = await gathered({
          ...options,
          proxySettings: [{ source: source === '-' ? '-' : await files.write(source, naming().toString()) }],
          readStdin: () => Promise.resolve(naming()),
        });
        assert.deepEqual([evidence.pac?.[0]?.error?.code, requests], [code, asked]);
      });

  it('a file of this user that settings of stdin name is not opened, and one beside a file’s is', async () => {
    await files.write('b.pac', pac);
    const reg = naming().toString().replace('a.pac', 'b.pac');
    const given = async (source: string): Promise<string> => {
      const options = { proxySettings: [{ source }], readStdin: () => Promise.resolve(Buffer.from(reg)) };
      const [found] = (await gathered(options)).pac ?? [];
      return found?.error?.code ?? text(found?.bytes);
    };
    assert.equal(await given('-'), 'not-asked-for');
    assert.equal(await given(await files.write('beside.reg', reg)), pac);
  });
});
