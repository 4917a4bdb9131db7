/** Zsh: one function a command, each a call of `_arguments`. */
import type { CompletedCommand, CompletedOption, Place } from './model.js';

export function zshScript(commands: readonly CompletedCommand[]): string {
  return `#compdef staylocal
# Completion of staylocal for zsh, written by: staylocal completion zsh
# As a file _staylocal in a folder of $fpath, or by: source <(staylocal completion zsh)

${commands.map(functionOf).join('\n')}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _staylocal "$@"
else
  compdef _staylocal staylocal
fi
`;
}

function nameOf(path: string): string {
  return ['_staylocal', ...path.split(' ').filter((word) => word !== '')].join('-');
}

function functionOf({ path, inner, options, argument }: CompletedCommand): string {
  const specs = options.flatMap(optionSpecs);
  if (inner.length === 0) {
    const places = argument === undefined ? [] : [`'*:argument:${actionOf(argument)}'`];
    return `${nameOf(path)}() {\n  _arguments -s \\\n    ${[...specs, ...places].join(' \\\n    ')}\n}\n`;
  }
  const rows = inner.map(({ name, says }) => `    ${quoted(`${name}:${says.replaceAll(':', '\\:')}`)}`);
  const cases = inner.map(({ name }) => `      ${name}) ${nameOf(`${path} ${name}`.trim())} ;;`);
  return `${nameOf(path)}() {
  local curcontext=$curcontext state line
  local -a commands
  commands=(
${rows.join('\n')}
  )
  _arguments -C \\
    ${[...specs, "'1:command:->command'", "'*::argument:->argument'"].join(' \\\n    ')}
  case $state in
    command) _describe command commands ;;
    argument) case $words[1] in
${cases.join('\n')}
    esac ;;
  esac
}
`;
}

function optionSpecs({ long, short, says, value, several }: CompletedOption): string[] {
  const text = says.replace(/[\\:[\]]/g, '\\$&');
  const end = value === undefined ? '' : `:value:${actionOf(value)}`;
  return [long, ...(short === undefined ? [] : [short])].map((name) =>
    quoted(`${several ? '*' : ''}${name}[${text}]${end}`),
  );
}

function actionOf({ words, takesFile }: Place): string {
  if (words.length === 0) return takesFile ? '_files' : ' ';
  const list = words.map((word) => word.replace(/[\\: ()]/g, '\\$&')).join(' ');
  return takesFile ? `{_alternative "words\\:word\\:(${list})" "files\\:file\\:_files"}` : `(${list})`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
