import './node-floor.mjs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, runScript } from './checkout.mjs';
import { ensureBuilt } from './ensure-built.mjs';
import { ensureInstalled } from './ensure-installed.mjs';

// The command runs in this very process: its exit code, signals and streams are the shell's own.
await runScript(async () => {
  await ensureInstalled();
  await ensureBuilt();
  // npm goes to the package's folder before it starts a script, and says where it was called.
  const startedByNpm = ['keytrail', 'lab'].includes(process.env['npm_lifecycle_event'] ?? '') && process.cwd() === root;
  if (startedByNpm && process.env['INIT_CWD'] !== undefined) process.chdir(process.env['INIT_CWD']);
  const main = join(root, 'dist', 'cli', 'main.js');
  process.argv[1] = main;
  await import(pathToFileURL(main).href);
});
