import { readdir } from 'node:fs/promises';

/**
 * Names of the recorded `GET /fixtures?live=all` responses of a folder, in the order in which they are played.
 *
 * @throws Error when the folder holds no `.json` file
 */
export async function recordedPolls(directory: string): Promise<string[]> {
  const files = (await readdir(directory)).filter((name) => name.endsWith('.json')).sort();
  if (files.length === 0) {
    throw new Error(`${directory} holds no .json file; it must hold recorded responses of GET /fixtures?live=all`);
  }
  return files;
}
