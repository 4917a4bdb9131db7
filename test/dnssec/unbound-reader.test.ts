/** The reader of Unbound's scenarios: what its format allows beyond what the scenarios at hand use. */
import assert from 'node:assert/strict';
import { formatName } from '../../lib/dns/name.js';
import { parseScenario } from '../conformance/unbound/scenario.js';
import { runScenario } from '../conformance/unbound/run.js';
import { World } from '../conformance/unbound/world.js';

const text = String.raw`
# a comment (left open
server:	module-config: "validator iterator" # of Unbound (too
	val-override-date: '20261124000000'
	access-control: 127.0.0.1 allow
	target-fetch-policy: "0 0 0 0 0"
stub-zone:
	name: "."
	stub-addr: 2001:DB8:0::1@53	# the root
CONFIG_END
SCENARIO_BEGIN A title (left open
$ORIGIN example.
$TTL 1h
RANGE_BEGIN 0 100
	ADDRESS 192.0.2.9
	ADDRESS 2001:db8::1
ENTRY_BEGIN
MATCH opcode qtype # qname
ADJUST copy_id copy_query
REPLY QR AA NOERROR
SECTION QUESTION
www IN A
SECTION ANSWER
www 1m30s IN A 192.0.2.1
www CLASS1 TXT "a ( b" ( "c"
  "d" ) ; closed
www IN TYPE65534 \# 3 010203
# not a record
ENTRY_END
RANGE_END
RANGE_BEGIN 0 100
ADDRESS 2001:db8::1
ENTRY_BEGIN
MATCH opcode qtype qname
REPLY QR NXDOMAIN
SECTION QUESTION
gone IN A
ENTRY_END
RANGE_END
STEP 1 QUERY ADDRESS 127.0.0.1
ENTRY_BEGIN
REPLY RD DO
SECTION QUESTION
www IN A
ENTRY_END
STEP 2 CHECK_AUTOTRUST example.
FILE_BEGIN
STEP 9 (
FILE_END
STEP 3 TIME_PASSES EVAL ${'${'}time + 1}
STEP 4 REPLY
ENTRY_BEGIN
REPLY QR AA NOERROR
SECTION QUESTION
late IN A
SECTION ANSWER
late IN A 192.0.2.2
ENTRY_END
SCENARIO_END
`;

describe('dnssec against the scenarios of Unbound’s validator: the reader', () => {
  const scenario = parseScenario(text);

  it('reads configuration by words', () => {
    assert.deepEqual(scenario.config, [
      ['module-config', 'validator iterator'],
      ['val-override-date', '20261124000000'],
      ['access-control', '127.0.0.1 allow'],
      ['target-fetch-policy', '0 0 0 0 0'],
      ['stub-zone', ''],
      ['stub-zone/name', '.'],
      ['stub-zone/stub-addr', '2001:DB8:0::1@53'],
    ]);
  });

  it('reads comments, parentheses, units, defaults, classes and unknown types', () => {
    const [entry] = scenario.ranges[0]?.entries ?? [];
    assert.deepEqual([...(entry?.match ?? [])], ['opcode', 'qtype']);
    assert.deepEqual(
      entry?.answer.map(({ name, type, ttlSeconds, rdata }) => [
        formatName(name),
        type,
        ttlSeconds,
        rdata.length,
      ]),
      [
        ['www.example.', 1, 90, 4],
        ['www.example.', 16, 3_600, 10],
        ['www.example.', 65_534, 3_600, 3],
      ],
    );
  });

  it('reads the steps, and passes over what belongs to others', () => {
    assert.deepEqual(
      scenario.steps.map(({ number, action }) => [number, action]),
      [
        [1, 'QUERY'],
        [2, 'CHECK_AUTOTRUST'],
        [3, 'TIME_PASSES'],
        [4, 'REPLY'],
      ],
    );
    assert.deepEqual(scenario.ranges[0]?.addresses, ['192.0.2.9', '2001:db8::1']);
  });

  it('asks the later range first, and steps that reply last', () => {
    const world = new World(scenario);
    const asked = (index: number, owner: string): number | undefined => {
      const question = scenario.steps.at(index)?.entry?.question;
      assert.equal(formatName(question?.name ?? new Uint8Array([0])), owner);
      return question === undefined ? undefined : world.resolve(question.name, question.type)?.answer.length;
    };
    assert.equal(asked(0, 'www.example.'), 3);
    assert.equal(asked(3, 'late.example.'), 3, 'the range that matches any name goes before the step');
  });

  it('says why it leaves a scenario out', async () => {
    const outcome = await runScenario(text);
    assert.equal(outcome.verdict, 'excluded');
    assert.match(outcome.detail, /computed amount/);
  });
});
