import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { hasPython, pythonTool } from './python-tool.ts';

const template = fileURLToPath(new URL('../../infra/keytrail-lab.yaml', import.meta.url));

test.skipIf(!hasPython('test/foreign/infra'))(
  'cfn-lint finds nothing to say about the template',
  () => {
    const linter = pythonTool('cfn-lint', ['cfn-lint==1.58.0']);
    const { status, stdout, stderr } = spawnSync(linter, ['--include-checks', 'I', '--', template], { encoding: 'utf8' });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
  },
  300_000,
);
