import type { NatsConnection, Subscription } from '@nats-io/transport-node';
import {
  subjectTokens,
  WorkerCommand,
  workerAnswerSubject,
  workerCommandSubject,
  type WorkerAnswer,
  type WorkerPlace,
  type WorkerState,
} from '@kickoff/contracts';

export interface CommandListenerOptions {
  connection: NatsConnection;
  place: WorkerPlace;
  /** Does it and says what the worker is now. Throws why it does not. */
  obey: (command: WorkerCommand) => WorkerState;
}

/** Hears what operators tell a worker, and answers. */
export class CommandListener {
  private subscription: Subscription | undefined;

  constructor(private readonly options: CommandListenerOptions) {}

  start(): void {
    const { connection, place } = this.options;
    this.subscription = connection.subscribe(workerCommandSubject(place), {
      callback: (error, message) => {
        // To no other subject, whatever the message asks for.
        if (error || !isAnswer(message.reply, place)) return;
        connection.publish(message.reply!, JSON.stringify(this.answer(message.string())));
      },
    });
  }

  stop(): void {
    this.subscription?.unsubscribe();
  }

  private answer(body: string): WorkerAnswer {
    try {
      return { ok: true, state: this.options.obey(WorkerCommand.parse(JSON.parse(body))) };
    } catch (error) {
      return { ok: false, reason: error instanceof Error ? error.message : String(error) };
    }
  }
}

function isAnswer(subject: string | undefined, { workload }: WorkerPlace): boolean {
  const token = subject && subjectTokens(subject).at(-1);
  return token !== undefined && subject === workerAnswerSubject(workload, token);
}
