import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';

const scripts = fileURLToPath(new URL('../../scripts', import.meta.url));
const folder = (): string => mkdtempSync(join(tmpdir(), 'keytrail-setup-'));

/** Runs a line of code with a script's exports at hand, in a process of its own, and gives its standard output. */
async function node(script: string, code: string): Promise<string> {
  const source = `import * as script from ${JSON.stringify(join(scripts, script))};\n${code}`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', source]);
  return stdout;
}

describe('the lock of the setup scripts', () => {
  const work = (lock: string, log: string): string => `
    import { appendFileSync } from 'node:fs';
    import { setTimeout as sleep } from 'node:timers/promises';
    await script.withLock(${JSON.stringify(lock)}, async () => {
      appendFileSync(${JSON.stringify(log)}, 'in ');
      await sleep(20);
      appendFileSync(${JSON.stringify(log)}, 'out ');
    }, { silenceMs: 300, onWait: (pid) => console.log('waited for ' + pid) });`;

  test('lets one process in at a time', async () => {
    const [lock, log] = [join(folder(), 'lock'), join(folder(), 'log')];
    await Promise.all(Array.from({ length: 5 }, () => node('lock.mjs', work(lock, log))));
    expect(readFileSync(log, 'utf8')).toBe('in out '.repeat(5));
  });

  test('is taken over, by one, from a process that died', async () => {
    const [lock, log] = [join(folder(), 'lock'), join(folder(), 'log')];
    const died = (await node('lock.mjs', 'console.log(process.pid)')).trim();
    writeFileSync(lock, JSON.stringify({ token: 'x', pid: Number(died), host: hostname() }));
    const told = await Promise.all(Array.from({ length: 3 }, () => node('lock.mjs', work(lock, log))));
    expect(readFileSync(log, 'utf8')).toBe('in out '.repeat(3));
    expect(told.join('')).toContain('waited for ');
  });

  test('is taken over when its holder gave no sign for long, though a process of that number lives', async () => {
    const [lock, log] = [join(folder(), 'lock'), join(folder(), 'log')];
    writeFileSync(lock, JSON.stringify({ token: 'x', pid: process.pid, host: hostname() }));
    utimesSync(lock, 0, 0);
    expect(await node('lock.mjs', work(lock, log))).toBe(`waited for ${process.pid}\n`);
    expect(readFileSync(log, 'utf8')).toBe('in out ');
  });
});

describe('whether the packages are installed', () => {
  const other = process.platform === 'linux' ? 'darwin' : 'linux';
  const wanted = {
    '': { name: 'x' },
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/for-here': { version: '1.0.0', optional: true, os: [process.platform], cpu: [process.arch] },
    'node_modules/for-there': { version: '1.0.0', optional: true, os: [other] },
  };
  const { 'node_modules/for-there': _, ...present } = wanted;

  async function isInstalled(found: object | string | null): Promise<unknown> {
    const root = folder();
    writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: wanted }));
    mkdirSync(join(root, 'node_modules'));
    const text = typeof found === 'string' ? found : JSON.stringify({ packages: found });
    if (found !== null) writeFileSync(join(root, 'node_modules', '.package-lock.json'), text);
    return JSON.parse(await node('ensure-installed.mjs', `console.log(script.isInstalled(${JSON.stringify(root)}))`));
  }

  test('they are, without the optional ones of other platforms', async () => {
    expect(await isInstalled(present)).toBe(true);
  });

  test('they are not after an installation that was broken off', async () => {
    expect(await isInstalled(null)).toBe(false);
    expect(await isInstalled('{"packages": {')).toBe(false);
  });

  test('they are not when one is missing, of another version, or of another content', async () => {
    const { 'node_modules/a': __, ...withoutOne } = present;
    expect(await isInstalled(withoutOne)).toBe(false);
    expect(await isInstalled({ ...present, 'node_modules/a': { version: '1.0.1', integrity: 'sha512-a' } })).toBe(false);
    expect(await isInstalled({ ...present, 'node_modules/a': { version: '1.0.0', integrity: 'sha512-b' } })).toBe(false);
  });

  test('they are not when the optional one of this platform is missing', async () => {
    const { 'node_modules/for-here': __, ...withoutOne } = present;
    expect(await isInstalled(withoutOne)).toBe(false);
  });
});
