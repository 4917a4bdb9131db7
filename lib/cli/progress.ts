/** A line on stderr for work of many items: how many are done, at what rate, and how much time is left. */
import { escapeForTerminal } from '../report/escape.js';
import type { CliIo } from './io.js';
import type { CommonOptions } from './options.js';

/** At most that often (milliseconds): on a terminal the line is written over, in a log it is one more. */
const everyMs = { terminal: 500, log: 10_000 } as const;

export interface Progress {
  /** One more is done. `total`: about how many there are, where that is known by now. */
  step(total?: number): void;
  /** A line that stays. */
  say(text: string): void;
  end(): void;
}

export function progressOf(io: CliIo, { quiet }: CommonOptions, what: string): Progress {
  const begin = io.now().getTime();
  const isTerminal = io.stderrIsTerminal === true;
  let [count, shown, isOpen] = [0, begin, false];
  const clear = (): void => {
    if (isOpen) io.stderr('\r\u001b[K');
    isOpen = false;
  };
  const line = (total: number | undefined, now: number): string => {
    const rate = count / Math.max(0.001, (now - begin) / 1000);
    const left = total === undefined || total < count ? undefined : (total - count) / rate;
    const of = total === undefined ? '' : ` of about ${total}`;
    return `${count}${of} ${what}, ${rateWords(rate)}${left === undefined ? '' : `, ${timeWords(left)} left`}`;
  };
  return {
    step: (total) => {
      count += 1;
      const now = io.now().getTime();
      if (quiet === true || now - shown < everyMs[isTerminal ? 'terminal' : 'log']) return;
      shown = now;
      clear();
      io.stderr(isTerminal ? line(total, now) : `${line(total, now)}\n`);
      isOpen = isTerminal;
    },
    say: (text) => {
      if (quiet === true) return;
      clear();
      io.stderr(`${escapeForTerminal(text)}\n`);
    },
    end: clear,
  };
}

function rateWords(perSecond: number): string {
  return perSecond >= 1
    ? `${perSecond.toFixed(perSecond < 10 ? 1 : 0)}/s`
    : `${(perSecond * 60).toFixed(1)}/min`;
}

export function timeWords(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  if (seconds < 5_400) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3_600).toFixed(1)} h`;
}
