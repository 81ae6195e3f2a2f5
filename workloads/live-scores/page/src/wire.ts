/** The workload's payloads. Types only: its schemas and their validator stay out of the bundle. */
export type {
  MatchChange,
  MatchDocument,
  MatchEvent,
  MatchMessage,
  MatchMessageType,
  QuotaState,
} from '@kickoff/live-scores/contracts';
