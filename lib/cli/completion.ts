import { type Command, type Option, runCommand, UsageError } from "./_command.ts";
import { COMMANDS } from "./_commands.ts";

const SHELLS: Readonly<Record<string, (commands: readonly Command[]) => string>> = {
  bash: bashScript,
  zsh: (commands) => `autoload -U +X bashcompinit && bashcompinit\n${bashScript(commands)}`,
  fish: fishScript,
};

/** Writes what a shell needs to complete commands, options and values: `deno task completion bash`. */
export const completionCommand: Command = {
  name: "completion",
  summary: "Skriver det som skalet behöver för att fylla i kommandon, val och värden med tabbtangenten.",
  uses: [Object.keys(SHELLS).join("|")],
  options: {},
  actions: Object.keys(SHELLS),
  example: "bash > ~/.vantelage_completion && source ~/.vantelage_completion",
  notes: "Gäller deno task i den här mappen. Det som deno själv fyller i gäller fortfarande i bash.",
  run: (_, positionals) => {
    const [shell = "", ...rest] = positionals;
    if (!Object.hasOwn(SHELLS, shell) || rest.length > 0) {
      throw new UsageError(`Ange ett skal: ${Object.keys(SHELLS).join(", ")}`);
    }
    console.log(SHELLS[shell]([...COMMANDS, completionCommand]));
    return Promise.resolve(0);
  },
};

/** Completion for bash: what may come after `deno task`, by the words before. */
function bashScript(commands: readonly Command[]): string {
  const words = commands.map(({ name, options, actions = [] }) => {
    const all = [...actions, ...Object.keys(options).map((option) => `--${option}`), "--help"];
    return `    ${name}) words=${ansi(all)} ;;`;
  });
  const places = new Map<string, string[]>();
  for (const [place, { among = [] }] of valued(commands)) {
    const values = ansi(among);
    places.set(values, [...places.get(values) ?? [], `"${place}"`]);
  }
  const values = [...places].map(([values, at]) => `    ${at.join("|")}) words=${values} ;;`);
  return `_vantelage() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" words="" IFS=$'\\n'
  COMPREPLY=()
  if [ "\${COMP_WORDS[1]}" != task ]; then
    type _deno >/dev/null 2>&1 && _deno "$@"
    return
  fi
  if [ "$COMP_CWORD" = 2 ]; then words=${ansi(commands.map(({ name }) => name))}
  else case "\${COMP_WORDS[2]}" in
${words.join("\n")}
  esac; fi
  case "\${COMP_WORDS[2]} $prev" in
${values.join("\n")}
  esac
  local word
  for word in $words; do
    case "$word" in "$cur"*) COMPREPLY+=("$(printf %q "$word")") ;; esac
  done
}
complete -o default -F _vantelage deno`;
}

/** The options that take a value, each as "command --option". A list is empty where files are completed. */
function valued(commands: readonly Command[]): [place: string, option: Option][] {
  return commands.flatMap(({ name, options }) =>
    Object.entries(options).filter(([, { value }]) => value !== undefined)
      .map(([option, described]): [string, Option] => [`${name} --${option}`, described])
  );
}

/** Words as one text of the shell, a line each. */
function ansi(words: readonly string[]): string {
  return `$'${words.map((word) => word.replace(/['\\]/g, "\\$&")).join("\\n")}'`;
}

/** Completion for fish: an option a line, with what --help says of it. */
function fishScript(commands: readonly Command[]): string {
  const quoted = (text: string) => `'${text.split("\n")[0].replace(/['\\]/g, "\\$&")}'`;
  const lines = commands.flatMap(({ name, summary, options, actions = [] }) => {
    const when =
      `complete -c deno -n '__fish_seen_subcommand_from task; and __fish_seen_subcommand_from ${name}'`;
    return [
      `complete -c deno -n '__fish_seen_subcommand_from task' -a ${name} -d ${quoted(summary)}`,
      ...actions.length > 0 ? [`${when} -a ${quoted(actions.join(" "))}`] : [],
      ...Object.entries(options).map(([option, { says, value, among }]) => {
        const takes = value === undefined
          ? ""
          : among === undefined
          ? " -r"
          : ` -xa ${quoted(fishWords(among))}`;
        return `${when} -l ${option}${takes} -d ${quoted(says)}`;
      }),
    ];
  });
  return lines.join("\n");
}

function fishWords(words: readonly string[]): string {
  return words.map((word) => word.replaceAll(" ", "\\ ")).join(" ");
}

if (import.meta.main) await runCommand(completionCommand);
