import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { DIALECTS } from '../../../lib/pac/dialect/dialects.js';
import { NO_TIME } from '../../../lib/pac/prove/interpreter/limits.js';
import { Follower } from '../../../lib/pac/prove/follow.js';
import { parseScript } from '../../../lib/pac/syntax/parse.js';

/** Asks while it is loaded, so that each path loads it anew, and keeps something between calls. */
const SCRIPT = `
var drawn = Math.random(), seen = null, count = 0;
function FindProxyForURL(url, host) {
  var me = myIpAddress();
  if (seen === me) return "PROXY p:1";
  seen = me;
  if (count++ > 3) return "PROXY q:1";
  return drawn < 0.5 && isInNet(me, "10.0.0.0", "255.0.0.0") ? "DIRECT" : "PROXY r:1";
}`;

const CALL = { url: 'https://t1c.t1t.io/', host: 't1c.t1t.io', entryPoint: 'FindProxyForURL' } as const;

/** What stood in the way of the paths where the time is over at one look at the clock; how often it was looked at. */
function obstaclesAt(look: number): { reasons: string[]; looks: number } {
  const program = parseScript(SCRIPT);
  assert.ok(program !== null);
  const follower = new Follower(SCRIPT, program, {
    dialect: DIALECTS.chromium,
    sources: { dialect: DIALECTS.chromium, knownDns: {} },
    mostPaths: 4,
  });
  let looks = 0;
  const clock = mock.method(performance, 'now', () => (++looks < look ? 0 : 2));
  try {
    follower.begin(1);
    const endings = [...follower.paths(CALL)].map(({ ending }) => ending);
    const reasons = endings.flatMap((ending) => (ending.kind === 'obstacle' ? [ending.obstacle.reason] : []));
    return { reasons: [...new Set(reasons)], looks };
  } finally {
    clock.mock.restore();
  }
}

describe('prove: a script is followed', () => {
  it('until the time is over, whenever that is, and says so', () => {
    const whole = obstaclesAt(Number.POSITIVE_INFINITY);
    assert.ok(!whole.reasons.includes(NO_TIME));
    assert.ok(whole.looks > 5, String(whole.looks));
    for (let look = 1; look <= whole.looks; look++) {
      const { reasons } = obstaclesAt(look);
      const others = reasons.filter((reason) => !whole.reasons.includes(reason));
      assert.deepEqual(others, [NO_TIME], `look ${look}`);
    }
  });
});
