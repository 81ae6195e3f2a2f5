import { parsePosition, type LiveMessage } from '@kickoff/contracts';
import type { ExpectedEvening } from './expected-evening.js';
import { checkMatch, type MessagesOfPoll } from './oracle-match.js';
import { checkRows, type Rows } from './oracle-rows.js';
import { receivedOf, type Received } from './received.js';

/** What a replay leaves behind for the oracle. */
export interface Evidence {
  messages: readonly LiveMessage[];
  rows: Rows;
  deadLetters: readonly { type: string; code: string }[];
}

/** Says when nothing is fetched; not about a match. */
const QUOTA_CHANNEL = 'live-scores/quota';

/**
 * Everything in which a replay differs from what its recording calls for, in words; nothing when it is right. Knows the
 * recording and the documented messages, and shares no code with the workload.
 *
 * Each change of the recording in exactly one message, nothing without a change, each message once, in order for every
 * match, and the final rows equal to the last known state.
 */
export function complaints(expected: ExpectedEvening, { messages, rows, deadLetters }: Evidence): string[] {
  const found: string[] = [];
  const complain = (problem: string) => void found.push(problem);
  checkOffsets(messages, complain);
  const byMatch = messagesByMatch(messages, complain);
  const polls: MessagesOfPoll[] = [];
  for (const match of expected.matches) {
    polls.push(...checkMatch(match, byMatch.get(match.id) ?? [], complain));
    byMatch.delete(match.id);
  }
  for (const id of byMatch.keys()) complain(`match ${id} is in no response, but was sent`);
  checkOrderOfPolls(polls, complain);
  checkRows(expected, rows, complain);
  checkDeadLetters(expected, deadLetters, complain);
  return found;
}

/** One stream, read forwards: then nothing arrived twice. */
function checkOffsets(messages: readonly LiveMessage[], complain: (problem: string) => void): void {
  const positions = messages.map(({ offset }) => parsePosition(offset));
  for (const [index, position] of positions.entries()) {
    const before = positions[index - 1];
    if (!position) complain(`message ${index} has no position: ${messages[index]!.offset}`);
    if (!position || !before) continue;
    if (position.epoch !== before.epoch) complain(`message ${index} is of another stream`);
    if (position.sequence <= before.sequence)
      complain(`message ${index} (${messages[index]!.offset}) came after ${messages[index - 1]!.offset}`);
  }
}

function messagesByMatch(
  messages: readonly LiveMessage[],
  complain: (problem: string) => void,
): Map<string, Received[]> {
  const byMatch = new Map<string, Received[]>();
  for (const [place, message] of messages.entries()) {
    if (message.channel === QUOTA_CHANNEL) continue;
    const received = receivedOf(message, place);
    const { matchId, league } = received.data;
    const channel = `live-scores/football/${(league as { id: string }).id}/${matchId}`;
    if (message.channel !== channel) complain(`message ${place} of ${channel} is on channel ${message.channel}`);
    byMatch.set(matchId, [...(byMatch.get(matchId) ?? []), received]);
  }
  return byMatch;
}

/** Whatever a response leads to arrives before anything of the next. */
function checkOrderOfPolls(all: readonly MessagesOfPoll[], complain: (problem: string) => void): void {
  let [place, time] = [-1, 0];
  for (const poll of [...new Set(all.map((each) => each.poll))].sort((a, b) => a - b)) {
    const of = all.filter((each) => each.poll === poll);
    const [places, times] = [of.flatMap((each) => each.places), of.flatMap((each) => each.upstreamAt)];
    if (Math.min(...places) < place) complain(`messages of response ${poll} came before one of an earlier response`);
    if (Math.min(...times) < time) complain(`response ${poll} has an upstream time before that of an earlier one`);
    [place, time] = [Math.max(...places), Math.max(...times)];
  }
}

/** What cannot be read is kept with its reason, each once, and nothing else has failed. */
function checkDeadLetters(
  { unreadable }: ExpectedEvening,
  deadLetters: Evidence['deadLetters'],
  complain: (problem: string) => void,
): void {
  const matches = deadLetters.filter(({ code }) => code === 'MATCH_INVALID');
  if (matches.length !== unreadable.length)
    complain(`${matches.length} matches ended as dead letters instead of ${unreadable.length}`);
  for (const { type, code } of deadLetters)
    if (code !== 'MATCH_INVALID') complain(`a job ended as a dead letter: ${type}, ${code}`);
}
