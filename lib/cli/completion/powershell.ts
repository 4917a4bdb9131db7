/** PowerShell, Windows’ own 5.1 too: a table and the one function that looks into it. */
import type { CompletedCommand, Place } from './model.js';

export function powershellScript(commands: readonly CompletedCommand[]): string {
  return `# Completion of staylocal for PowerShell, written by: staylocal completion powershell
# In the profile: staylocal completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName staylocal -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $next = @{
${commands.map(nextRow).join('\n')}
  }
  $values = @{
${commands.flatMap(valueRows).join('\n')}
  }
  $typed = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  $path = ''
  foreach ($word in $typed) {
    $deeper = "$path $word".Trim()
    if ($next.ContainsKey($deeper)) { $path = $deeper }
  }
  $previous = if ($typed.Count -gt 0) { $typed[-1] } else { '' }
  $key = "$path $previous".Trim()
  # Nothing is offered where a file is meant: PowerShell then offers files itself.
  $offered = if ($values.ContainsKey($key)) { $values[$key] } else { $next[$path] }
  $offered | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`;
}

function nextRow({ path, inner, options, argument }: CompletedCommand): string {
  const words = [
    ...inner.map(({ name }) => name),
    ...(argument?.words ?? []),
    ...options.map(({ long }) => long),
  ];
  return `    ${quoted(path)} = ${list({ words, takesFile: false })}`;
}

function valueRows({ path, options }: CompletedCommand): string[] {
  return options.flatMap(({ long, value }) =>
    value === undefined ? [] : [`    ${quoted(`${path} ${long}`.trim())} = ${list(value)}`],
  );
}

function list({ words }: Place): string {
  return `@(${words.map(quoted).join(', ')})`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
