/** What the terminal can show, and which shell reads what is copied from it. */
import type { Shell } from '../causes/index.js';

interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdoutIsTerminal: boolean;
  readonly platform: string;
}

/** Of Windows' terminals those that draw more than a code page holds say who they are. */
const windowsTerminals = ['WT_SESSION', 'TERM_PROGRAM', 'TERM', 'ConEmuTask', 'TERMINUS_SUBLIME'] as const;

/** By the locale, as POSIX has it: LC_ALL before LC_CTYPE before LANG. What is no terminal takes UTF-8. */
export function showsUnicode({ env, stdoutIsTerminal, platform }: Terminal): boolean {
  if (!stdoutIsTerminal) return true;
  if (platform === 'win32') return windowsTerminals.some((name) => (env[name] ?? '') !== '');
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find((value) => (value ?? '') !== '');
  return /utf-?8/i.test(locale ?? '');
}

/** Each of one column, so that no line grows; but three dots are three. */
const plain: Readonly<Record<string, string>> = {
  '✖': 'x',
  '▲': '^',
  '✔': '+',
  '–': '-',
  '→': '>',
  '…': '...',
  '⋯': '...',
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '·': '*',
  '×': 'x',
  '§': '#',
  '│': '|',
  '─': '-',
};

/** Our own marks and signs; what came from evidence stays as it is. */
export function inAscii(text: string): string {
  return text.replace(/[✖▲✔–→…⋯’‘“”·×§│─┌┬┐├┼┤└┴┘]/g, (sign) => plain[sign] ?? '+');
}

/** Text for stdout as the terminal can show it. */
export function forTerminal(terminal: Terminal, text: string): string {
  return showsUnicode(terminal) ? text : inAscii(text);
}

export function shellOf({ platform }: Pick<Terminal, 'platform'>): Shell {
  return platform === 'win32' ? 'windows' : 'posix';
}
