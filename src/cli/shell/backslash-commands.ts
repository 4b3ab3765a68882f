import { namedQueries, namedQuery } from '../../app/named-queries.ts';
import { bindNamedQuery, type NamedQuery } from '../../athena-sql/named-query.ts';
import { KeytrailError } from '../../core/errors.ts';
import { type Answer, type Format, formats } from '../output/answer.ts';
import { wrapWords } from '../output/display-width.ts';
import { parseParam } from '../param-flag.ts';
import { queryList } from '../views/query-list.ts';
import type { Session } from './session.ts';

/** What a line that begins with a backslash comes to. */
export type Action =
  /** `about` is said before the answer. */
  | { readonly kind: 'query'; readonly statement: string; readonly about?: Lines }
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'lines'; readonly lines: Lines }
  | { readonly kind: 'exit' };

/** Lines that fit the columns of a terminal. */
type Lines = (width: number) => readonly string[];

interface BackslashCommand {
  readonly name: string;
  /** What may follow the name. */
  readonly argument: string;
  readonly does: string;
  readonly action: (argument: string, session: Session) => Action;
}

const text = (sentence: string): Action => ({ kind: 'lines', lines: (width) => wrapWords(sentence, width) });
const onOff = (what: string, on: boolean): Action => text(`${what} ${on ? 'on' : 'off'}`);

/** The commands of the shell, as people know them from psql. */
export const backslashCommands: readonly BackslashCommand[] = [
  { name: '\\?', argument: '', does: 'this list', action: () => ({ kind: 'lines', lines: helpLines }) },
  {
    name: '\\d',
    argument: '[TABLE]',
    does: 'the tables there are, or the columns of one',
    action: (table) => ({ kind: 'query', statement: table === '' ? 'SHOW TABLES' : `DESCRIBE ${table}` }),
  },
  { name: '\\named', argument: '[ID [NAME=VALUE]...]', does: 'the named queries, or what one of them answers', action: named },
  { name: '\\param', argument: '[NAME=VALUE]', does: 'what :NAME stands for in statements', action: param },
  {
    name: '\\x',
    argument: '',
    does: 'rows below each other, or as a table again',
    action: (_, session) => {
      session.vertical = !session.vertical;
      return onOff('rows below each other:', session.vertical);
    },
  },
  { name: '\\f', argument: 'FORMAT', does: `form of the results: ${formats.join(', ')}`, action: setFormat },
  {
    name: '\\timing',
    argument: '',
    does: 'say how long an answer took, or no longer',
    action: (_, session) => {
      session.timing = !session.timing;
      return onOff('timing:', session.timing);
    },
  },
  { name: '\\q', argument: '', does: 'leave, as Ctrl-D does', action: () => ({ kind: 'exit' }) },
];

/**
 * What a line asks for; null when it is no such line but SQL.
 *
 * @throws KeytrailError `KT_USAGE` when what follows the command is wrong
 */
export function backslashAction(line: string, session: Session): Action | null {
  const [, name, argument] = /^\s*(\\\S*)\s*(.*?)[\s;]*$/.exec(line) ?? [];
  if (name === undefined || argument === undefined) return null;
  const command = backslashCommands.find((known) => known.name === name);
  return command?.action(argument, session) ?? text(`there is no ${name}; \\? lists what there is`);
}

function named(argument: string, session: Session): Action {
  const [id = '', ...params] = argument.split(/\s+/);
  if (id === '') return { kind: 'answer', answer: queryList(namedQueries()) };
  const query = namedQuery(id);
  const kept = [...session.values].filter(([name]) => Object.hasOwn(query.parameters, name));
  const values = new Map([...kept, ...params.map((param) => parseParam(param, `\\named ${id}`))]);
  const [statement = ''] = bindNamedQuery(query, values, '\\param');
  return { kind: 'query', statement, about: (width) => aboutLines(query, width) };
}

function param(argument: string, { values }: Session): Action {
  if (argument !== '') values.set(...parseParam(argument, '\\param'));
  const rows = [...values].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return { kind: 'answer', answer: { kind: 'rows', columns: ['parameter', 'value'], rows } };
}

function setFormat(argument: string, session: Session): Action {
  if (!isFormat(argument)) {
    throw new KeytrailError('KT_USAGE', `there is no form "${argument}" of results.`, { hint: `There are ${formats.join(', ')}.` });
  }
  session.format = argument;
  return text(`results as ${argument}`);
}

const isFormat = (name: string): name is Format => formats.some((format) => format === name);

/** What is asked, what the answer is worth, and what it is silent about. */
function aboutLines({ question, tells, doesNotTell }: NamedQuery, width: number): readonly string[] {
  return [...[question, tells, `Not told: ${doesNotTell}`].flatMap((sentence) => wrapWords(sentence, width)), ''];
}

function helpLines(width: number): readonly string[] {
  const heads = backslashCommands.map(({ name, argument }) => `${name} ${argument}`.trim());
  const column = Math.max(...heads.map((head) => head.length));
  return [
    ...wrapWords('Athena SQL, ended by a semicolon, over as many lines as you like. Tab completes names.', width),
    ...wrapWords('Ctrl-C drops what is typed, or the query that runs.', width),
    '',
    ...backslashCommands.map(({ does }, place) => `  ${heads[place]?.padEnd(column)}  ${does}`),
  ];
}
