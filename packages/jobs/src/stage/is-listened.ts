import { NoRespondersError, RequestError, type NatsConnection } from '@nats-io/transport-node';

/** Whether anybody has a subscription for the subject: the server says at once when nobody has. Listeners get an empty message. */
export async function isListened(connection: NatsConnection, subject: string): Promise<boolean> {
  try {
    await connection.request(subject, '', { timeout: 50 });
    return true;
  } catch (error) {
    return !(error instanceof RequestError && error.isNoResponders()) && !(error instanceof NoRespondersError);
  }
}
