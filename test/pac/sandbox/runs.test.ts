/** Decisions asked one after the other, most of them through shared memory, and many at once. */
import assert from 'node:assert/strict';
import { loadPac, type Decision, type Pac } from '../../../lib/pac/index.js';
import { using } from '../support.js';

const LIMITS = { timeMs: 150, loadTimeMs: 250 };
const ENVIRONMENT = { myIp: '10.0.0.1', at: new Date('2026-11-24T12:00:00Z') };
const SOURCE = `var calls = 0;
function FindProxyForURL(url, host) {
  calls++;
  if (host == "loop.example") for (;;) {}
  if (host == "powers.example") return String(7n ** 10000000n);
  if (host == "bomb.example") for (var a = []; ; ) a.push(new Array(1e5).fill(1));
  if (host == "throw.example") throw new Error("\\ud83d");
  if (host == "none.example") return 1;
  if (host == "long.example") return "PROXY " + "x".repeat(1e6);
  if (host == "slow.example") { for (var i = 0; i < 300000; i++); return "PROXY slow:1" }
  if (host == "many.example") { for (var i = 0; i < 400; i++) shExpMatch("x".repeat(290), "y"); return "PROXY many:1" }
  if (host == "letters.example") return "PROXY \\u00e9\\u4e2d\\ud83d:1";
  if (host == "count.example") return "PROXY count:" + calls;
  return isInNet(myIpAddress(), "10.0.0.0", "255.0.0.0") ? "PROXY p:1; DIRECT" : "DIRECT";
}`;

const warmed = async (pac: Pac, decisions = 40): Promise<void> => {
  for (let i = 0; i < decisions; i++) {
    assert.equal((await pac.decide(`https://h${i}.example/`, ENVIRONMENT)).result, 'PROXY p:1; DIRECT');
  }
};
/** What a decision says, without the parts that differ from one URL to another. */
const told = ({ result, failure, trace, compliance, alerts, traceDropped }: Decision): unknown => ({
  result,
  failure,
  trace,
  compliance,
  alerts,
  traceDropped,
});

describe('decisions one after the other', () => {
  it('say what a first decision says', async () => {
    const names = ['h', 'throw', 'none', 'long', 'slow', 'many', 'letters'];
    for (const name of names) {
      const url = `https://${name}.example/`;
      const first = await using(SOURCE, (pac) => pac.decide(url, ENVIRONMENT));
      await using(SOURCE, async (pac) => {
        await warmed(pac);
        for (let i = 0; i < 3; i++) assert.deepEqual(told(await pac.decide(url, ENVIRONMENT)), told(first));
      });
    }
  });

  it('are each made once, and in their order, however they are asked', async () => {
    await using(SOURCE, async (pac) => {
      let calls = 0;
      const count = async (): Promise<void> => {
        const { result } = await pac.decide('https://count.example/', ENVIRONMENT, { trace: false });
        assert.equal(result, `PROXY count:${++calls}`);
      };
      for (let round = 0; round < 30; round++) {
        await count();
        await Promise.all(Array.from({ length: round }, count));
        // The worker has gone back to its messages, or has not.
        if (round % 3 === 0) await new Promise((resolve) => setTimeout(resolve, round / 3));
      }
    });
  });

  it('follow the environment, and URLs too long for the shared memory', async () => {
    await using(SOURCE, async (pac) => {
      for (let i = 0; i < 30; i++) {
        const myIp = i % 3 === 0 ? '192.0.2.1' : '10.0.0.1';
        const url = `http://h.example/${'x'.repeat(i % 4 === 0 ? 50_000 : 5)}`;
        const { result } = await pac.decide(url, { ...ENVIRONMENT, myIp });
        assert.equal(result, i % 3 === 0 ? 'DIRECT' : 'PROXY p:1; DIRECT');
      }
    });
  });

  it('are each told their own answer, more of them at once than the shared memory holds', async () => {
    await using(SOURCE, async (pac) => {
      await warmed(pac);
      const quick = ['h', 'throw', 'none', 'long', 'letters'];
      const alone = new Map<string, unknown>();
      for (const name of [...quick, 'slow']) {
        alone.set(name, told(await pac.decide(`https://${name}.example/`, ENVIRONMENT)));
      }
      for (let round = 0; round < 3; round++) {
        const asked = Array.from({ length: 300 }, (_, i) =>
          i === 150 ? 'slow' : (quick[(i * i + round) % quick.length] ?? ''),
        );
        const answers = await Promise.all(
          asked.map((name) => pac.decide(`https://${name}.example/`, ENVIRONMENT)),
        );
        answers.forEach((answer, i) => {
          assert.deepEqual(told(answer), alone.get(asked[i] ?? ''));
        });
      }
    });
  });

  it('give more answers than are told by number, each twice', async () => {
    const source = 'function FindProxyForURL(url, host) { return "PROXY " + host + ":1" }';
    await using(source, async (pac) => {
      for (let round = 0; round < 2; round++) {
        for (let i = 0; i < 1200; i++) {
          const host = `h${i}.example`;
          assert.equal((await pac.decide(`https://${host}/`, ENVIRONMENT)).result, `PROXY ${host}:1`);
        }
      }
    });
  });

  it('keep their answers apart where the script is loaded anew between them', async () => {
    await using('function FindProxyForURL(url, host) { return "PROXY " + host + ":1" }', async (pac) => {
      for (let i = 0; i < 60; i++) {
        const host = `h${(i * i) % 7}.example`;
        const { result } = await pac.decide(`https://${host}/`, ENVIRONMENT, { fresh: i % 5 === 3 });
        assert.equal(result, `PROXY ${host}:1`);
      }
    });
  });

  it('do not keep the program from its events while one takes long', async () => {
    const limits = { timeMs: 2000 };
    const source = `function FindProxyForURL(url, host) { if (host == "long.example") for (var i = 0; i < 4e6; i++); return "DIRECT" }`;
    await using(
      source,
      async (pac) => {
        for (let i = 0; i < 5; i++) await pac.decide('https://h.example/', ENVIRONMENT);
        let turns = 0;
        const timer = setInterval(() => turns++, 1);
        const asked = ['long', 'h', 'long'].map((host) =>
          pac.decide(`https://${host}.example/`, ENVIRONMENT),
        );
        for (const { result } of await Promise.all(asked)) assert.equal(result, 'DIRECT');
        clearInterval(timer);
        assert.ok(turns >= 5, `${turns} turns`);
      },
      { limits },
    );
  });

  for (const [name, limits] of [
    ['loop', ['time']],
    ['powers', ['time']],
    ['bomb', ['memory', 'time']],
  ] as const) {
    it(`end within their limits: ${name}`, async () => {
      const pac = await loadPac(SOURCE, { limits: LIMITS });
      try {
        await warmed(pac);
        const alone = await pac.decide(`https://${name}.example/`, ENVIRONMENT);
        const walls: readonly unknown[] = limits;
        assert.ok(walls.includes(alone.failure?.limit), alone.failure?.message);
        await warmed(pac);
        const [hostile, ...others] = await Promise.all(
          [name, 'a', 'b'].map((host) => pac.decide(`https://${host}.example/`, ENVIRONMENT)),
        );
        assert.ok(walls.includes(hostile?.failure?.limit), hostile?.failure?.message);
        for (const other of others) assert.equal(other.result, 'PROXY p:1; DIRECT');
        await warmed(pac, 5);
      } finally {
        await pac.close();
      }
    });
  }

  it('leave timers their turn', async () => {
    await using(SOURCE, async (pac) => {
      await warmed(pac);
      const turn = { came: false };
      setTimeout(() => {
        turn.came = true;
      }, 0);
      for (let left = 50_000; left > 0 && !turn.came; left--)
        await pac.decide('https://h.example/', ENVIRONMENT, { trace: false });
      assert.ok(turn.came);
    });
  });
});
