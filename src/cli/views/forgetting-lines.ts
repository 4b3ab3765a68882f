import type { ForgettingReport } from '../../lake/forget/forget-events.ts';
import type { Forgetting } from '../../lake/forget/forgetting.ts';
import { counted } from '../../report/content/counts.ts';
import { visibleText } from '../../report/visible-text.ts';

/** What goes, or is gone, from a lake. */
export function* forgettingLines(forgetting: Forgetting, { events, days, files, filesInPart }: ForgettingReport): Iterable<string> {
  yield visibleText(`what         ${nameOf(forgetting)}`);
  yield `events       ${counted(events, 'event')} on ${counted(days, 'day')}`;
  yield `files        ${counted(files, 'file')} of which nothing stays`;
  if (filesInPart > 0) yield `in part      ${counted(filesInPart, 'file')} of which other events stay`;
  if (files + filesInPart > 0) yield 'again        the next collect that meets these files loads them; leave them out with --since or --only-account';
}

function nameOf(forgetting: Forgetting): string {
  switch (forgetting.kind) {
    case 'all':
      return 'all events';
    case 'before':
      return `events before ${forgetting.time}`;
    case 'account':
      return `events of account ${forgetting.account}`;
    case 'source':
      return `events from ${forgetting.path}`;
  }
}
