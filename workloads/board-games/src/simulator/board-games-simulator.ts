import { z } from 'zod';
import { errorPage, misbehaviourOrder, Misbehaviours, type WireResponse } from '@kickoff/upstream/simulator';
import { foundItem, generatedName, hotItem, itemsDocument, thing } from './generated-games.js';
import { RecordedResponses } from './recorded-responses.js';
import type { SimulatorSettings } from './settings.js';

/** What only this upstream does. */
const OWN_MISBEHAVIOURS = [
  /** Of the first game the average is no number. */
  'broken-game',
  /** `average` is called `mean`, `name` is called `title`. */
  'renamed-fields',
  /** Every number is a word. */
  'wrong-types',
  /** 200 with an error in the body. */
  'refused',
] as const;

/** Body of the control's POST; several orders may be given at once. */
export const ControlOrder = z.strictObject({
  misbehave: misbehaviourOrder(OWN_MISBEHAVIOURS).optional(),
  /** Serves a folder of recorded responses, or generated games again. */
  replay: z.union([z.strictObject({ folder: z.string() }), z.literal('stop')]).optional(),
  /** Moves the simulator's clock. */
  skipMs: z.int().min(0).optional(),
  /** Forgets misbehaviours. */
  behave: z.boolean().optional(),
});
export type ControlOrder = z.input<typeof ControlOrder>;

const XML = { 'content-type': 'text/xml; charset=UTF-8' };
const MOST_IDS = 20;
const HOT_GAMES = 50;
const DAY_MS = 86_400_000;

/** BoardGameGeek's XML API 2 with one clock and one control. Knows nothing of HTTP. */
export class BoardGamesSimulator {
  readonly misbehaviours = new Misbehaviours<(typeof OWN_MISBEHAVIOURS)[number]>();
  private recorded: RecordedResponses | undefined;
  private skippedMs = 0;
  /** When each request came, to see at what rate. */
  private readonly asked: { target: string; at: number }[] = [];

  constructor(private readonly settings: SimulatorSettings) {
    if (settings.SIMULATOR_BOARD_GAMES_REPLAY)
      this.recorded = new RecordedResponses(settings.SIMULATOR_BOARD_GAMES_REPLAY);
  }

  /** @param endpoint `thing`, `search` or `hot` */
  answer(endpoint: string, parameters: Readonly<Record<string, string>>): WireResponse {
    this.asked.push({ target: `/${endpoint}?${new URLSearchParams(parameters).toString()}`, at: Date.now() });
    const body = this.recorded ? this.recorded.answer(endpoint, parameters) : this.generated(endpoint, parameters);
    if (body === undefined) return errorPage(404, 'Not Found');
    return { status: 200, headers: XML, body };
  }

  control(order: z.output<typeof ControlOrder>): void {
    if (order.behave) this.misbehaviours.clear();
    if (order.misbehave) this.misbehaviours.add(order.misbehave);
    if (order.skipMs !== undefined) this.skippedMs += order.skipMs;
    if (order.replay === 'stop') this.recorded = undefined;
    else if (order.replay) this.recorded = new RecordedResponses(order.replay.folder);
  }

  /** What the control answers to a GET. */
  state(): object {
    return { misbehaviours: this.misbehaviours.waiting, replay: this.recorded?.folder, requests: this.asked };
  }

  private generated(endpoint: string, parameters: Readonly<Record<string, string>>): string | undefined {
    const now = Date.now() + this.skippedMs;
    const { SIMULATOR_BOARD_GAMES: games } = this.settings;
    switch (endpoint) {
      case 'thing': {
        const ids = (parameters['id'] ?? '').split(',').map(Number);
        if (ids.length > MOST_IDS) return '<error message="Cannot load more than 20 items"/>';
        const there = ids.filter((id) => id >= 1 && id <= games);
        return itemsDocument(there.map((id) => thing(id, parameters['stats'] === '1', now)));
      }
      case 'search': {
        const query = (parameters['query'] ?? '').toLowerCase();
        const found = numbers(games).filter((id) => generatedName(id).toLowerCase().includes(query));
        return itemsDocument(found.map(foundItem), { '@total': String(found.length) });
      }
      case 'hot': {
        // Another list every day.
        const first = Math.floor(now / DAY_MS) % games;
        const hot = numbers(Math.min(HOT_GAMES, games)).map((place) => hotItem(((first + place) % games) + 1, place));
        return itemsDocument(hot);
      }
      default:
        return undefined;
    }
  }
}

/** 1, 2, … */
function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

/** Spoils a response as only this upstream does. */
export function misbehaveAsGameGeek(response: WireResponse, kind: string): WireResponse {
  switch (kind) {
    case 'broken-game':
      return { ...response, body: response.body.replace(/<average value="[^"]*"/, '<average value="good"') };
    case 'renamed-fields':
      return {
        ...response,
        body: response.body.replace(/<(\/?)average\b/g, '<$1mean').replace(/<(\/?)name\b/g, '<$1title'),
      };
    case 'wrong-types':
      return { ...response, body: response.body.replace(/value="[\d.]+"/g, 'value="many"') };
    case 'refused':
      return { ...response, body: '<errors><error><message>Invalid object requested</message></error></errors>' };
    default:
      return response;
  }
}
