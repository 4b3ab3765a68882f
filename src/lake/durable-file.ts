import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Where a file is written before it takes the place of the old one. */
export const draftOf = (path: string): string => `${path}.new`;

/** Writes a file so that after a crash it is either the old one or the new one, whole. Only its owner can read it. */
export async function replaceFile(path: string, content: string): Promise<void> {
  const temporary = draftOf(path);
  const file = await open(temporary, 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await moveInto(temporary, path);
}

/** Gives a finished file its place, for good: its bytes and its name are on the disk when this returns. */
export async function placeFile(from: string, to: string): Promise<void> {
  const file = await open(from, 'r+');
  try {
    await file.chmod(0o600);
    await file.sync();
  } finally {
    await file.close();
  }
  await moveInto(from, to);
}

async function moveInto(from: string, to: string): Promise<void> {
  await rename(from, to);
  const folder = await open(dirname(to), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
