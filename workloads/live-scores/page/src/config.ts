/** What the api tells the page at `config.json` beside it. */
export interface PageConfig {
  /** Address of the gateway, e.g. `http://localhost:3001`. */
  gatewayUrl: string;
}

/** @throws when the file is missing or names no gateway. */
export async function loadConfig(): Promise<PageConfig> {
  const response = await fetch('./config.json', { cache: 'no-store' });
  if (!response.ok) throw new Error(`config.json answered ${response.status}`);
  const body: unknown = await response.json();
  const gatewayUrl = typeof body === 'object' && body !== null && 'gatewayUrl' in body ? body.gatewayUrl : undefined;
  if (typeof gatewayUrl !== 'string') throw new Error('config.json: gatewayUrl must be a string');
  return { gatewayUrl };
}
