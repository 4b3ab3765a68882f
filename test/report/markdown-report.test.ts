import { describe, expect, test } from 'vitest';
import { renderTree } from '../../src/report/lineage-tree.ts';
import { renderReport } from '../../src/report/render-report.ts';
import { hostileCase } from './hostile-case.ts';
import { leakedKeyCase } from './leaked-key-case.ts';

/** The lines outside fenced code; a fence is closed by one at least as long, as CommonMark has it. */
function outsideFences(text: string): readonly string[] {
  const lines: string[] = [];
  let fence: string | null = null;
  for (const line of text.split('\n')) {
    const run = /^`{3,}/.exec(line)?.[0];
    if (fence === null && run) fence = run;
    else if (fence !== null && run && run.length >= fence.length && line === run) fence = null;
    else if (fence === null) lines.push(line);
  }
  expect(fence).toBeNull();
  return lines;
}

describe('the Markdown of the leaked key', () => {
  const text = renderReport(leakedKeyCase, 'md');

  test('begins with the verdict', () => {
    expect(text.split('\n')[0]).toBe('# Used by someone else since 2026-01-07T02:25:18Z');
  });

  test('names every event of the case', () => {
    for (const { eventId } of leakedKeyCase.timeline) expect(text).toContain(`\`${eventId}\``);
  });

  test('holds the tree and the commands as they are', () => {
    expect(text).toContain(`\`\`\`text\n${renderTree(leakedKeyCase).join('\n')}\n\`\`\``);
    expect(text).toContain(
      '```sh\naws iam update-access-key --user-name tdir-workshop-mmajor-dev --access-key-id AKIAIAAAAAAABEXAMPLE --status Inactive\n```',
    );
  });

  test('looks as it did', async () => {
    await expect(text).toMatchFileSnapshot('expected/leaked-key.md');
  });
});

describe('the Markdown of texts chosen by an attacker', () => {
  const prefix = '```\n# x</code><script>alert(1)</script>![x](javascript:alert(1)) | @all https://evil.example www.evil.example \u202e\u200b';
  const lines = outsideFences(renderReport(hostileCase(prefix), 'md'));

  test('has no markup but line breaks and code elements', () => {
    const tags = lines.flatMap((line) => [...line.replaceAll(/\\./g, '').matchAll(/<[^>]*>?/g)].map(([tag]) => tag));
    expect([...new Set(tags)].toSorted()).toEqual(['</code>', '<br>', '<code>']);
  });

  test('has no link, image, mention or address', () => {
    const bare = lines.map((line) => line.replaceAll(/\\./g, ''));
    expect(bare.filter((line) => /\]\(|!\[|@|:\/\/|\bwww\./.test(line))).toEqual([]);
  });

  test('has the headings of the report alone', () => {
    const headings = lines.filter((line) => line.startsWith('#'));
    expect(headings).toHaveLength(18);
  });

  test('has as many cells in each row as in the head', () => {
    let columns = 0;
    for (const [index, line] of lines.entries()) {
      if (!line.startsWith('|')) continue;
      const cells = line.replaceAll(/\\./g, '').split('|').length;
      if (!lines[index - 1]?.startsWith('|')) columns = cells;
      expect(cells).toBe(columns);
    }
    expect(columns).toBeGreaterThan(0);
  });
});
