/**
 * Environment variables: `/etc/environment`, `env` output, shell profiles, systemd units and drop-ins, Dockerfile
 * `ENV`, cmd, PowerShell and csh spellings, `/etc/sysconfig/proxy`. Only the variables that some client reads are
 * kept; nothing is run, so `$(...)` stays text and is reported.
 */
import { assignmentsOf, statementsOf, type Assignment } from './assignment.js';
import { addVariable } from './environment-entry.js';
import { javaFlags } from './java-flags.js';
import { hasCredentials } from '../redact.js';
import { SettingsBuilder, type FormatReader } from './reader.js';
import type { Source } from '../text.js';
import type { ProxySettings } from '../types.js';

/** Variables that some modelled client consults. */
const KEPT =
  /^(?:\w*_proxy|no_proxy|request_method|gateway_interface|socks_server|proxy_enabled|global_agent_\w+|node_use_env_proxy|perl_lwp_env_proxy|npm_config_(?:https?_)?proxy|npm_config_noproxy)$/i;
/** Linux: MAX_ARG_STRLEN. */
const MAX_VALUE = 131_072;

const JAVA_VARIABLES =
  /^(?:java_tool_options|_java_options|jdk_java_options|java_opts|maven_opts|gradle_opts|catalina_opts|jvm_args|sbt_opts)$/i;

export const environment: FormatReader = {
  id: 'environment',
  title: 'Environment variables (env, /etc/environment, shell, systemd, Dockerfile)',
  store: 'environment',
  source: 'environment(7), pam_env(8), systemd.exec(5), POSIX sh §2.2',
  names:
    /^(?:environment|\.?env|\.env\..*|.*\.env|.*\.service|.*\.conf|\.?profile|\.?bash_profile|\.?bashrc|\.?zshrc|\.?zshenv|.*\.sh|proxy|Dockerfile.*|.*\.(?:bat|cmd|ps1|csh))$/i,
  signatures: [
    /^[^\S\n]*(?:(?:export|declare\s{1,8}-\w{1,8}|setenv|ENV|setx?|@set|set\s{1,8}-\w{1,8})\s{1,8}"?|\$env:)?(?:[A-Za-z]{1,20}_)?proxy(?:_enabled)?[="'\s]/im,
    /^[^\S\n]*(?:Default)?Environment\s*=.*proxy\s*=/im,
    /^[^\S\n]*(?:export\s+)?\w*_?(?:opts|options)=.*-D\w*\.?proxy/im,
  ],
  read,
};

function read(source: Source): ProxySettings[] {
  const shell = /^[^\S\n]*(?:export|if|then|fi|source|alias|unset|#!)\b|^#!/m.test(source.text);
  const builder = new SettingsBuilder(source, 'environment', 'environment', 'environment');
  const values = new Map<string, { value: string; line: number }>();
  for (const { text, line } of statements(source.lines, shell)) {
    for (const name of unsetNames(text)) values.delete(name);
    const assignments = assignmentsOf(text, shell);
    if (assignments.length === 0) reportUnread(text, builder, line);
    for (const assignment of assignments) {
      const value = expand(assignment, values, builder, line);
      // Deleted first, so that the last assignment also stands last.
      values.delete(assignment.key);
      values.set(assignment.key, { value, line });
      report(assignment, builder, line);
    }
  }
  const off = values.get('PROXY_ENABLED');
  if (off !== undefined && /^no$/i.test(off.value)) return [switchedOff(builder, values, off.line)];
  const flags: ProxySettings[] = [];
  for (const [key, { value, line }] of values) {
    if (JAVA_VARIABLES.test(key)) flags.push(...javaFlags(source, value, key, line));
    if (KEPT.test(key)) addVariable(builder, key, value, line);
  }
  return [builder.build(), ...flags];
}

/** `/etc/sysconfig/proxy` of SUSE: with PROXY_ENABLED="no" none of its variables reaches a process. */
function switchedOff(
  builder: SettingsBuilder,
  values: ReadonlyMap<string, { value: string; line: number }>,
  line: number,
): ProxySettings {
  builder.entry('PROXY_ENABLED', 'no', line);
  for (const [key, found] of values) {
    if (KEPT.test(key) && key !== 'PROXY_ENABLED')
      builder.issue(
        'switched-off',
        'PROXY_ENABLED is "no": the variable is not set for any process.',
        key,
        found.line,
      );
  }
  return builder.build();
}

function* statements(lines: readonly string[], shell: boolean): Generator<{ text: string; line: number }> {
  for (const { text, line } of joined(lines)) {
    for (const statement of shell ? statementsOf(text) : [text]) yield { text: statement, line };
  }
}

/** Lines with a trailing backslash continue on the next (systemd, shell, Dockerfile). */
function* joined(lines: readonly string[]): Generator<{ text: string; line: number }> {
  let text = '';
  let start = 0;
  for (const [index, line] of lines.entries()) {
    if (text === '') start = index + 1;
    if (/\\$/.test(line) && text.length < 65_536) {
      text += `${line.slice(0, -1)} `;
      continue;
    }
    yield { text: text + line, line: start };
    text = '';
  }
  if (text !== '') yield { text, line: start };
}

function unsetNames(line: string): string[] {
  const found = /^\s*unset\s+(?:-v\s+)?([\w\s]+)/.exec(line) ?? /^\s*unsetenv\s+(\w+)/.exec(line);
  return found === null ? [] : (found[1] ?? '').trim().split(/\s+/);
}

function expand(
  assignment: Assignment,
  known: ReadonlyMap<string, { value: string }>,
  builder: SettingsBuilder,
  line: number,
): string {
  if (!assignment.expands) return assignment.value;
  const missing = new Set<string>();
  let budget = MAX_VALUE;
  const value = assignment.value.replace(
    /\$(?:\{(\w+)(?::?-([^}]{0,1024}))?\}|(\w+))/g,
    (whole, braced?: string, fallback?: string, bare?: string) => {
      const found = known.get(braced ?? bare ?? '')?.value ?? fallback;
      if (found === undefined) missing.add(whole);
      budget -= found?.length ?? 0;
      // References to references double; nothing is built that would be thrown away.
      return budget < 0 ? '' : (found ?? whole);
    },
  );
  if (budget < 0) {
    builder.issue(
      'value-too-long',
      'Its references make it longer than any system allows.',
      assignment.key,
      line,
    );
    return assignment.value;
  }
  if (KEPT.test(assignment.key) && (missing.size > 0 || /\$\(|`/.test(value))) {
    // A dollar sign inside a password looks like a variable.
    const names = hasCredentials(value) ? 'a variable' : [...missing].join(', ');
    const references = missing.size > 0 ? names : 'the output of a command';
    builder.issue(
      'unresolved-reference',
      `The value refers to ${references}, which this file does not set.`,
      assignment.key,
      line,
    );
  }
  return value;
}

/** A line that starts with a variable's name and sets nothing: a colon for the equals sign, blanks around it. */
function reportUnread(text: string, builder: SettingsBuilder, line: number): void {
  const name = /^\s{0,64}(\w{1,64}_proxy)\s{0,64}[:=\s]/i.exec(text)?.[1];
  if (name !== undefined)
    builder.issue('line-not-read', 'The line sets no variable, and is not read.', name, line);
}

function report(assignment: Assignment, builder: SettingsBuilder, line: number): void {
  const relevant =
    KEPT.test(assignment.key) && assignment.dropped !== '' && !/^[A-Za-z_]\w*=/.test(assignment.dropped);
  if (relevant)
    builder.issue(
      'unquoted-blank',
      'The value ends at the blank, because it is not quoted; the rest of the line is not part of it.',
      assignment.key,
      line,
    );
}
