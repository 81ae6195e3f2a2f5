import type { Documents, MessageTypes, TypedDocument, TypedMessage } from './typed-message.js';
import type { LiveSubscription, SubscriptionHandlers } from './subscription.js';

/** What the async-iterator form yields. */
export type LiveEvent<Types extends MessageTypes = MessageTypes, Document = Documents> =
  | { kind: 'snapshot'; documents: TypedDocument<Document>[] }
  | { kind: 'message'; message: TypedMessage<Types> }
  | { kind: 'gap' };

/**
 * A subscription to be read with `for await`. Leaving the loop unsubscribes; a refusal is thrown into it. What is not
 * read yet waits in memory.
 */
export async function* liveEvents<Types extends MessageTypes, Document>(
  subscribe: (handlers: SubscriptionHandlers<Types, Document>) => LiveSubscription,
  signal?: AbortSignal,
): AsyncGenerator<LiveEvent<Types, Document>, void, undefined> {
  const waiting: LiveEvent<Types, Document>[] = [];
  let problem: Error | undefined;
  let wake: () => void = () => undefined;
  const push = (event: LiveEvent<Types, Document>): void => {
    waiting.push(event);
    wake();
  };
  const onAbort = (): void => wake();
  signal?.addEventListener('abort', onAbort);
  const subscription = subscribe({
    onSnapshot: (documents) => push({ kind: 'snapshot', documents }),
    onMessage: (message) => push({ kind: 'message', message }),
    onGap: () => push({ kind: 'gap' }),
    onError: (error) => {
      problem = error;
      wake();
    },
  });
  try {
    for (;;) {
      if (signal?.aborted) return;
      const event = waiting.shift();
      if (event) yield event;
      else if (problem) throw problem;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    signal?.removeEventListener('abort', onAbort);
    subscription.unsubscribe();
  }
}
