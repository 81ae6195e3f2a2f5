import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A folder of responses cannot be played. The message says what to do. */
export class RecordingUnusable extends Error {
  override readonly name = 'RecordingUnusable';
}

/**
 * Names of the recorded `GET /fixtures?live=all` responses of a folder, in the order in which they are played.
 *
 * @throws RecordingUnusable when there is no such folder, or no `.json` file in it
 */
export async function recordedPolls(directory: string): Promise<string[]> {
  const names = await readdir(directory).catch((error: Error) => {
    throw new RecordingUnusable(`${directory} cannot be read (${error.message}); --data must name a folder`);
  });
  const files = names.filter((name) => name.endsWith('.json')).sort();
  if (files.length === 0) {
    throw new RecordingUnusable(
      `${directory} holds no .json file; it must hold recorded responses of GET /fixtures?live=all`,
    );
  }
  return files;
}

/**
 * What the responses list, in the order in which they are played.
 *
 * @throws RecordingUnusable naming the file that is no response
 */
export async function listedMatches(directory: string): Promise<unknown[][]> {
  const polls: unknown[][] = [];
  for (const name of await recordedPolls(directory)) {
    const body = parsed(await readFile(join(directory, name), 'utf8'), name);
    const response = typeof body === 'object' && body !== null && 'response' in body ? body.response : undefined;
    if (!Array.isArray(response)) throw new RecordingUnusable(`${name} is no recorded response: no list "response"`);
    polls.push(response);
  }
  return polls;
}

function parsed(text: string, name: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new RecordingUnusable(`${name} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
