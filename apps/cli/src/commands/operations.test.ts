import { describe, expect, it } from '@jest/globals';
import { OPERATIONS } from '@kickoff/api-contract';
import { COMMANDS } from './index.js';

/** Of each operation the commands that name it. */
const commandsOf = (id: string) =>
  COMMANDS.filter(({ operations = [] }) => operations.some((each) => each === id)).map(({ name }) => name);

describe('every operation of the API', () => {
  it.each(OPERATIONS.map(({ id }) => id))('%s is there as a command, which names it in its `operations`', (id) => {
    expect(commandsOf(id)).not.toEqual([]);
  });
});
