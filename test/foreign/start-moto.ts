import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pythonTool } from './python-tool.ts';

/** Pinned: what a new release answers is nobody's change here. */
const VERSION = '5.2.5';

/** What a client of AWS is given, to ask moto and nobody else. */
export const motoCredentials = {
  AWS_ACCESS_KEY_ID: 'AKIAIAAAAAAAAEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
};

/** The AWS of others (moto) on a free port of this machine. */
export async function startMoto(): Promise<{ readonly port: number; readonly stop: () => void }> {
  const program = pythonTool('moto_server', [`moto[server,s3]==${VERSION}`]);
  const port = await freePort();
  const env = { PATH: '/usr/bin:/bin', HOME: mkdtempSync(join(tmpdir(), 'keytrail-moto-')) };
  const moto = spawn(program, ['-H', '127.0.0.1', '-p', String(port)], { env, stdio: 'ignore' });
  await ready(`http://127.0.0.1:${port}/moto-api/data.json`);
  return { port, stop: () => moto.kill() };
}

async function freePort(): Promise<number> {
  const socket = createServer();
  await new Promise<void>((done) => socket.listen(0, '127.0.0.1', done));
  const { port } = socket.address() as AddressInfo;
  await new Promise((done) => socket.close(done));
  return port;
}

async function ready(url: string): Promise<void> {
  for (let attempt = 0; attempt < 240; attempt += 1) {
    const isReady = await fetch(url).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isReady) return;
    await pause(250);
  }
  throw new Error(`${url} does not answer`);
}
