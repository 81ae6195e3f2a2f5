import { AlertEvaluator, NoticeSender, observers } from '@kickoff/database';
import { Counter, Gauge, type Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import type { RecorderContext } from '../recorder-module.js';
import { mailSender } from './mail-sender.js';
import { sendWebhook } from './send-webhook.js';

/** Looks for alerts, and tells receivers of them. */
export function alertLoops(
  { broker, log, settings }: RecorderContext,
  dataSource: DataSource,
  registry: Registry,
  failing: (loop: string) => (error: unknown) => void,
): readonly [AlertEvaluator, NoticeSender] {
  const evaluator = new AlertEvaluator({
    dataSource,
    observers: observers({ dataSource, broker, storeBytes: settings.KICKOFF_STORE_BYTES }),
    onError: failing('alerts'),
  });
  const sender = new NoticeSender({
    dataSource,
    send: {
      webhook: sendWebhook,
      email: mailSender({ url: settings.KICKOFF_ALERT_SMTP_URL, from: settings.KICKOFF_ALERT_FROM }),
    },
    onGivenUp: ({ id, rule, subject }, reason) =>
      log.error({ notice: id, rule, subject, reason }, 'a notice is given up'),
    onError: failing('notices'),
  });
  const notices = new Counter({
    name: 'kickoff_alert_notices_total',
    help: 'Attempts of this replica to tell receivers of alerts',
    labelNames: ['outcome'] as const,
    registers: [registry],
  });
  for (const outcome of ['sent', 'failed'] as const) notices.inc({ outcome }, 0);
  sender.signals.on('ran', ({ sent, failed }) => {
    notices.inc({ outcome: 'sent' }, sent);
    notices.inc({ outcome: 'failed' }, failed);
  });
  const firing = new Gauge({
    name: 'kickoff_alerts_firing',
    help: 'Alerts that fire',
    registers: [registry],
    async collect() {
      const [row] = await dataSource
        .query<{ firing: number }[]>(`SELECT count(*)::integer AS firing FROM kickoff.alerts WHERE state = 'firing'`)
        .catch(() => []);
      firing.set(row?.firing ?? Number.NaN);
    },
  });
  return [evaluator, sender];
}
