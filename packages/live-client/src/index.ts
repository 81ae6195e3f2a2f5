export { connectLive } from './live-client.js';
export { SubscriptionRefused } from './subscription.js';

export type { ConnectionState, LiveConnection, LiveOptions } from './live-client.js';
export type { LiveEvent } from './live-events.js';
export type { LiveSubscription, SubscriptionHandlers } from './subscription.js';
export type { MessageTypes, TypedDocument, TypedMessage } from './typed-message.js';
