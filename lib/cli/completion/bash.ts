/** Bash, from 3.2 on (macOS has no later one): a function that looks up what may come next. */
import type { CompletedCommand, Place } from './model.js';

export function bashScript(commands: readonly CompletedCommand[]): string {
  const paths = commands.map(({ path }) => path).filter((path) => path !== '');
  return `# Completion of staylocal for bash, written by: staylocal completion bash
# shellcheck disable=SC2207 # mapfile is not in bash 3.2, and no word holds a blank or a star.
_staylocal() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} path='' i
  COMPREPLY=()
  # What stands behind an equals sign is a file: --output html=FILE, --machine NAME=FILE.
  if [[ $cur == '=' || $prev == '=' ]]; then
    COMPREPLY=()
    return
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "\${path:+$path }\${COMP_WORDS[i]}" in
      ${paths.map(quoted).join('|')})
        path="\${path:+$path }\${COMP_WORDS[i]}" ;;
    esac
  done
  case "$path $prev" in
${commands.flatMap(valueCases).join('\n')}
  esac
  case "$path" in
${commands.map(commandCase).join('\n')}
  esac
}
complete -o default -F _staylocal staylocal
`;
}

function valueCases({ path, options }: CompletedCommand): string[] {
  return options.flatMap(({ long, short, value }) => {
    if (value === undefined) return [];
    const names = [long, ...(short === undefined ? [] : [short])].map((name) => quoted(`${path} ${name}`));
    return [`    ${names.join('|')}) ${given(value)} return ;;`];
  });
}

/** Where bash finds nothing it offers files, unless it is told not to. */
function given({ words, takesFile }: Place): string {
  const offer = words.length === 0 ? '' : `COMPREPLY=($(compgen -W ${quoted(words.join(' '))} -- "$cur"));`;
  return `${offer} ${takesFile ? '' : 'compopt +o default 2>/dev/null;'}`.trim();
}

function commandCase({ path, inner, options, argument }: CompletedCommand): string {
  const flags = options.flatMap(({ long, short }) => [long, ...(short === undefined ? [] : [short])]);
  const next = [...inner.map(({ name }) => name), ...(argument?.words ?? [])];
  const place = { words: next, takesFile: argument?.takesFile === true };
  return `    ${quoted(path)})
      if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W ${quoted(flags.join(' '))} -- "$cur")); return; fi
      ${given(place)} ;;`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
