import { TABLE } from '../../core/cloudtrail-table.ts';

/** What a line that begins with a dot asks of the shell. */
export type DotAction =
  | { readonly kind: 'query'; readonly statement: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'exit' };

interface DotCommand {
  readonly name: string;
  readonly does: string;
  readonly action: (argument: string) => DotAction;
}

const dotCommands: readonly DotCommand[] = [
  { name: '.help', does: 'this list', action: () => ({ kind: 'text', text: helpText() }) },
  { name: '.tables', does: 'the tables there are', action: () => ({ kind: 'query', statement: 'SHOW TABLES' }) },
  {
    name: '.schema',
    does: 'the columns of a table: .schema [TABLE]',
    action: (table) => ({ kind: 'query', statement: `DESCRIBE ${table || TABLE}` }),
  },
  { name: '.exit', does: 'leave, as Ctrl-D does', action: () => ({ kind: 'exit' }) },
];

/** What a line asks for; null when it is no such line but SQL. */
export function dotAction(line: string): DotAction | null {
  const [, name, argument] = /^\s*(\.\S+)\s*(.*?)[\s;]*$/.exec(line) ?? [];
  if (name === undefined || argument === undefined) return null;
  const command = dotCommands.find((known) => known.name === name);
  return command?.action(argument) ?? { kind: 'text', text: `there is no ${name}; .help lists what there is` };
}

const helpText = (): string =>
  [
    'Athena SQL, ended by a semicolon, over as many lines as you like. Ctrl-C drops the line, or the query that runs.',
    ...dotCommands.map(({ name, does }) => `  ${name.padEnd(8)} ${does}`),
  ].join('\n');
