export { misbehave, MISBEHAVIOURS, misbehaviourOrder, Misbehaviours } from './misbehaviour.js';
export { Random } from './random.js';
export { errorPage, sendWireResponse } from './wire-response.js';

export type { Misbehaviour, MisbehaviourOrder } from './misbehaviour.js';
export type { WireResponse } from './wire-response.js';
