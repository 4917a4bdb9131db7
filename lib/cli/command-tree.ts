/** All commands of a program, with the words by which each is called. */
import type { Command } from 'commander';

export interface PlacedCommand {
  readonly command: Command;
  /** E.g. `profile init`; of the program itself the empty string. */
  readonly path: string;
}

export function commandsOf(command: Command, path = ''): readonly PlacedCommand[] {
  const inner = command.commands.flatMap((one) => commandsOf(one, `${path} ${one.name()}`.trim()));
  return [{ command, path }, ...inner];
}
