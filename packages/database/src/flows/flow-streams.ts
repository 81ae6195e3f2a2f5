/** Streams and durable consumers that flows are advanced from. Shared by every scheduler service. */
export const FLOWS_STREAM = 'FLOWS';
export const FLOWS_CONSUMER = 'flows';
export const FLOWS_FILTERS = ['flows.start.>', 'flows.add.>'];

export const EVENTS_STREAM = 'EVENTS';
export const FLOW_EVENTS_CONSUMER = 'flows';
export const FLOW_EVENTS_FILTER = 'events.*.*.flow';
