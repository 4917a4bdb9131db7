/**
 * Every fault of the lab over an otherwise healthy world: it is recognised by exactly the audits that should, with no
 * false alarm elsewhere. The healthy world is gathered and audited once; with a fault in, its area is gathered again and
 * the audits that read any of it run again. An audit sees no part that it does not name, so the others cannot change.
 * And the first thing that the report says is the fault, by name.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { audit } from '../../lib/audits/audit.js';
import type { Finding, Report } from '../../lib/audits/finding.js';
import { registry } from '../../lib/audits/registry.js';
import { verdictOf } from '../../lib/causes/index.js';
import type { EvidenceKey } from '../../lib/evidence/types.js';
import { exampleFaults } from '../../lib/lab/examples.js';
import { areas, profileOf, type AreaEvidence, type LabArea } from '../../lib/lab/areas/index.js';
import { loadProfile, type Profile } from '../../lib/profile/index.js';
import { render } from '../../lib/report/index.js';
import { collectedAt, evidenceWith } from '../audits/case.js';
import { expectedAudits } from './expected/index.js';
import { firstSaid } from './first-said/index.js';

const at = new Date(collectedAt);

function isOpen({ status }: Finding): boolean {
  return status === 'fail' || status === 'warn' || status === 'error';
}

/** Ids of the audits with a finding that somebody has to do something about. */
function openAudits(findings: readonly Finding[]): string[] {
  const open = findings.filter(isOpen);
  return [...new Set(open.map((finding) => finding.audit))].sort();
}

async function auditWorld(
  base: Profile,
  parts: ReadonlyMap<LabArea, AreaEvidence>,
  only?: readonly string[],
): Promise<Report> {
  const worlds = [...parts.values()];
  const profile = profileOf(base, worlds);
  const evidence = evidenceWith(
    worlds.reduce((merged, world) => ({ ...merged, ...world.evidence }), {}),
    profile,
  );
  return audit(profile, evidence, only === undefined ? {} : { only });
}

function auditsThatRead(keys: readonly string[]): string[] {
  const read = new Set(keys as EvidenceKey[]);
  return registry
    .filter(({ requires, uses }) => {
      const parts = [...requires, ...uses];
      // What reads no part reads the profile, which an area can change as well.
      return parts.length === 0 || parts.some((key) => read.has(key));
    })
    .map(({ id }) => id);
}

/** The report with what every other audit says of the healthy world: only those that read what is broken ran again. */
function whole(report: Report, well: readonly Finding[], profile: Profile): Report {
  const ran = new Set(report.findings.map((finding) => finding.audit));
  const findings = [...well.filter((finding) => !ran.has(finding.audit)), ...report.findings];
  return { ...report, findings, verdict: verdictOf(report.causes, findings, profile) };
}

/** The word of the verdict, and the first cause as the report says it: once in the sentence that decides, once in the list. */
function firstWords(report: Report): string {
  const { verdict, causes } = report;
  const word = verdict.but ? `${verdict.word}, but` : verdict.word;
  const [first] = causes;
  if (first === undefined) return word;
  assert.ok(verdict.line.includes(first.title), verdict.line);
  const lines = render(report, 'text').split('\n');
  assert.ok(lines[0]?.includes(`${verdict.word}  `) && lines[1]?.includes(first.title), lines.join('\n'));
  return `${word}: ${withoutChance(first.title)}`;
}

/** Ports, key tags and times are others in every run. */
function withoutChance(title: string): string {
  return title
    .replace(/(DNS|TCP|TLS|HTTP) \d+ ms/g, '$1 # ms')
    .replace(/\d+ (m?s (?:\(DNS|behind|ahead)|ms:)/g, '# $1')
    .replace(/after \d+ ms/g, 'after # ms')
    .replace(/ \d+ s (?=behind|ahead|ago|by)/g, ' # s ')
    .replace(/(CDS|DS) \d+/g, '$1 #')
    .replace(/(:|port )\d{4,5}\b/g, '$1#')
    .replace(/\(\d{4,5} to \d{4,5}\)/g, '(# to #)');
}

describe('lab: every fault is recognised by exactly the audits that should', () => {
  const isValid = new Ajv2020().compile(
    JSON.parse(readFileSync('schemas/report.schema.json', 'utf8')) as object,
  );
  let profile: Profile;
  const healthy = new Map<LabArea, AreaEvidence>();
  let well: Report;
  const opened = new Set<string>();

  before(async () => {
    profile = await loadProfile('trust1connector');
    const gathered = await Promise.all(
      areas.map(async (area) => [area, await area.gather({ profile, at })] as const),
    );
    for (const [area, world] of gathered) healthy.set(area, world);
    well = await auditWorld(profile, healthy);
  });

  it('nothing is open where nothing is broken', () => {
    const { findings, verdict, causes } = well;
    assert.deepEqual([verdict.word, verdict.but, causes], ['YES', false, []]);
    const open = findings.filter(({ audit: id }) => openAudits(findings).includes(id));
    assert.deepEqual(openAudits(findings), [], JSON.stringify(open, undefined, 1));
  });

  for (const area of areas) {
    for (const { id, description } of area.faults) {
      it(`${area.id}: ${id}, ${description}`, async () => {
        const world = await area.gather({ profile, at }, id);
        const keys = [...Object.keys(healthy.get(area)?.evidence ?? {}), ...Object.keys(world.evidence)];
        const report = await auditWorld(profile, new Map([...healthy, [area, world]]), auditsThatRead(keys));
        const { findings } = report;
        assert.ok(isValid(JSON.parse(render(report, 'json'))), JSON.stringify(isValid.errors));
        const open = openAudits(findings);
        for (const one of open) opened.add(one);
        assert.deepEqual(
          open,
          [...(expectedAudits[id] ?? ['?'])].sort(),
          JSON.stringify(
            findings.filter((finding) => open.includes(finding.audit)),
            undefined,
            1,
          ),
        );
        for (const [message, fault] of Object.entries(exampleFaults))
          if (fault === id)
            assert.ok(
              findings.some((each) => each.id === message && isOpen(each)),
              message,
            );
        assert.equal(firstWords(whole(report, well.findings, profile)), firstSaid[id]);
      });
    }
  }

  it('every audit recognises at least one fault', () => {
    assert.deepEqual(
      registry.map(({ id }) => id).filter((id) => !opened.has(id)),
      [],
    );
  });

  it('each fault has an id of its own, a description and a line in the table', () => {
    const faults = areas.flatMap((area) => area.faults);
    const ids = faults.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    assert.ok(ids.length >= 80, `${ids.length} faults`);
    assert.deepEqual(Object.keys(expectedAudits).sort(), [...ids].sort());
    assert.deepEqual(
      Object.values(exampleFaults).filter((fault) => !ids.includes(fault)),
      [],
    );
    assert.deepEqual(Object.keys(firstSaid).sort(), [...ids].sort());
    for (const { id, description } of faults) assert.ok(description.length > 20, id);
  });
});
