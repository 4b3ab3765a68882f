import { type Input, record, trailFile } from './input.ts';

const FLOW = '2 111122223333 eni-0a1b2c3d 10.0.0.1 10.0.0.2 443 49152 6 20 4249 1767752718 1767752778 ACCEPT OK\n';
const ACCESS = '79a59df900b949e5 logs [07/Jan/2026:02:25:18 +0000] 203.0.113.77 - 3E57427F3EXAMPLE REST.GET.OBJECT key "GET /key HTTP/1.1" 200\n';

/** Texts that are no JSON, or not quite. */
export const texts: readonly Input[] = [
  { name: 'text/page.json', content: '<!DOCTYPE html><html><body>404 Not Found</body></html>', lines: ['set aside: not JSON'] },
  {
    name: 'text/s3-error.json',
    content: '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>',
    lines: ['set aside: not JSON'],
  },
  {
    name: 'text/git-lfs.json',
    content: 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n',
    lines: ['set aside: not JSON'],
  },
  { name: 'text/table.json', content: 'eventtime,eventname\n2026-01-07T02:25:18Z,ListUsers\n', lines: ['set aside: not JSON'] },
  { name: 'text/vpc-flow.json', content: FLOW, lines: ['set aside: not JSON'] },
  { name: 'text/s3-access.json', content: ACCESS, lines: ['set aside: not JSON'] },
  { name: 'text/javascript.json', content: `{Records: [${record('javascript')}]}`, lines: ['set aside: not JSON'] },
  { name: 'text/single-quotes.json', content: "{'eventID':'x'}", lines: ['set aside: not JSON'] },
  { name: 'text/comment.json', content: `// exported\n${trailFile(record('comment'))}`, lines: ['set aside: not JSON'] },
  { name: 'text/nan.json', content: '{"a":NaN}', lines: ['set aside: not JSON'] },
  { name: 'text/trailing-comma.json', content: '{"a":1,}', lines: ['set aside: not JSON'] },
  { name: 'text/control-character.json', content: '{"a":"x\u0001"}', lines: ['set aside: not JSON'] },
  { name: 'text/bad-escape.json', content: String.raw`{"a":"\x41"}`, lines: ['set aside: not JSON'] },
  { name: 'text/cut.json', content: '{"Records":[{"eventID":"a"', lines: ['set aside: not JSON'] },
  {
    name: 'text/broken-line.jsonl',
    content: `${record('line-1')}\n{"eventID":"b","eventTi\n${record('line-3')}\n`,
    lines: ['given up: 1, not JSON'],
    events: ['line-1', 'line-3'],
  },
  {
    name: 'text/many-broken-lines.jsonl',
    content: `${record('first')}\n${'{"eventID":\n'.repeat(101)}`,
    lines: ['set aside: not JSON'],
  },
  { name: 'text/concatenated.json', content: trailFile(record('con-1')) + trailFile(record('con-2')), lines: [], events: ['con-1', 'con-2'] },
  { name: 'text/rest-of-a-line.json', content: `${record('rest')} and more`, lines: ['given up: 1, not JSON'], events: ['rest'] },
];
