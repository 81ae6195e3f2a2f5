/** Durable consumers that flows are advanced from, of the streams of flows and of events. Shared by every scheduler service. */
export const FLOWS_CONSUMER = 'flows';
export const FLOW_EVENTS_CONSUMER = 'flows';
