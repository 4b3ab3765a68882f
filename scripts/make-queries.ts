import { namedQueries } from '../src/app/named-queries.ts';
import type { NamedQuery } from '../src/athena-sql/named-query.ts';
import { formatted, writeOrCheck } from './generated-file.ts';

/*
 * Writes the page of the named queries.
 *
 *   npx tsx scripts/make-queries.ts           writes docs/queries.md
 *   npx tsx scripts/make-queries.ts --check   fails when it is not what content/queries gives
 */
const opening = `# Named queries

Questions that responders ask, with their answers in Athena SQL. This page is made from \`content/queries\` by \`scripts/make-queries.ts\`.

\`\`\`sh
keytrail simulate iam-credential-exposure --seed 1 --events 2000 --out incident
keytrail collect incident
keytrail sql --list
keytrail sql --named first-use --param key=AKIAIAAAAAAAAEXAMPLE
\`\`\`

In Athena itself put a literal in the place of each \`:name\`, in single quotes.
`;

function section({ id, title, question, tells, doesNotTell, parameters, tags, sql }: NamedQuery): string {
  const asked = Object.entries(parameters).map(
    ([name, { about, example, default: value }]) =>
      `- \`${name}\`: ${about}, ${value === undefined ? `as in \`${example}\`` : `\`${value}\` if not given`}`,
  );
  return [
    `## ${id}`,
    `${title}. **${question}**`,
    `Tells: ${tells}`,
    `Does not tell: ${doesNotTell}`,
    ...(asked.length === 0 ? [] : [asked.join('\n')]),
    `\`\`\`sql\n${sql}\n\`\`\``,
    `Tags: ${tags.join(', ')}`,
  ].join('\n\n');
}

const queries = namedQueries();
const index = ['| id | question |', '| --- | --- |', ...queries.map(({ id, question }) => `| [${id}](#${id}) | ${question} |`)];
const page = [opening, index.join('\n'), '', queries.map(section).join('\n\n')].join('\n');
writeOrCheck('docs/queries.md', formatted('docs/queries.md', `${page}\n`), 'make-queries.ts');
