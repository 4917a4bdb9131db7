/** `staylocal explain`: the page of an audit, or of one message of it. */
import { Command } from 'commander';
import type { Audit, MessageSpec } from '../../audits/define.js';
import { generalMessages } from '../../audits/general-messages.js';
import { suggestion } from '../../audits/nearest.js';
import { registry } from '../../audits/registry.js';
import { exampleOf } from '../../lab/examples.js';
import { didYouMean, nearest } from '../../nearest.js';
import { explainText, jsonText, type Explained } from '../../report/index.js';
import { forTerminal } from '../terminal.js';
import { CliError, exitCodes, textStyle, type CliIo, type ExitCode } from '../io.js';
import { addCommonOptions, jsonOption, type CommonOptions } from '../options.js';

export function explainCommand(io: CliIo, done: (code: ExitCode) => void): Command {
  const command = new Command('explain')
    .argument('<id>', 'an audit, e.g. proxy/pac-bypass, or a message of it, e.g. proxy/pac-bypass:never')
    .addOption(jsonOption());
  addCommonOptions(command);
  return command.action((id: string, flags: CommonOptions) => {
    const page = pageOf(id);
    io.stdout(
      flags.json === true
        ? `${jsonText(page)}\n`
        : forTerminal(io, explainText(page, textStyle(io, flags.color))),
    );
    done(exitCodes.passed);
  });
}

function pageOf(id: string): Explained {
  const [auditId = '', messageId] = id.split(':');
  const entry = registry.find((each) => each.id === auditId);
  if (entry === undefined)
    throw new CliError(exitCodes.usage, `No audit "${auditId}"; ${suggestion(auditId, false)}.`);
  const known = Object.keys(entry.messages);
  const general: Readonly<Record<string, MessageSpec>> = generalMessages;
  if (messageId !== undefined && !known.includes(messageId) && Object.hasOwn(general, messageId))
    return explained({ ...entry, messages: general }, messageId);
  if (messageId !== undefined && !known.includes(messageId)) {
    const listing = `staylocal explain ${entry.id} shows all there are`;
    throw new CliError(
      exitCodes.usage,
      `${entry.id} has no message "${messageId}"; ${didYouMean(nearest(messageId, known), listing)}.`,
    );
  }
  return explained(entry, messageId);
}

function explained(entry: Audit, only: string | undefined): Explained {
  const { id, title, why, requires, uses, limits, references, messages } = entry;
  return {
    audit: id,
    title,
    why,
    reads: `It reads ${list(requires)} in the evidence${uses.length === 0 ? '' : `, and ${list(uses)} where there is any`}, and says:`,
    messages: Object.entries(messages)
      .filter(([message]) => only === undefined || message === only)
      .map(([message, { status, text, fix }]) => {
        const example = exampleOf(`${id}:${message}`);
        return {
          id: message,
          status,
          text,
          ...(fix === undefined ? {} : { fix }),
          ...(example === undefined ? {} : { example }),
        };
      }),
    limits,
    references,
  };
}

function list(keys: readonly string[]): string {
  return keys.length === 0 ? 'nothing' : keys.join(' and ');
}
