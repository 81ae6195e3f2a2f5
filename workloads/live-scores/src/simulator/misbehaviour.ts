import { misbehave, type MisbehaviourOrder, type WireResponse } from '@kickoff/upstream/simulator';

/** What only these upstreams do, beside what every simulated upstream can be told to. */
export const OWN_MISBEHAVIOURS = [
  /** 200 with the error body of a spent day. */
  'quota-used-up',
  /** JSON that is not the envelope. */
  'wrong-schema',
  /** One match among many whose score is no number. */
  'broken-match',
  /** 200 with an error body that names a parameter. */
  'refused',
] as const;
export type OwnMisbehaviour = (typeof OWN_MISBEHAVIOURS)[number];

/** Spoils a response as these upstreams do: what is refused has a JSON message, and a wrong key is answered with 200. */
export function misbehaveAsSports(response: WireResponse, order: MisbehaviourOrder<OwnMisbehaviour>): WireResponse {
  switch (order.kind) {
    case 'rate-limited':
      return withMessage(misbehave(response, order), 'Too many requests');
    case 'unavailable':
      return withMessage(misbehave(response, order), 'Service unavailable');
    case 'server-error':
      return withMessage(misbehave(response, order), 'This error is on our side, please report us this error.');
    case 'quota-used-up':
      return withErrors(response, {
        requests:
          'You have reached the request limit for the day, Go to https://dashboard.example to upgrade your plan.',
      });
    case 'key-rejected':
      return withErrors(response, {
        token: 'Error/Missing application key. Go to https://www.example to learn how to get your key.',
      });
    case 'refused':
      return withErrors(response, { live: 'The Live field must be a valid value.' });
    case 'wrong-schema':
      return { ...response, body: JSON.stringify({ get: 'fixtures', response: { matches: 'none' }, errors: [] }) };
    case 'broken-match':
      return { ...response, body: breakOne(response.body) };
    default:
      return misbehave(response, order);
  }
}

function withMessage(response: WireResponse, message: string): WireResponse {
  return { ...response, body: JSON.stringify({ message }) };
}

function withErrors(response: WireResponse, errors: Record<string, string>): WireResponse {
  const body = { get: 'fixtures', parameters: [], errors, results: 0, paging: { current: 1, total: 1 }, response: [] };
  return { ...response, body: JSON.stringify(body) };
}

function breakOne(body: string): string {
  const parsed = JSON.parse(body) as { response?: { goals?: unknown; scores?: unknown }[] };
  const match = parsed.response?.[0];
  if (match) {
    if ('goals' in match) match.goals = { home: 'two', away: null };
    else match.scores = 'unknown';
  }
  return JSON.stringify(parsed);
}
