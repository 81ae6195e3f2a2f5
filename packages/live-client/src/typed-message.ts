import type { LiveDocument, LiveMessage } from '@kickoff/contracts';

/** What a team's messages carry, by type: `{ 'match.updated': MatchUpdated; 'match.event': MatchEvent }`. */
export type MessageTypes = object;
/** Documents when nothing is said about them. */
export type Documents = unknown;

/** A message whose `type` tells the type of its `data`. */
export type TypedMessage<Types extends MessageTypes> = keyof Types extends never
  ? LiveMessage
  : { [Type in keyof Types & string]: Omit<LiveMessage<Types[Type]>, 'type'> & { type: Type } }[keyof Types & string];

export type TypedDocument<Document> = LiveDocument<Document>;
