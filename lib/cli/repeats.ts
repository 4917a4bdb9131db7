/** Options that are given twice, or with their opposite. */
import type { Command } from 'commander';
import { CliError, exitCodes } from './io.js';

/**
 * Of an option that takes one value the last one would count, and nobody would know; the same of two that say opposite
 * things. Such a command line is a mistake.
 */
export function refuseRepeats(command: Command): void {
  const given = new Map<string, string>();
  for (const option of command.options) {
    // What is handed the value before it keeps both; choices are handed it and do not.
    const keepsAll = (option.parseArg?.length ?? 0) > 1 && option.argChoices === undefined;
    const takesOne = (option.required || option.optional) && !option.variadic && !keepsAll;
    command.on(`option:${option.name()}`, () => {
      const before = given.get(option.attributeName());
      given.set(option.attributeName(), option.flags);
      if (before === undefined || (before === option.flags && !takesOne)) return;
      throw new CliError(
        exitCodes.usage,
        before === option.flags
          ? `${option.flags} is given twice; it takes one value.`
          : `${before} and ${option.flags} are given together; one of them is meant.`,
      );
    });
  }
}
