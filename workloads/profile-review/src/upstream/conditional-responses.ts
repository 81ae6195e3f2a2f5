/** A response that GitHub may say still holds. */
export interface ConditionalResponse {
  etag: string;
  data: unknown;
  /** Its `Link` header, which leads to the next page. */
  link: string | null;
}

/** Keeps responses by what was asked for: path and query. */
export abstract class ConditionalResponses {
  abstract find(request: string): Promise<ConditionalResponse | undefined>;
  abstract store(request: string, response: ConditionalResponse): Promise<void>;
}
