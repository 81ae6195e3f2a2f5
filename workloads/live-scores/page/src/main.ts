import { loadConfig } from './config.js';
import { follow } from './live-source.js';
import { Scoreboard } from './scoreboard.js';
import { ConnectionBadge } from './view/connection-badge.js';
import { QuotaNotice } from './view/quota-notice.js';

const RETRY_MS = 3_000;

const scoreboard = new Scoreboard();
const connection = new ConnectionBadge();
const quota = new QuotaNotice();

scoreboard.start();
setInterval(() => {
  connection.tick(Date.now());
  quota.tick(Date.now());
}, 1_000);
void start();

/** The api may be restarting while the page loads: it is asked until it answers. */
async function start(): Promise<void> {
  try {
    const { gatewayUrl } = await loadConfig();
    follow(gatewayUrl, { scoreboard, connection, quota });
  } catch {
    connection.lost(Date.now());
    setTimeout(() => void start(), RETRY_MS);
  }
}
