/** Progress on a terminal and elsewhere, with a clock and a timer of the test's own; and what an interrupted audit keeps. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { startProgress, startSteps, type Progress } from '../../lib/cli/part-progress.js';
import { Interrupted } from '../../lib/cli/signals.js';
import type { Report } from '../../lib/audits/finding.js';
import { parseEvidence, serializeEvidence, type Evidence } from '../../lib/evidence/index.js';
import { gather } from '../../lib/gather/index.js';
import { testProfile } from '../audits/case.js';
import { now, runCli } from './run-cli.js';
import { scratch } from './scratch.js';

// eslint-disable-next-line no-control-regex -- they are what is looked for
const control = /\x1b\[\d*[AJ]/g;

describe('cli: progress', () => {
  function started(columns?: number): {
    readonly progress: Progress;
    readonly shown: () => string;
    readonly pass: (ms: number) => void;
    readonly isStopped: () => boolean;
  } {
    let written = '';
    let atMs = 0;
    let tick: (() => void) | undefined;
    const progress = startProgress({
      write: (text) => (written += text),
      now: () => new Date(atMs),
      ...(columns === undefined ? {} : { columns }),
      every: (_, run) => {
        tick = run;
        return () => {
          tick = undefined;
        };
      },
    });
    return {
      progress,
      shown: () => written,
      pass: (ms) => {
        atMs += ms;
        tick?.();
      },
      isStopped: () => tick === undefined,
    };
  }

  it('is a line a step where nothing can be redrawn, and one for a part that took its time', () => {
    const { progress, shown, pass } = started();
    progress.onPart('dns', 'begun');
    progress.onProgress('asking udp://192.0.2.1\x1b[2J');
    progress.onPart('hosts', 'begun');
    progress.onPart('hosts', 'ended');
    pass(1_500);
    progress.onPart('dns', 'ended');
    progress.end();
    assert.equal(shown(), 'asking udp://192.0.2.1\\u{1b}[2J\nDNS: 1.5 s\n');
  });

  it('on a terminal has a line for each part under way, redrawn in its place', () => {
    const { progress, shown, pass, isStopped } = started(30);
    progress.onPart('dns', 'begun');
    progress.onPart('pac', 'begun');
    progress.onPart('dns', 'says', 'asking udp://192.0.2.1\x1b[2J for a name');
    pass(2_300);
    progress.onPart('pac', 'ended');
    progress.end();
    assert.equal(screen(shown(), 30), 'PAC files  2.3 s\n');
    assert.ok(isStopped());
    assert.ok(shown().includes('DNS  2.3 s  asking udp://192.'));
    assert.ok(!shown().includes('\x1b[2J'));
    for (const line of shown().split('\n')) assert.ok(line.replaceAll(control, '').length < 30, line);
  });

  /** What a terminal of that width shows in the end. */
  function screen(text: string, columns: number): string {
    const lines: string[] = [''];
    let row = 0;
    for (const part of text.split(new RegExp(`(${control.source}|\n)`))) {
      const up = /\[(\d+)A$/.exec(part);
      if (up !== null) row -= Number(up[1]);
      else if (part === '\x1b[J') lines.length = row;
      else if (part === '\n') row += 1;
      else if (part !== '') lines[row] = part.slice(0, columns);
    }
    return lines.map((line) => `${line}\n`).join('');
  }
});

describe('cli: steps one after the other', () => {
  function told(columns?: number): string {
    let [written, atMs] = ['', 0];
    const ticks: (() => void)[] = [];
    const steps = startSteps({
      write: (text) => (written += text),
      now: () => new Date(atMs),
      ...(columns === undefined ? {} : { columns }),
      every: (_, run) => {
        ticks.push(run);
        return () => ticks.splice(0);
      },
    });
    const pass = (ms: number): void => {
      atMs += ms;
      for (const tick of ticks) tick();
    };
    steps.begin('asking one \u001b[2J');
    pass(400);
    steps.begin('asking another, whose name is long');
    pass(2_000);
    steps.end();
    steps.end();
    pass(1_000);
    return written;
  }

  it('are a line each when they begin, and one more for what took its time', () => {
    assert.equal(
      told(),
      'asking one \\u{1b}[2J\nasking another, whose name is long\nasking another, whose name is long  2.0 s\n',
    );
  });

  it('have on a terminal one line with the time, redrawn while they last', () => {
    const up = '\x1b[1A\x1b[J';
    const one = (time: string): string => `asking one \\u{1b}[2J  ${time}\n`;
    const other = (time: string): string => `asking another, whose name is long  ${time}`.slice(0, 39) + '\n';
    assert.equal(
      told(40),
      `${one('0.0 s')}${up}${one('0.4 s')}${up}${one('0.4 s')}${other('0.0 s')}${up}${other('2.0 s')}${up}${other('2.0 s')}`,
    );
  });
});

describe('cli: an audit that is interrupted', () => {
  const files = scratch();

  it('keeps what was gathered, says what was not, and ends with 130', async () => {
    const stop = new AbortController();
    const pac = await files.write('p.pac', 'function FindProxyForURL() { return "PROXY p:1"; }');
    const saved = files.path('evidence.json');
    // The resolver answers nothing; the PAC is there long before its time is up.
    const argv = ['audit', '--no-env', '--no-label', '--no-reference', '--no-authoritative', '--pac', pac];
    const only = ['--only', 'proxy/', '--only', 'dns/', '--resolver', '192.0.2.1', '--timeout', '600000'];
    let asks = 0;
    const result = await runCli([...argv, ...only, '--save', saved], {
      signal: stop.signal,
      onStderr: (text) => {
        // Both have begun; what needs no network has its turn before the next but one.
        if (text.includes('asking udp') && asks++ === 0)
          setImmediate(() => {
            setImmediate(() => {
              stop.abort(new Interrupted('SIGINT'));
            });
          });
      },
      holdSignals: () => () => undefined,
    });
    assert.equal(result.code, 130);
    assert.match(result.stderr, /^interrupted: what was gathered is kept; not looked at to its end: .*DNS/m);
    assert.match(result.stdout, /t1c\.t1t\.io/);
    const evidence = JSON.parse(await readFile(saved, 'utf8')) as Evidence;
    assert.equal(evidence.dns, undefined);
    assert.ok(evidence.interrupted?.includes('dns'));
    assert.match(result.stdout, /^\? Not looked at: .*DNS.* \(interrupted\)/m);
    // Whoever gets the file sees it as well.
    const later = await runCli(['audit', '--evidence', saved, '--only', 'dns/', '--json']);
    const { verdict, findings, inputs } = JSON.parse(later.stdout) as Report;
    assert.deepEqual([later.code, verdict.word], [3, 'UNKNOWN']);
    assert.deepEqual(inputs.interrupted, evidence.interrupted);
    assert.deepEqual(verdict.notLooked.slice(0, 2), ['DNS', 'DNS answers (interrupted)']);
    assert.ok(findings.some(({ id }) => id === 'dns/caa:interrupted'));
  });

  it('of gather: parts that are done stay, the others are left out and told', async () => {
    const stop = new AbortController();
    const states: string[] = [];
    const evidence = await gather(testProfile, {
      parts: new Set(['dns', 'pac']),
      resolvers: [{ id: 'silent', exchange: () => new Promise(() => undefined) }],
      pac: [await files.write('q.pac', 'function FindProxyForURL() { return "DIRECT"; }')],
      at: now,
      signal: stop.signal,
      keepsPartial: true,
      onPart: (part, state) => {
        if (state !== 'says') states.push(`${part} ${state}`);
        if (part === 'pac' && state === 'ended') stop.abort();
      },
    });
    assert.deepEqual(states, ['dns begun', 'pac begun', 'pac ended', 'dns interrupted']);
    assert.equal(evidence.dns, undefined);
    assert.equal(evidence.pac?.length, 1);
    assert.deepEqual(evidence.interrupted, ['dns']);
    assert.deepEqual(parseEvidence(serializeEvidence(evidence)), evidence);
  });

  it('of gather: without that it rejects, as it did', async () => {
    const stop = new AbortController();
    stop.abort(new Error('stopped'));
    await assert.rejects(
      gather(testProfile, { parts: new Set(['pac']), resolvers: [], at: now, signal: stop.signal }),
      /stopped/,
    );
  });
});
