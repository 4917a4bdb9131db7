/** Fish: a line for everything that may be completed, each with the command it is for. */
import type { CompletedCommand, CompletedOption, Place } from './model.js';

export function fishScript(commands: readonly CompletedCommand[]): string {
  return `# Completion of staylocal for fish, written by: staylocal completion fish
# As ~/.config/fish/completions/staylocal.fish
function __staylocal_in
    # Whether the words typed so far, options left out, begin with these, and name no command further in.
    set -l typed (string match -v -- '-*' (commandline -opc)[2..-1])
    set -l wanted (string split ' ' -- $argv[1])
    test -z "$argv[1]"; and set wanted
    set -l count (count $wanted)
    if test $count -gt 0
        test "$typed[1..$count]" = "$wanted"; or return 1
    end
    set -l following $typed[(math $count + 1)]
    test (count $argv) -gt 1; or return 0
    not contains -- "$following" $argv[2..-1]
end
complete -c staylocal -f
${commands.flatMap(linesOf).join('\n')}
`;
}

function linesOf({ path, inner, options, argument }: CompletedCommand): string[] {
  const names = inner.map(({ name }) => name);
  const here = `-n ${quoted(['__staylocal_in', `"${path}"`, ...names].join(' '))}`;
  return [
    ...inner.map(({ name, says }) => `complete -c staylocal ${here} -a ${name} -d ${quoted(says)}`),
    ...options.map((option) => `complete -c staylocal ${here} ${optionText(option)}`),
    ...(argument === undefined ? [] : [`complete -c staylocal ${here} ${placeText(argument)}`]),
  ];
}

function optionText({ long, short, says, value }: CompletedOption): string {
  const names = `-l ${long.slice(2)}${short === undefined ? '' : ` -s ${short.slice(1)}`}`;
  const takes = value === undefined ? '' : ` -r ${placeText(value)}`;
  return `${names}${takes} -d ${quoted(says)}`;
}

function placeText({ words, takesFile }: Place): string {
  const list = words.length === 0 ? '' : ` -a ${quoted(words.join(' '))}`;
  return `${takesFile ? '-F' : '-f'}${list}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
