/** Generated from docs/reference/openapi.json by `npm run generate`. */
export interface paths {
  '/status': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What runs here and whether all of it is there.
     * @description Needs no key.
     */
    get: operations['getStatus'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/jobs': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Jobs that a filter describes, newest first.
     * @description What is given several times (`type=a&type=b`) is a list. The record follows what happens within a second.
     *
     *     Asks for the role viewer.
     */
    get: operations['listJobs'];
    put?: never;
    /**
     * Enqueues one job, or many.
     * @description The body is one job or `{ "jobs": [ … ] }` with up to 1000. All are checked before any is stored; those of one workload without a key are stored together or not at all. With an `Idempotency-Key` their ids are derived from it.
     *
     *     Asks for the role publisher.
     */
    post: operations['enqueueJobs'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/jobs/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One job, as the record knows it.
     * @description The record follows what happens within a second; of a job that was just enqueued the answer waits for it.
     *
     *     Asks for the role viewer.
     */
    get: operations['getJob'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/jobs/{id}/attempts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The runs of a job, latest first.
     * @description Asks for the role viewer.
     */
    get: operations['listAttempts'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/jobs/{id}/transitions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The states that a job was seen in, latest first.
     * @description Asks for the role viewer.
     */
    get: operations['listTransitions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/jobs/{id}/logs': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What the runs of a job logged, in the order of time.
     * @description Asks for the role viewer.
     */
    get: operations['listLogs'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/jobs/{id}/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Ends a waiting job, or asks the worker that runs it to stop.
     * @description Asks for the role operator.
     */
    post: operations['cancelJob'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/jobs/{id}/run-now': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Makes a delayed or retrying job due at once.
     * @description Asks for the role operator.
     */
    post: operations['runJobNow'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/jobs/{id}/reschedule': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Makes a delayed or retrying job due at another time.
     * @description Asks for the role operator.
     */
    post: operations['rescheduleJob'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/jobs/{id}/reprioritise': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Gives a waiting job another priority of its queue.
     * @description Asks for the role operator.
     */
    post: operations['reprioritiseJob'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/flows': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Flows, newest first; a nested one is a node of the flow that holds it.
     * @description Asks for the role viewer.
     */
    get: operations['listFlows'];
    put?: never;
    /**
     * Starts a chain, a batch or a graph of jobs.
     * @description Up to 1000 jobs; all are checked before the flow starts. With an `Idempotency-Key` its id is derived from it. Types whose key only their code can make are refused unless the api loads their workload.
     *
     *     Asks for the role publisher.
     */
    post: operations['startFlow'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/flows/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One flow: its state and how far it is.
     * @description A flow that was just started is there once a scheduler service has stored it. Its nodes have a list of their own.
     *
     *     Asks for the role viewer.
     */
    get: operations['getFlow'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/flows/{id}/nodes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The nodes of a flow in their order.
     * @description Asks for the role viewer.
     */
    get: operations['listFlowNodes'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/flows/{id}/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Ends a flow with all that is nested in it; nothing of it starts any more.
     * @description Asks for the role operator.
     */
    post: operations['cancelFlow'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/flows/{id}/retry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Runs all that failed or was cancelled again, then what could not run because of it.
     * @description Asks for the role operator.
     */
    post: operations['retryFlow'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/flows/{id}/nodes/{node}/retry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Runs one node that failed or was cancelled again, then what could not run because of it.
     * @description Asks for the role operator.
     */
    post: operations['retryFlowNode'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/flows/{id}/nodes/{node}/skip': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Lets a flow go on as if a node had succeeded, without a result.
     * @description Asks for the role operator.
     */
    post: operations['skipFlowNode'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/schedules': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Every schedule as it is in effect, by id.
     * @description Asks for the role viewer.
     */
    get: operations['listSchedules'];
    put?: never;
    /**
     * Makes a schedule for a job type of a workload that the platform loads.
     * @description Asks for the role operator.
     */
    post: operations['createSchedule'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/schedules/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One schedule as it is in effect.
     * @description Asks for the role viewer.
     */
    get: operations['getSchedule'];
    /**
     * Changes a schedule; what is left out stays. It wins over the code until it is reset.
     * @description Asks for the role operator.
     */
    put: operations['editSchedule'];
    post?: never;
    /**
     * Deletes a schedule that was made at run time.
     * @description One that the code declares is disabled instead: it would be back at the next start.
     *
     *     Asks for the role operator.
     */
    delete: operations['deleteSchedule'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/schedules/{id}/firings': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * When a schedule fired last, and when it fires next.
     * @description Asks for the role viewer.
     */
    get: operations['listFirings'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/schedules/{id}/reset': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Ends all changes of a schedule, also that it was disabled.
     * @description Asks for the role operator.
     */
    put: operations['resetSchedule'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/schedules/{id}/enable': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Lets a schedule fire.
     * @description Asks for the role operator.
     */
    put: operations['enableSchedule'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/schedules/{id}/disable': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Lets a schedule fire no more.
     * @description Asks for the role operator.
     */
    put: operations['disableSchedule'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/schedules/{id}/trigger': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Enqueues the job of a schedule now, also while it is disabled.
     * @description Asks for the role operator.
     */
    post: operations['triggerSchedule'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/types': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Every job type that a worker has announced, by name.
     * @description Asks for the role viewer.
     */
    get: operations['listTypes'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/types/{type}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The contract of a job type: what it takes, how it runs, who serves it.
     * @description Asks for the role viewer.
     */
    get: operations['getType'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/queues': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Every queue that was ever served, with what waits in it and who serves it.
     * @description Asks for the role viewer.
     */
    get: operations['listQueues'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/pauses': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What is paused now; the oldest first.
     * @description Asks for the role viewer.
     */
    get: operations['listPauses'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/queues/{workload}/{queue}/pause': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Starts no more jobs of a queue until it is resumed.
     * @description Running jobs finish; nothing spends an attempt. Pausing what is paused replaces the reason.
     *
     *     Asks for the role operator.
     */
    put: operations['pauseQueue'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/queues/{workload}/{queue}/resume': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Ends the pause of a queue.
     * @description Asks for the role operator.
     */
    put: operations['resumeQueue'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/workloads/{workload}/pause': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Starts no more jobs of a workload until it is resumed.
     * @description Running jobs finish; nothing spends an attempt. Pausing what is paused replaces the reason.
     *
     *     Asks for the role operator.
     */
    put: operations['pauseWorkload'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/workloads/{workload}/resume': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Ends the pause of a workload.
     * @description Asks for the role operator.
     */
    put: operations['resumeWorkload'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/types/{type}/pause': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Starts no more jobs of a type until it is resumed.
     * @description Running jobs finish; nothing spends an attempt. Pausing what is paused replaces the reason.
     *
     *     Asks for the role operator.
     */
    put: operations['pauseType'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/types/{type}/resume': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Ends the pause of a type.
     * @description Asks for the role operator.
     */
    put: operations['resumeType'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/workers': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Workers that live, by workload and name.
     * @description Asks for the role viewer.
     */
    get: operations['listWorkers'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/overrides': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Limits and defaults that are not those of the code now; the oldest first.
     * @description Asks for the role viewer.
     */
    get: operations['listOverrides'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/limits/{workload}/{limit}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Gives a limit other numbers until it is reset.
     * @description Asks for the role operator.
     */
    put: operations['overrideLimit'];
    post?: never;
    /**
     * Gives a limit the numbers of the code again.
     * @description Asks for the role operator.
     */
    delete: operations['resetLimit'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/defaults': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Changes how the jobs of all types run, until it is reset.
     * @description The narrower wins: of a type over that of its workload over this.
     *
     *     Asks for the role operator.
     */
    put: operations['overrideDefaults'];
    post?: never;
    /**
     * Ends the change for all types.
     * @description Asks for the role operator.
     */
    delete: operations['resetDefaults'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/workloads/{workload}/defaults': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Changes how the jobs of a workload run, until it is reset.
     * @description Asks for the role operator.
     */
    put: operations['overrideWorkloadDefaults'];
    post?: never;
    /**
     * Ends the change for a workload.
     * @description Asks for the role operator.
     */
    delete: operations['resetWorkloadDefaults'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/types/{type}/defaults': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Changes how the jobs of a type run, until it is reset.
     * @description Asks for the role operator.
     */
    put: operations['overrideTypeDefaults'];
    post?: never;
    /**
     * Ends the change for a type.
     * @description Asks for the role operator.
     */
    delete: operations['resetTypeDefaults'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/marks': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Job types that are silenced and tags that are watched.
     * @description Asks for the role viewer.
     */
    get: operations['listMarks'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/types/{type}/silenced': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Keeps a job type out of lists and logs; its jobs run as before.
     * @description Asks for the role operator.
     */
    put: operations['silenceType'];
    post?: never;
    /**
     * Shows a job type in lists and logs again.
     * @description Asks for the role operator.
     */
    delete: operations['unsilenceType'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/watched-tags/{tag}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Keeps a tag among those whose jobs people want to see.
     * @description Asks for the role operator.
     */
    put: operations['watchTag'];
    post?: never;
    /**
     * Ends a watch of the same tag and workload.
     * @description Asks for the role operator.
     */
    delete: operations['unwatchTag'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/keys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The keys of this API, newest first.
     * @description Asks for the role admin.
     */
    get: operations['listKeys'];
    put?: never;
    /**
     * Makes a key. The answer shows it once.
     * @description Asks for the role admin.
     */
    post: operations['createKey'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/keys/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One key.
     * @description Asks for the role admin.
     */
    get: operations['getKey'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/keys/{id}/revoke': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Ends a key at once. Revoking it again changes nothing.
     * @description Asks for the role admin.
     */
    post: operations['revokeKey'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/keys/{id}/rotate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Gives a key a new secret; the old one ends at once. The answer shows the new one once.
     * @description Asks for the role admin.
     */
    post: operations['rotateKey'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/audit': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Who changed what, newest first.
     * @description Asks for the role admin.
     */
    get: operations['listAudit'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    EnqueueJob: {
      /** @example live-scores.poll-live-matches */
      type: string;
      /** @description As the type's input schema says: `GET /types/{type}`. */
      input?: unknown;
      /**
       * @description Run this long from now.
       * @example 5m
       */
      delay?: string;
      /**
       * Format: date-time
       * @description Run at this time; one that has passed means now.
       * @example 2026-11-27T18:00:00Z
       */
      at?: string;
      /**
       * @description Not started by then: expired. Default: the type's.
       * @example 30s
       */
      expiresIn?: string;
      /**
       * @description One that the queue declares. Default: the type's.
       * @enum {string}
       */
      priority?: 'critical' | 'high' | 'normal' | 'low';
      /** @description Added to the type's. */
      tags?: string[];
      /** @description Default: the type's. */
      attempts?: number;
      /** @description Any JSON value: at most one unfinished job of the type has it. In place of the key that the type makes of the input. Needed for types with a key whose workload the api does not load. */
      key?: unknown;
      /** @description Texts that travel with the job and to the jobs that it enqueues. */
      carry?: {
        [key: string]: string;
      };
    };
    StartFlow:
      | {
          chain: components['schemas']['FlowStep'][];
          onFailure?: components['schemas']['FlowStep'];
          /**
           * @description What has not ended by then is cancelled.
           * @example 30s
           */
          deadline?: string;
        }
      | {
          name: string;
          batch: components['schemas']['FlowStep'][];
          then?: components['schemas']['FlowStep'];
          catch?: components['schemas']['FlowStep'];
          finally?: components['schemas']['FlowStep'];
          /**
           * @description What has not ended by then is cancelled.
           * @example 30s
           */
          deadline?: string;
        }
      | {
          name: string;
          nodes: {
            [key: string]: components['schemas']['FlowPart'];
          };
          /**
           * @description What has not ended by then is cancelled.
           * @example 30s
           */
          deadline?: string;
        };
    FlowStep: {
      /** @example live-scores.poll-live-matches */
      type: string;
      /** @description As the type's input schema says: `GET /types/{type}`. */
      input?: unknown;
      /** @enum {string} */
      priority?: 'critical' | 'high' | 'normal' | 'low';
      tags?: string[];
      attempts?: number;
      /**
       * @description Wait this long once everything before it is done.
       * @example 30s
       */
      delay?: string;
    };
    FlowPart: {
      /** @example live-scores.poll-live-matches */
      type: string;
      /** @description As the type's input schema says: `GET /types/{type}`. */
      input?: unknown;
      /** @enum {string} */
      priority?: 'critical' | 'high' | 'normal' | 'low';
      tags?: string[];
      attempts?: number;
      /**
       * @description Wait this long once everything before it is done.
       * @example 30s
       */
      delay?: string;
      /** @description Names of nodes whose success it waits for, or which end of theirs. */
      after?: (
        | string
        | {
            node: string;
            /** @enum {string} */
            on: 'success' | 'failure' | 'settled';
          }
      )[];
    };
    LimitTerms:
      | {
          windows: {
            limit: number;
            per: 'utc-day' | string;
          }[];
        }
      | {
          atOnce: number;
        };
    RunTerms: {
      attempts?: number | 'unlimited';
      /**
       * @description A number and a unit: ms, s, m, h or d.
       * @example 30s
       */
      timeout?: string;
      backoff?:
        | {
            /**
             * @description A number and a unit: ms, s, m, h or d.
             * @example 30s
             */
            fixed: string;
          }
        | {
            exponential: {
              /**
               * @description A number and a unit: ms, s, m, h or d.
               * @example 30s
               */
              first: string;
              factor?: number;
              /**
               * @description A number and a unit: ms, s, m, h or d.
               * @example 30s
               */
              max?: string;
              jitter?: number;
            };
          }
        | {
            steps: string[];
          };
    };
    CreateAccessKey: {
      /** @description For people, unique among keys that are not revoked. */
      name: string;
      /**
       * @description viewer < operator < admin; a publisher only enqueues, to its own workloads.
       * @enum {string}
       */
      role: 'viewer' | 'publisher' | 'operator' | 'admin';
      /**
       * @description Whether inputs and outputs of jobs are shown.
       * @default false
       */
      payloads?: boolean;
      /**
       * @description A publisher's workloads; of other roles empty.
       * @default []
       */
      workloads?: string[];
      /**
       * Format: date-time
       * @description Default: it does not expire.
       * @example 2026-11-27T18:00:00Z
       */
      expiresAt?: string;
    };
    Status: {
      /** @enum {string} */
      status: 'ok' | 'degraded';
      version: string;
      workloads: {
        name: string;
        summary: string;
        queues: string[];
        jobTypes: string[];
      }[];
      dependencies: {
        [key: string]: {
          up: boolean;
          detail?: string;
        };
      };
    };
    /** @description An error (RFC 9457). */
    Problem: {
      /** @description `urn:kickoff:error:` and the code. */
      type: string;
      /** @description The status's name. */
      title: string;
      status: number;
      /** @description What was wrong, where, and what to do. */
      detail: string;
      /** @description Path of the request. */
      instance: string;
      /** @description Stable; match on this. */
      code: string;
      /** @description The `X-Request-Id` of the request; the log has it too. */
      requestId?: string;
      /** @description Places of the request that are wrong, with what was expected. */
      issues?: {
        path: string;
        message: string;
      }[];
      /** @description Seconds after which trying again makes sense. */
      retryAfter?: number;
    };
    EnqueuedJob: {
      /**
       * Format: uuid
       * @example 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a
       */
      id: string;
      /** @example live-scores.poll-live-matches */
      type: string;
      /** @description A job has the key already, and this is it. */
      duplicate: boolean;
    };
    ListedJob: {
      /**
       * Format: uuid
       * @example 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a
       */
      id: string;
      /** @example live-scores.poll-live-matches */
      type: string;
      /** @example live-scores */
      workload: string;
      /** @example polling */
      queue: string;
      /** @enum {string} */
      priority: 'critical' | 'high' | 'normal' | 'low';
      /** @description What it is unique by, or its line: 16 hex digits. */
      key: string | null;
      /** @enum {string} */
      state:
        | 'scheduled'
        | 'queued'
        | 'running'
        | 'retrying'
        | 'blocked'
        | 'cancelling'
        | 'succeeded'
        | 'dead'
        | 'cancelled'
        | 'expired';
      /** @description That it is in or waits for. */
      attempt: number;
      tags: string[];
      enqueuedAt: string | null;
      /** @description When it becomes due, while it waits for a time. */
      runAt: string | null;
      startedAt: string | null;
      endedAt: string | null;
      /**
       * Format: date-time
       * @description Since when it is in its state.
       * @example 2026-11-27T18:00:00Z
       */
      stateAt: string;
      reason: string | null;
      /** @description Of its last failure. */
      error: {
        code: string;
        name: string;
        message: string;
        stack?: string;
      } | null;
      progress: {
        done: number;
        note?: string;
      } | null;
      /** @description Only for keys with the right to see payloads. */
      input?: unknown;
    };
    Job: {
      /**
       * Format: uuid
       * @example 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a
       */
      id: string;
      /** @example live-scores.poll-live-matches */
      type: string;
      /** @example live-scores */
      workload: string;
      /** @example polling */
      queue: string;
      /** @enum {string} */
      priority: 'critical' | 'high' | 'normal' | 'low';
      /** @description What it is unique by, or its line: 16 hex digits. */
      key: string | null;
      /** @enum {string} */
      state:
        | 'scheduled'
        | 'queued'
        | 'running'
        | 'retrying'
        | 'blocked'
        | 'cancelling'
        | 'succeeded'
        | 'dead'
        | 'cancelled'
        | 'expired';
      /** @description That it is in or waits for. */
      attempt: number;
      tags: string[];
      enqueuedAt: string | null;
      /** @description When it becomes due, while it waits for a time. */
      runAt: string | null;
      startedAt: string | null;
      endedAt: string | null;
      /**
       * Format: date-time
       * @description Since when it is in its state.
       * @example 2026-11-27T18:00:00Z
       */
      stateAt: string;
      reason: string | null;
      /** @description Of its last failure. */
      error: {
        code: string;
        name: string;
        message: string;
        stack?: string;
      } | null;
      progress: {
        done: number;
        note?: string;
      } | null;
      /** @description Only for keys with the right to see payloads. */
      input?: unknown;
      /** @description Of its latest run. */
      logs: {
        at: number;
        /** @enum {string} */
        level: 'debug' | 'info' | 'warn' | 'error';
        message: string;
        fields?: {
          [key: string]: unknown;
        };
      }[];
      /** @description Only for keys with the right to see payloads. */
      output?: unknown;
    };
    Attempt: {
      /** @description Several runs of one attempt: a worker was lost, or the job was returned. */
      attempt: number;
      /** @description Of the message that was delivered; goes up with every change of the job. */
      revision: number;
      /** @description Above 1: a delivery before it was lost. */
      delivery: number;
      worker: string;
      startedAt: string | null;
      endedAt: string | null;
      /** @description null: it runs, or its worker is gone. */
      outcome: string | null;
      /**
       * @description That the job went to.
       * @enum {string}
       */
      state:
        | 'scheduled'
        | 'queued'
        | 'running'
        | 'retrying'
        | 'blocked'
        | 'cancelling'
        | 'succeeded'
        | 'dead'
        | 'cancelled'
        | 'expired';
      reason: string | null;
      error: {
        code: string;
        name: string;
        message: string;
        stack?: string;
      } | null;
      metrics: {
        [key: string]: number;
      };
      annotations: {
        [key: string]: unknown;
      };
      logs: {
        at: number;
        /** @enum {string} */
        level: 'debug' | 'info' | 'warn' | 'error';
        message: string;
        fields?: {
          [key: string]: unknown;
        };
      }[];
      /** @description Only for keys with the right to see payloads. */
      output?: unknown;
    };
    Transition: {
      /** @enum {string} */
      state:
        | 'scheduled'
        | 'queued'
        | 'running'
        | 'retrying'
        | 'blocked'
        | 'cancelling'
        | 'succeeded'
        | 'dead'
        | 'cancelled'
        | 'expired';
      /**
       * Format: date-time
       * @example 2026-11-27T18:00:00Z
       */
      at: string;
      revision: number;
      reason: string | null;
    };
    JobLogLine: {
      at: number;
      /** @enum {string} */
      level: 'debug' | 'info' | 'warn' | 'error';
      message: string;
      fields?: {
        [key: string]: unknown;
      };
      attempt: number;
    };
    ChangedJob: {
      /**
       * Format: uuid
       * @example 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a
       */
      id: string;
    };
    Flow: {
      /**
       * Format: uuid
       * @example 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a
       */
      id: string;
      name: string;
      /** @enum {string} */
      kind: 'chain' | 'batch' | 'flow';
      /** @enum {string} */
      state: 'blocked' | 'running' | 'cancelling' | 'succeeded' | 'failed' | 'cancelled' | 'refused' | 'unneeded';
      /** @description The flow that it is nested in. */
      parentId: string | null;
      /** @description Of the jobs that are its work: ended however, failed, and all. */
      progress: {
        done: number;
        failed: number;
        total: number;
      };
      reason: string | null;
      deadline: string | null;
      /**
       * Format: date-time
       * @example 2026-11-27T18:00:00Z
       */
      createdAt: string;
      startedAt: string | null;
      endedAt: string | null;
    };
    FlowNode: {
      /**
       * Format: uuid
       * @description Of its job, or of the nested flow.
       * @example 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a
       */
      id: string;
      name: string;
      /** @description null: a nested flow. */
      type: string | null;
      /** @enum {string} */
      state: 'blocked' | 'released' | 'succeeded' | 'failed' | 'cancelled' | 'skipped' | 'unneeded';
      /** @description Ids of the nodes that it waits for. */
      after: string[];
      /** @description It waits for all the work of its flow, and is not counted as work. */
      follows: boolean;
      error: {
        code: string;
        name: string;
        message: string;
        stack?: string;
      } | null;
      reason: string | null;
      /** @description When its job was put into its queue. */
      releasedAt: string | null;
      endedAt: string | null;
      /** @description Only for keys with the right to see payloads. */
      output?: unknown;
    };
    Schedule: {
      /** @example live-scores.poll-at-night */
      id: string;
      /** @example live-scores */
      workload: string;
      /** @example live-scores.poll-live-matches */
      type: string;
      /** @description Only for keys with the right to see payloads. */
      input?: unknown;
      everyMs: number | null;
      cron: string | null;
      timeZone: string;
      overlap: string;
      enabled: boolean;
      /** @description Changed at run time; `reset` ends that. */
      isEdited: boolean;
      /** @description Name of a key; null when the code declares it. */
      createdBy: string | null;
      revision: number;
    };
    TypeSummary: {
      /** @example live-scores.poll-live-matches */
      type: string;
      /** @example live-scores */
      workload: string;
      summary: string;
      /** @example polling */
      queue: string;
      version: number;
      /** @description Names of the workers that serve it now. */
      workers: string[];
    };
    Type: {
      /** @example live-scores.poll-live-matches */
      type: string;
      /** @example live-scores */
      workload: string;
      summary: string;
      /** @example polling */
      queue: string;
      version: number;
      /** @description Names of the workers that serve it now. */
      workers: string[];
      /** @description Default of its jobs. */
      priority: string;
      attempts: number | 'unlimited';
      timeoutMs: number;
      /** @description Former names. */
      aliases: string[];
      /** @description Whether its jobs have a key: one unfinished job per key, or one after the other. */
      key: ('unique' | 'ordered') | null;
      /** @description JSON Schema (2020-12); null when its library gives none. */
      input: unknown;
      /** @description JSON Schema of what it returns; null when anything. */
      output: unknown;
      /** @description An input that the schema takes, made from it; null without a schema. */
      example: unknown;
      pause: components['schemas']['Pause'] | null;
    };
    Pause: {
      /** @example queue live-scores/polling */
      what: string;
      reason: string;
      /** @description Name of a key, or of a user and host. */
      by: string;
      /**
       * Format: date-time
       * @example 2026-11-27T18:00:00Z
       */
      since: string;
    };
    Queue: {
      /** @example live-scores */
      workload: string;
      /** @example polling */
      name: string;
      priorities: {
        /** @enum {string} */
        priority: 'critical' | 'high' | 'normal' | 'low';
        /** @description Due, and given to no worker yet. */
        waiting: number;
        /** @description Given to workers. */
        inHand: number;
      }[];
      /** @description How many jobs its workers run at once. */
      slots: number;
      /** @description Names of its workers. */
      workers: string[];
      /** @description Of the queue or its whole workload. */
      pause: components['schemas']['Pause'] | null;
    };
    /** @description A pause or a resumption that was stored. */
    Paused: {
      what: string;
      paused: boolean;
      reason: string;
      /** @description Name of a key, or of a user and host. */
      by: string;
    };
    Worker: {
      name: string;
      /** @example live-scores */
      workload: string;
      queues: {
        name: string;
        slots: number;
      }[];
      types: string[];
      /** @description Jobs that it runs. */
      running: number;
      /** @description Jobs that it has been given, with those that it runs. */
      inHand: number;
      /**
       * Format: date-time
       * @example 2026-11-27T18:00:00Z
       */
      startedAt: string;
      /**
       * Format: date-time
       * @description It says every ten seconds that it lives.
       * @example 2026-11-27T18:00:00Z
       */
      heardAt: string;
    };
    Override: {
      /** @example limit live-scores/rapidapi */
      what: string;
      /** @description null: what the code says holds again. */
      terms: (components['schemas']['RunTerms'] | components['schemas']['LimitTerms']) | null;
      reason: string;
      /** @description Name of a key, or of a user and host. */
      by: string;
    };
    Silenced: {
      /** @example live-scores.poll-live-matches */
      type: string;
      silenced: boolean;
      reason: string;
      by: string;
    };
    Watched: {
      tag: string;
      workload: string | null;
      watched: boolean;
      reason: string;
      by: string;
    };
    AccessKey: {
      /**
       * Format: uuid
       * @example 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a
       */
      id: string;
      /** @description For people, unique among keys that are not revoked. */
      name: string;
      /**
       * @description The first characters of the key, to recognise it by.
       * @example kk_3fJ9aQ
       */
      start: string;
      /**
       * @description viewer < operator < admin; a publisher only enqueues, to its own workloads.
       * @enum {string}
       */
      role: 'viewer' | 'publisher' | 'operator' | 'admin';
      /** @description Whether inputs and outputs of jobs are shown. */
      payloads: boolean;
      /** @description A publisher's workloads; of other roles empty. */
      workloads: string[];
      /**
       * Format: date-time
       * @example 2026-11-27T18:00:00Z
       */
      createdAt: string;
      /** @description Name of the key that made it. */
      createdBy: string;
      expiresAt: string | null;
      revokedAt: string | null;
      /** @description To the minute. */
      lastUsedAt: string | null;
    };
    NewAccessKey: {
      /**
       * Format: uuid
       * @example 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a
       */
      id: string;
      /** @description For people, unique among keys that are not revoked. */
      name: string;
      /**
       * @description The first characters of the key, to recognise it by.
       * @example kk_3fJ9aQ
       */
      start: string;
      /**
       * @description viewer < operator < admin; a publisher only enqueues, to its own workloads.
       * @enum {string}
       */
      role: 'viewer' | 'publisher' | 'operator' | 'admin';
      /** @description Whether inputs and outputs of jobs are shown. */
      payloads: boolean;
      /** @description A publisher's workloads; of other roles empty. */
      workloads: string[];
      /**
       * Format: date-time
       * @example 2026-11-27T18:00:00Z
       */
      createdAt: string;
      /** @description Name of the key that made it. */
      createdBy: string;
      expiresAt: string | null;
      revokedAt: string | null;
      /** @description To the minute. */
      lastUsedAt: string | null;
      /** @description The key itself, shown this once. A repeated request does not have it: rotate the key then. */
      key?: string;
    };
    AuditEntry: {
      /**
       * Format: uuid
       * @example 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a
       */
      id: string;
      /**
       * Format: date-time
       * @example 2026-11-27T18:00:00Z
       */
      at: string;
      /** @description Name of the key. */
      who: string;
      /**
       * Format: uuid
       * @example 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a
       */
      keyId: string;
      requestId: string;
      /** @description Id of the operation, e.g. `pauseQueue`. */
      operation: string;
      /** @description Path of what was changed, below `/api/v1`. */
      target: string;
      /** @description What was changed, as it was; null where that is not known. */
      before: unknown;
      /** @description What was answered. */
      after: unknown;
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  getStatus: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "status": "ok",
           *       "version": "0.1.0",
           *       "workloads": [
           *         {
           *           "name": "live-scores",
           *           "summary": "Live scores of four sports.",
           *           "queues": [
           *             "polling"
           *           ],
           *           "jobTypes": [
           *             "live-scores.poll-live-matches"
           *           ]
           *         }
           *       ],
           *       "dependencies": {
           *         "nats": {
           *           "up": true
           *         },
           *         "postgres": {
           *           "up": true
           *         }
           *       }
           *     }
           */
          'application/json': components['schemas']['Status'];
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listJobs: {
    parameters: {
      query?: {
        /** @description `next` of the page before; none for the first page. */
        cursor?: string;
        /** @description Most items of a page, at most 200. */
        limit?: number;
        /** @description Any of them. */
        state?: (
          | 'scheduled'
          | 'queued'
          | 'running'
          | 'retrying'
          | 'blocked'
          | 'cancelling'
          | 'succeeded'
          | 'dead'
          | 'cancelled'
          | 'expired'
        )[];
        /** @description Any of them. A former name stands for the type and all its names. */
        type?: string[];
        /** @description Any of them. */
        workload?: string[];
        /** @description Any of them, as `<workload>/<queue>`. */
        queue?: string[];
        /** @description All of them. */
        tag?: string[];
        /** @description Any of them, as a job shows its key. */
        key?: string[];
        /** @description Enqueued at or after. */
        from?: string;
        /** @description Enqueued before. */
        to?: string;
        /** @description All of them; needs the right to see payloads. */
        input?: string[];
        /** @description Part of `<code>: <message>` of the error that the job stands with, in any case of letters. */
        error?: string;
      };
      header?: {
        'X-Request-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "items": [
           *         {
           *           "id": "0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a",
           *           "type": "live-scores.process-match",
           *           "workload": "live-scores",
           *           "queue": "processing",
           *           "priority": "high",
           *           "key": "0123456789abcdef",
           *           "state": "dead",
           *           "attempt": 3,
           *           "tags": [
           *             "sport:football"
           *           ],
           *           "enqueuedAt": "2026-11-27T18:00:00.000Z",
           *           "runAt": null,
           *           "startedAt": "2026-11-27T18:00:00.010Z",
           *           "endedAt": "2026-11-27T18:00:00.350Z",
           *           "stateAt": "2026-11-27T18:00:00.350Z",
           *           "reason": "UPSTREAM_REJECTED: status 404",
           *           "error": {
           *             "code": "UPSTREAM_REJECTED",
           *             "name": "UpstreamRejected",
           *             "message": "status 404"
           *           },
           *           "progress": null,
           *           "input": {
           *             "match": {
           *               "id": 1492127
           *             }
           *           }
           *         }
           *       ],
           *       "next": null
           *     }
           */
          'application/json': {
            items: components['schemas']['ListedJob'][];
            /** @description `cursor` of the next page; null on the last one. */
            next: string | null;
          };
        };
      };
      /** @description A problem: SEARCH_INVALID, FORBIDDEN, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  enqueueJobs: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "type": "live-scores.poll-live-matches",
         *       "input": {
         *         "sport": "football"
         *       },
         *       "delay": "5s",
         *       "tags": [
         *         "by hand"
         *       ]
         *     }
         */
        'application/json':
          | components['schemas']['EnqueueJob']
          | {
              jobs: components['schemas']['EnqueueJob'][];
            };
      };
    };
    responses: {
      /** @description Done. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "jobs": [
           *         {
           *           "id": "0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a",
           *           "type": "live-scores.poll-live-matches",
           *           "duplicate": false
           *         }
           *       ]
           *     }
           */
          'application/json': {
            jobs: components['schemas']['EnqueuedJob'][];
          };
        };
      };
      /** @description A problem: UNKNOWN_JOB_TYPE, INPUT_INVALID, PRIORITY_NOT_DECLARED, OVERLOADED, FORBIDDEN, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getJob: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
        /** @description An ETag; what has not changed is answered 304. */
        'If-None-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a",
           *       "type": "live-scores.poll-live-matches",
           *       "workload": "live-scores",
           *       "queue": "polling",
           *       "priority": "high",
           *       "key": null,
           *       "state": "succeeded",
           *       "attempt": 1,
           *       "tags": [
           *         "sport:football"
           *       ],
           *       "enqueuedAt": "2026-11-27T18:00:00.000Z",
           *       "runAt": null,
           *       "startedAt": "2026-11-27T18:00:00.010Z",
           *       "endedAt": "2026-11-27T18:00:00.350Z",
           *       "stateAt": "2026-11-27T18:00:00.350Z",
           *       "reason": null,
           *       "error": null,
           *       "progress": null,
           *       "logs": [
           *         {
           *           "at": 1795802400100,
           *           "level": "info",
           *           "message": "asked the upstream"
           *         }
           *       ],
           *       "input": {
           *         "sport": "football"
           *       },
           *       "output": {
           *         "matches": 12
           *       }
           *     }
           */
          'application/json': components['schemas']['Job'];
        };
      };
      /** @description A problem: JOB_NOT_FOUND, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listAttempts: {
    parameters: {
      query?: {
        /** @description The latest of them. */
        limit?: number;
      };
      header?: {
        'X-Request-Id'?: string;
        /** @description An ETag; what has not changed is answered 304. */
        'If-None-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "items": [
           *         {
           *           "attempt": 1,
           *           "revision": 1,
           *           "delivery": 1,
           *           "worker": "poller-1",
           *           "startedAt": "2026-11-27T18:00:00.010Z",
           *           "endedAt": "2026-11-27T18:00:00.350Z",
           *           "outcome": "succeeded",
           *           "state": "succeeded",
           *           "reason": null,
           *           "error": null,
           *           "metrics": {
           *             "matches": 12
           *           },
           *           "annotations": {
           *             "upstream": "rapidapi"
           *           },
           *           "logs": [
           *             {
           *               "at": 1795802400100,
           *               "level": "info",
           *               "message": "asked the upstream"
           *             }
           *           ],
           *           "output": {
           *             "matches": 12
           *           }
           *         }
           *       ]
           *     }
           */
          'application/json': {
            items: components['schemas']['Attempt'][];
          };
        };
      };
      /** @description A problem: JOB_NOT_FOUND, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listTransitions: {
    parameters: {
      query?: {
        /** @description The latest of them. */
        limit?: number;
      };
      header?: {
        'X-Request-Id'?: string;
        /** @description An ETag; what has not changed is answered 304. */
        'If-None-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "items": [
           *         {
           *           "state": "succeeded",
           *           "at": "2026-11-27T18:00:00.350Z",
           *           "revision": 1,
           *           "reason": null
           *         },
           *         {
           *           "state": "running",
           *           "at": "2026-11-27T18:00:00.010Z",
           *           "revision": 1,
           *           "reason": null
           *         }
           *       ]
           *     }
           */
          'application/json': {
            items: components['schemas']['Transition'][];
          };
        };
      };
      /** @description A problem: JOB_NOT_FOUND, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listLogs: {
    parameters: {
      query?: {
        /** @description The latest of them. */
        limit?: number;
        /** @description Part of the message or of a field, in any case of letters. */
        search?: string;
        /** @description This level only. */
        level?: 'debug' | 'info' | 'warn' | 'error';
        /** @description Of this attempt only. */
        attempt?: number;
      };
      header?: {
        'X-Request-Id'?: string;
        /** @description An ETag; what has not changed is answered 304. */
        'If-None-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "items": [
           *         {
           *           "attempt": 1,
           *           "at": 1795802400100,
           *           "level": "info",
           *           "message": "asked the upstream"
           *         }
           *       ]
           *     }
           */
          'application/json': {
            items: components['schemas']['JobLogLine'][];
          };
        };
      };
      /** @description A problem: JOB_NOT_FOUND, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  cancelJob: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
        'Idempotency-Key'?: string;
        /** @description An ETag; what has changed since is not touched (412). */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "reason": "not needed any more"
         *     }
         */
        'application/json': {
          /**
           * @description For the history; shown to whoever looks.
           * @default cancelled
           */
          reason?: string;
        };
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a",
           *       "outcome": "cancelled"
           *     }
           */
          'application/json': {
            /**
             * Format: uuid
             * @example 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a
             */
            id: string;
            /**
             * @description Ended, or about to be by its worker.
             * @enum {string}
             */
            outcome: 'cancelled' | 'cancelling';
          };
        };
      };
      /** @description A problem: JOB_NOT_FOUND, TOO_LATE, SCHEDULER_UNAVAILABLE, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  runJobNow: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
        'Idempotency-Key'?: string;
        /** @description An ETag; what has changed since is not touched (412). */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a"
           *     }
           */
          'application/json': components['schemas']['ChangedJob'];
        };
      };
      /** @description A problem: JOB_NOT_FOUND, TOO_LATE, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  rescheduleJob: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
        'Idempotency-Key'?: string;
        /** @description An ETag; what has changed since is not touched (412). */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "delay": "1h"
         *     }
         */
        'application/json':
          | {
              /**
               * Format: date-time
               * @description One that has passed means now.
               * @example 2026-11-27T18:00:00Z
               */
              at: string;
            }
          | {
              /**
               * @description From now.
               * @example 30s
               */
              delay: string;
            };
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a"
           *     }
           */
          'application/json': components['schemas']['ChangedJob'];
        };
      };
      /** @description A problem: JOB_NOT_FOUND, TOO_LATE, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  reprioritiseJob: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
        'Idempotency-Key'?: string;
        /** @description An ETag; what has changed since is not touched (412). */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "priority": "high"
         *     }
         */
        'application/json': {
          /** @enum {string} */
          priority: 'critical' | 'high' | 'normal' | 'low';
        };
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a"
           *     }
           */
          'application/json': components['schemas']['ChangedJob'];
        };
      };
      /** @description A problem: JOB_NOT_FOUND, TOO_LATE, PRIORITY_NOT_DECLARED, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listFlows: {
    parameters: {
      query?: {
        /** @description `next` of the page before; none for the first page. */
        cursor?: string;
        /** @description Most items of a page, at most 200. */
        limit?: number;
        state?: 'blocked' | 'running' | 'cancelling' | 'succeeded' | 'failed' | 'cancelled' | 'refused' | 'unneeded';
        name?: string;
      };
      header?: {
        'X-Request-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "items": [
           *         {
           *           "id": "0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a",
           *           "name": "a dozen loaves",
           *           "kind": "batch",
           *           "state": "running",
           *           "parentId": null,
           *           "progress": {
           *             "done": 3,
           *             "failed": 0,
           *             "total": 12
           *           },
           *           "reason": null,
           *           "deadline": null,
           *           "createdAt": "2026-11-27T18:00:00.000Z",
           *           "startedAt": "2026-11-27T18:00:00.010Z",
           *           "endedAt": null
           *         }
           *       ],
           *       "next": null
           *     }
           */
          'application/json': {
            items: components['schemas']['Flow'][];
            /** @description `cursor` of the next page; null on the last one. */
            next: string | null;
          };
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  startFlow: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "chain": [
         *         {
         *           "type": "baking.weigh-flour",
         *           "input": {
         *             "loaves": 1
         *           }
         *         },
         *         {
         *           "type": "baking.bake-loaf",
         *           "input": {
         *             "loaf": 1
         *           }
         *         }
         *       ]
         *     }
         */
        'application/json': components['schemas']['StartFlow'];
      };
    };
    responses: {
      /** @description Done. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a",
           *       "jobs": {
           *         "weigh-flour": "0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6b"
           *       }
           *     }
           */
          'application/json': {
            /**
             * Format: uuid
             * @example 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a
             */
            id: string;
            /** @description Ids by names of nodes. */
            jobs: {
              [key: string]: string;
            };
          };
        };
      };
      /** @description A problem: FLOW_INVALID, UNKNOWN_JOB_TYPE, INPUT_INVALID, PRIORITY_NOT_DECLARED, OVERLOADED, FORBIDDEN, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getFlow: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
        /** @description An ETag; what has not changed is answered 304. */
        'If-None-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a",
           *       "name": "a dozen loaves",
           *       "kind": "batch",
           *       "state": "running",
           *       "parentId": null,
           *       "progress": {
           *         "done": 3,
           *         "failed": 0,
           *         "total": 12
           *       },
           *       "reason": null,
           *       "deadline": null,
           *       "createdAt": "2026-11-27T18:00:00.000Z",
           *       "startedAt": "2026-11-27T18:00:00.010Z",
           *       "endedAt": null
           *     }
           */
          'application/json': components['schemas']['Flow'];
        };
      };
      /** @description A problem: FLOW_NOT_FOUND, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listFlowNodes: {
    parameters: {
      query?: {
        /** @description `next` of the page before; none for the first page. */
        cursor?: string;
        /** @description Most items of a page, at most 200. */
        limit?: number;
        state?: 'blocked' | 'released' | 'succeeded' | 'failed' | 'cancelled' | 'skipped' | 'unneeded';
      };
      header?: {
        'X-Request-Id'?: string;
        /** @description An ETag; what has not changed is answered 304. */
        'If-None-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "items": [
           *         {
           *           "id": "0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6b",
           *           "name": "1",
           *           "type": "baking.bake-loaf",
           *           "state": "succeeded",
           *           "after": [],
           *           "follows": false,
           *           "error": null,
           *           "reason": null,
           *           "releasedAt": "2026-11-27T18:00:00.020Z",
           *           "endedAt": "2026-11-27T18:00:01.000Z",
           *           "output": {
           *             "isGood": true
           *           }
           *         }
           *       ],
           *       "next": null
           *     }
           */
          'application/json': {
            items: components['schemas']['FlowNode'][];
            /** @description `cursor` of the next page; null on the last one. */
            next: string | null;
          };
        };
      };
      /** @description A problem: FLOW_NOT_FOUND, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  cancelFlow: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
        'Idempotency-Key'?: string;
        /** @description An ETag; what has changed since is not touched (412). */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "reason": "not needed any more"
         *     }
         */
        'application/json': {
          /**
           * @description For the history; shown to whoever looks.
           * @default cancelled
           */
          reason?: string;
        };
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a",
           *       "name": "a dozen loaves",
           *       "kind": "batch",
           *       "state": "cancelling",
           *       "parentId": null,
           *       "progress": {
           *         "done": 3,
           *         "failed": 0,
           *         "total": 12
           *       },
           *       "reason": null,
           *       "deadline": null,
           *       "createdAt": "2026-11-27T18:00:00.000Z",
           *       "startedAt": "2026-11-27T18:00:00.010Z",
           *       "endedAt": null
           *     }
           */
          'application/json': components['schemas']['Flow'];
        };
      };
      /** @description A problem: FLOW_NOT_FOUND, TOO_LATE, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  retryFlow: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
        'Idempotency-Key'?: string;
        /** @description An ETag; what has changed since is not touched (412). */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a",
           *       "name": "a dozen loaves",
           *       "kind": "batch",
           *       "state": "running",
           *       "parentId": null,
           *       "progress": {
           *         "done": 3,
           *         "failed": 0,
           *         "total": 12
           *       },
           *       "reason": null,
           *       "deadline": null,
           *       "createdAt": "2026-11-27T18:00:00.000Z",
           *       "startedAt": "2026-11-27T18:00:00.010Z",
           *       "endedAt": null
           *     }
           */
          'application/json': components['schemas']['Flow'];
        };
      };
      /** @description A problem: FLOW_NOT_FOUND, TOO_LATE, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  retryFlowNode: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
        'Idempotency-Key'?: string;
        /** @description An ETag; what has changed since is not touched (412). */
        'If-Match'?: string;
      };
      path: {
        id: string;
        /** @description Name of the node. */
        node: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a",
           *       "name": "a dozen loaves",
           *       "kind": "batch",
           *       "state": "running",
           *       "parentId": null,
           *       "progress": {
           *         "done": 3,
           *         "failed": 0,
           *         "total": 12
           *       },
           *       "reason": null,
           *       "deadline": null,
           *       "createdAt": "2026-11-27T18:00:00.000Z",
           *       "startedAt": "2026-11-27T18:00:00.010Z",
           *       "endedAt": null
           *     }
           */
          'application/json': components['schemas']['Flow'];
        };
      };
      /** @description A problem: FLOW_NOT_FOUND, TOO_LATE, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  skipFlowNode: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
        'Idempotency-Key'?: string;
        /** @description An ETag; what has changed since is not touched (412). */
        'If-Match'?: string;
      };
      path: {
        id: string;
        /** @description Name of the node. */
        node: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "reason": "the oven is broken"
         *     }
         */
        'application/json': {
          /**
           * @description For the history; shown to whoever looks.
           * @default skipped
           */
          reason?: string;
        };
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a",
           *       "name": "a dozen loaves",
           *       "kind": "batch",
           *       "state": "running",
           *       "parentId": null,
           *       "progress": {
           *         "done": 3,
           *         "failed": 0,
           *         "total": 12
           *       },
           *       "reason": null,
           *       "deadline": null,
           *       "createdAt": "2026-11-27T18:00:00.000Z",
           *       "startedAt": "2026-11-27T18:00:00.010Z",
           *       "endedAt": null
           *     }
           */
          'application/json': components['schemas']['Flow'];
        };
      };
      /** @description A problem: FLOW_NOT_FOUND, TOO_LATE, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listSchedules: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "items": [
           *         {
           *           "id": "live-scores.poll-at-night",
           *           "workload": "live-scores",
           *           "type": "live-scores.poll-live-matches",
           *           "input": {
           *             "sport": "football"
           *           },
           *           "everyMs": null,
           *           "cron": "0 3 * * *",
           *           "timeZone": "Europe/Paris",
           *           "overlap": "skip",
           *           "enabled": true,
           *           "isEdited": false,
           *           "createdBy": "ci",
           *           "revision": 1
           *         }
           *       ]
           *     }
           */
          'application/json': {
            items: components['schemas']['Schedule'][];
          };
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  createSchedule: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "id": "live-scores.poll-at-night",
         *       "type": "live-scores.poll-live-matches",
         *       "input": {
         *         "sport": "football"
         *       },
         *       "cron": "0 3 * * *",
         *       "timeZone": "Europe/Paris"
         *     }
         */
        'application/json': {
          /** @example live-scores.poll-at-night */
          id: string;
          /** @example live-scores.poll-live-matches */
          type: string;
          /** @description Of its jobs. */
          input?: unknown;
          /**
           * @description Whole seconds. Instead of cron.
           * @example 30s
           */
          every?: string;
          /**
           * @description Five fields, or six with seconds first. Instead of every.
           * @example 0 3 * * *
           */
          cron?: string;
          /** @default UTC */
          timeZone?: string;
          /**
           * @default skip
           * @enum {string}
           */
          overlap?: 'skip' | 'queue-all';
          /** @default true */
          enabled?: boolean;
        };
      };
    };
    responses: {
      /** @description Done. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "live-scores.poll-at-night",
           *       "workload": "live-scores",
           *       "type": "live-scores.poll-live-matches",
           *       "input": {
           *         "sport": "football"
           *       },
           *       "everyMs": null,
           *       "cron": "0 3 * * *",
           *       "timeZone": "Europe/Paris",
           *       "overlap": "skip",
           *       "enabled": true,
           *       "isEdited": false,
           *       "createdBy": "ci",
           *       "revision": 1
           *     }
           */
          'application/json': components['schemas']['Schedule'];
        };
      };
      /** @description A problem: NAME_TAKEN, UNKNOWN_JOB_TYPE, INPUT_INVALID, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getSchedule: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
        /** @description An ETag; what has not changed is answered 304. */
        'If-None-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "live-scores.poll-at-night",
           *       "workload": "live-scores",
           *       "type": "live-scores.poll-live-matches",
           *       "input": {
           *         "sport": "football"
           *       },
           *       "everyMs": null,
           *       "cron": "0 3 * * *",
           *       "timeZone": "Europe/Paris",
           *       "overlap": "skip",
           *       "enabled": true,
           *       "isEdited": false,
           *       "createdBy": "ci",
           *       "revision": 1
           *     }
           */
          'application/json': components['schemas']['Schedule'];
        };
      };
      /** @description A problem: NOT_FOUND, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  editSchedule: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
        /** @description An ETag; what has changed since is not touched (412). */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "cron": "0 4 * * *"
         *     }
         */
        'application/json': {
          /** @description Of its jobs. */
          input?: unknown;
          /**
           * @description Whole seconds. Instead of cron.
           * @example 30s
           */
          every?: string;
          /**
           * @description Five fields, or six with seconds first. Instead of every.
           * @example 0 3 * * *
           */
          cron?: string;
          /**
           * @description IANA name, for cron.
           * @example Europe/Paris
           */
          timeZone?: string;
          /**
           * @description While a job of an earlier firing is unfinished: skip this one, or queue it too.
           * @enum {string}
           */
          overlap?: 'skip' | 'queue-all';
        };
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "live-scores.poll-at-night",
           *       "workload": "live-scores",
           *       "type": "live-scores.poll-live-matches",
           *       "input": {
           *         "sport": "football"
           *       },
           *       "everyMs": null,
           *       "cron": "0 4 * * *",
           *       "timeZone": "Europe/Paris",
           *       "overlap": "skip",
           *       "enabled": true,
           *       "isEdited": true,
           *       "createdBy": "ci",
           *       "revision": 2
           *     }
           */
          'application/json': components['schemas']['Schedule'];
        };
      };
      /** @description A problem: NOT_FOUND, INPUT_INVALID, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  deleteSchedule: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
        /** @description An ETag; what has changed since is not touched (412). */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "live-scores.poll-at-night"
           *     }
           */
          'application/json': {
            /** @example live-scores.poll-at-night */
            id: string;
          };
        };
      };
      /** @description A problem: NOT_FOUND, SCHEDULE_DECLARED, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listFirings: {
    parameters: {
      query?: {
        limit?: number;
      };
      header?: {
        'X-Request-Id'?: string;
        /** @description An ETag; what has not changed is answered 304. */
        'If-None-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "last": null,
           *       "next": [
           *         "2026-11-28T02:00:00.000Z",
           *         "2026-11-29T02:00:00.000Z"
           *       ]
           *     }
           */
          'application/json': {
            last: string | null;
            /** @description None while it is disabled. */
            next: string[];
          };
        };
      };
      /** @description A problem: NOT_FOUND, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  resetSchedule: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
        /** @description An ETag; what has changed since is not touched (412). */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "live-scores.poll-at-night",
           *       "workload": "live-scores",
           *       "type": "live-scores.poll-live-matches",
           *       "input": {
           *         "sport": "football"
           *       },
           *       "everyMs": null,
           *       "cron": "0 3 * * *",
           *       "timeZone": "Europe/Paris",
           *       "overlap": "skip",
           *       "enabled": true,
           *       "isEdited": false,
           *       "createdBy": "ci",
           *       "revision": 1
           *     }
           */
          'application/json': components['schemas']['Schedule'];
        };
      };
      /** @description A problem: NOT_FOUND, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  enableSchedule: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
        /** @description An ETag; what has changed since is not touched (412). */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "live-scores.poll-at-night",
           *       "workload": "live-scores",
           *       "type": "live-scores.poll-live-matches",
           *       "input": {
           *         "sport": "football"
           *       },
           *       "everyMs": null,
           *       "cron": "0 3 * * *",
           *       "timeZone": "Europe/Paris",
           *       "overlap": "skip",
           *       "enabled": true,
           *       "isEdited": true,
           *       "createdBy": "ci",
           *       "revision": 1
           *     }
           */
          'application/json': components['schemas']['Schedule'];
        };
      };
      /** @description A problem: NOT_FOUND, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  disableSchedule: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
        /** @description An ETag; what has changed since is not touched (412). */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "live-scores.poll-at-night",
           *       "workload": "live-scores",
           *       "type": "live-scores.poll-live-matches",
           *       "input": {
           *         "sport": "football"
           *       },
           *       "everyMs": null,
           *       "cron": "0 3 * * *",
           *       "timeZone": "Europe/Paris",
           *       "overlap": "skip",
           *       "enabled": false,
           *       "isEdited": true,
           *       "createdBy": "ci",
           *       "revision": 1
           *     }
           */
          'application/json': components['schemas']['Schedule'];
        };
      };
      /** @description A problem: NOT_FOUND, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  triggerSchedule: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
        'Idempotency-Key'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a",
           *       "duplicate": false
           *     }
           */
          'application/json': {
            /** Format: uuid */
            id: string;
            /** @description The job has a key that an unfinished one has; this is that one. */
            duplicate: boolean;
          };
        };
      };
      /** @description A problem: NOT_FOUND, OVERLOADED, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listTypes: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "items": [
           *         {
           *           "type": "live-scores.poll-live-matches",
           *           "workload": "live-scores",
           *           "summary": "Fetches every live match of one sport.",
           *           "queue": "polling",
           *           "version": 1,
           *           "workers": [
           *             "poller-1"
           *           ]
           *         }
           *       ]
           *     }
           */
          'application/json': {
            items: components['schemas']['TypeSummary'][];
          };
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getType: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
        /** @description An ETag; what has not changed is answered 304. */
        'If-None-Match'?: string;
      };
      path: {
        type: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "live-scores.poll-live-matches",
           *       "workload": "live-scores",
           *       "summary": "Fetches every live match of one sport.",
           *       "queue": "polling",
           *       "version": 1,
           *       "workers": [
           *         "poller-1"
           *       ],
           *       "priority": "high",
           *       "attempts": 3,
           *       "timeoutMs": 30000,
           *       "aliases": [],
           *       "key": "unique",
           *       "input": {
           *         "type": "object",
           *         "properties": {
           *           "sport": {
           *             "type": "string"
           *           }
           *         },
           *         "required": [
           *           "sport"
           *         ]
           *       },
           *       "output": null,
           *       "example": {
           *         "sport": "string"
           *       },
           *       "pause": null
           *     }
           */
          'application/json': components['schemas']['Type'];
        };
      };
      /** @description A problem: NOT_FOUND, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listQueues: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "items": [
           *         {
           *           "workload": "live-scores",
           *           "name": "polling",
           *           "priorities": [
           *             {
           *               "priority": "high",
           *               "waiting": 3,
           *               "inHand": 1
           *             }
           *           ],
           *           "slots": 20,
           *           "workers": [
           *             "poller-1"
           *           ],
           *           "pause": null
           *         }
           *       ]
           *     }
           */
          'application/json': {
            items: components['schemas']['Queue'][];
          };
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listPauses: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "items": [
           *         {
           *           "what": "queue live-scores/polling",
           *           "reason": "upstream is down",
           *           "by": "ci",
           *           "since": "2026-11-27T18:00:00.000Z"
           *         }
           *       ]
           *     }
           */
          'application/json': {
            items: components['schemas']['Pause'][];
          };
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  pauseQueue: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
      };
      path: {
        workload: string;
        queue: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "reason": "upstream is down"
         *     }
         */
        'application/json': {
          /** @description For the history; shown to whoever looks. */
          reason: string;
        };
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "what": "queue live-scores/polling",
           *       "paused": true,
           *       "reason": "upstream is down",
           *       "by": "ci"
           *     }
           */
          'application/json': components['schemas']['Paused'];
        };
      };
      /** @description A problem: PAUSE_TARGET_UNKNOWN, SCHEDULER_UNAVAILABLE, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  resumeQueue: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
      };
      path: {
        workload: string;
        queue: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "reason": "upstream is back"
         *     }
         */
        'application/json': {
          /** @description For the history; shown to whoever looks. */
          reason: string;
        };
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "what": "queue live-scores/polling",
           *       "paused": false,
           *       "reason": "upstream is back",
           *       "by": "ci"
           *     }
           */
          'application/json': components['schemas']['Paused'];
        };
      };
      /** @description A problem: PAUSE_TARGET_UNKNOWN, SCHEDULER_UNAVAILABLE, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  pauseWorkload: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
      };
      path: {
        workload: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "reason": "upstream is down"
         *     }
         */
        'application/json': {
          /** @description For the history; shown to whoever looks. */
          reason: string;
        };
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "what": "workload live-scores",
           *       "paused": true,
           *       "reason": "upstream is down",
           *       "by": "ci"
           *     }
           */
          'application/json': components['schemas']['Paused'];
        };
      };
      /** @description A problem: PAUSE_TARGET_UNKNOWN, SCHEDULER_UNAVAILABLE, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  resumeWorkload: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
      };
      path: {
        workload: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "reason": "upstream is back"
         *     }
         */
        'application/json': {
          /** @description For the history; shown to whoever looks. */
          reason: string;
        };
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "what": "workload live-scores",
           *       "paused": false,
           *       "reason": "upstream is back",
           *       "by": "ci"
           *     }
           */
          'application/json': components['schemas']['Paused'];
        };
      };
      /** @description A problem: PAUSE_TARGET_UNKNOWN, SCHEDULER_UNAVAILABLE, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  pauseType: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
      };
      path: {
        type: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "reason": "upstream is down"
         *     }
         */
        'application/json': {
          /** @description For the history; shown to whoever looks. */
          reason: string;
        };
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "what": "type live-scores.poll-live-matches",
           *       "paused": true,
           *       "reason": "upstream is down",
           *       "by": "ci"
           *     }
           */
          'application/json': components['schemas']['Paused'];
        };
      };
      /** @description A problem: PAUSE_TARGET_UNKNOWN, SCHEDULER_UNAVAILABLE, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  resumeType: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
      };
      path: {
        type: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "reason": "upstream is back"
         *     }
         */
        'application/json': {
          /** @description For the history; shown to whoever looks. */
          reason: string;
        };
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "what": "type live-scores.poll-live-matches",
           *       "paused": false,
           *       "reason": "upstream is back",
           *       "by": "ci"
           *     }
           */
          'application/json': components['schemas']['Paused'];
        };
      };
      /** @description A problem: PAUSE_TARGET_UNKNOWN, SCHEDULER_UNAVAILABLE, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listWorkers: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "items": [
           *         {
           *           "name": "poller-1",
           *           "workload": "live-scores",
           *           "queues": [
           *             {
           *               "name": "polling",
           *               "slots": 20
           *             }
           *           ],
           *           "types": [
           *             "live-scores.poll-live-matches"
           *           ],
           *           "running": 1,
           *           "inHand": 2,
           *           "startedAt": "2026-11-27T17:00:00.000Z",
           *           "heardAt": "2026-11-27T18:00:00.000Z"
           *         }
           *       ]
           *     }
           */
          'application/json': {
            items: components['schemas']['Worker'][];
          };
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listOverrides: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "items": [
           *         {
           *           "what": "limit live-scores/rapidapi",
           *           "terms": {
           *             "windows": [
           *               {
           *                 "limit": 5,
           *                 "per": "1s"
           *               }
           *             ]
           *           },
           *           "reason": "upstream is slow",
           *           "by": "ci",
           *           "since": "2026-11-27T18:00:00.000Z"
           *         }
           *       ]
           *     }
           */
          'application/json': {
            items: {
              /** @example limit live-scores/rapidapi */
              what: string;
              /** @description null: what the code says holds again. */
              terms: (components['schemas']['RunTerms'] | components['schemas']['LimitTerms']) | null;
              reason: string;
              /** @description Name of a key, or of a user and host. */
              by: string;
              /**
               * Format: date-time
               * @example 2026-11-27T18:00:00Z
               */
              since: string;
            }[];
          };
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  overrideLimit: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
      };
      path: {
        workload: string;
        limit: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "terms": {
         *         "windows": [
         *           {
         *             "limit": 5,
         *             "per": "1s"
         *           }
         *         ]
         *       },
         *       "reason": "upstream is slow"
         *     }
         */
        'application/json': {
          terms: components['schemas']['LimitTerms'];
          /** @description For the history; shown to whoever looks. */
          reason: string;
        };
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "what": "limit live-scores/rapidapi",
           *       "terms": {
           *         "windows": [
           *           {
           *             "limit": 5,
           *             "per": "1s"
           *           }
           *         ]
           *       },
           *       "reason": "upstream is slow",
           *       "by": "ci"
           *     }
           */
          'application/json': components['schemas']['Override'];
        };
      };
      /** @description A problem: TARGET_UNKNOWN, SCHEDULER_UNAVAILABLE, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  resetLimit: {
    parameters: {
      query?: {
        reason?: string;
      };
      header?: {
        'X-Request-Id'?: string;
      };
      path: {
        workload: string;
        limit: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "what": "limit live-scores/rapidapi",
           *       "terms": null,
           *       "reason": "reset",
           *       "by": "ci"
           *     }
           */
          'application/json': components['schemas']['Override'];
        };
      };
      /** @description A problem: TARGET_UNKNOWN, SCHEDULER_UNAVAILABLE, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  overrideDefaults: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "terms": {
         *         "attempts": 5,
         *         "timeout": "1m"
         *       },
         *       "reason": "upstream is slow"
         *     }
         */
        'application/json': {
          terms: components['schemas']['RunTerms'];
          /** @description For the history; shown to whoever looks. */
          reason: string;
        };
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "what": "every workload",
           *       "terms": {
           *         "attempts": 5,
           *         "timeout": "1m"
           *       },
           *       "reason": "upstream is slow",
           *       "by": "ci"
           *     }
           */
          'application/json': components['schemas']['Override'];
        };
      };
      /** @description A problem: TARGET_UNKNOWN, SCHEDULER_UNAVAILABLE, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  resetDefaults: {
    parameters: {
      query?: {
        reason?: string;
      };
      header?: {
        'X-Request-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "what": "every workload",
           *       "terms": null,
           *       "reason": "reset",
           *       "by": "ci"
           *     }
           */
          'application/json': components['schemas']['Override'];
        };
      };
      /** @description A problem: TARGET_UNKNOWN, SCHEDULER_UNAVAILABLE, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  overrideWorkloadDefaults: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
      };
      path: {
        workload: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "terms": {
         *         "attempts": 5,
         *         "timeout": "1m"
         *       },
         *       "reason": "upstream is slow"
         *     }
         */
        'application/json': {
          terms: components['schemas']['RunTerms'];
          /** @description For the history; shown to whoever looks. */
          reason: string;
        };
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "what": "workload live-scores",
           *       "terms": {
           *         "attempts": 5,
           *         "timeout": "1m"
           *       },
           *       "reason": "upstream is slow",
           *       "by": "ci"
           *     }
           */
          'application/json': components['schemas']['Override'];
        };
      };
      /** @description A problem: TARGET_UNKNOWN, SCHEDULER_UNAVAILABLE, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  resetWorkloadDefaults: {
    parameters: {
      query?: {
        reason?: string;
      };
      header?: {
        'X-Request-Id'?: string;
      };
      path: {
        workload: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "what": "workload live-scores",
           *       "terms": null,
           *       "reason": "reset",
           *       "by": "ci"
           *     }
           */
          'application/json': components['schemas']['Override'];
        };
      };
      /** @description A problem: TARGET_UNKNOWN, SCHEDULER_UNAVAILABLE, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  overrideTypeDefaults: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
      };
      path: {
        type: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "terms": {
         *         "attempts": 5,
         *         "timeout": "1m"
         *       },
         *       "reason": "upstream is slow"
         *     }
         */
        'application/json': {
          terms: components['schemas']['RunTerms'];
          /** @description For the history; shown to whoever looks. */
          reason: string;
        };
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "what": "type live-scores.poll-live-matches",
           *       "terms": {
           *         "attempts": 5,
           *         "timeout": "1m"
           *       },
           *       "reason": "upstream is slow",
           *       "by": "ci"
           *     }
           */
          'application/json': components['schemas']['Override'];
        };
      };
      /** @description A problem: TARGET_UNKNOWN, SCHEDULER_UNAVAILABLE, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  resetTypeDefaults: {
    parameters: {
      query?: {
        reason?: string;
      };
      header?: {
        'X-Request-Id'?: string;
      };
      path: {
        type: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "what": "type live-scores.poll-live-matches",
           *       "terms": null,
           *       "reason": "reset",
           *       "by": "ci"
           *     }
           */
          'application/json': components['schemas']['Override'];
        };
      };
      /** @description A problem: TARGET_UNKNOWN, SCHEDULER_UNAVAILABLE, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listMarks: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "silenced": [
           *         {
           *           "type": "live-scores.poll-live-matches",
           *           "reason": "too loud",
           *           "by": "ci",
           *           "since": "2026-11-27T18:00:00.000Z"
           *         }
           *       ],
           *       "watched": [
           *         {
           *           "tag": "customer:7",
           *           "workload": null,
           *           "reason": "too loud",
           *           "by": "ci",
           *           "since": "2026-11-27T18:00:00.000Z"
           *         }
           *       ]
           *     }
           */
          'application/json': {
            silenced: {
              /** @example live-scores.poll-live-matches */
              type: string;
              reason: string;
              by: string;
              /**
               * Format: date-time
               * @example 2026-11-27T18:00:00Z
               */
              since: string;
            }[];
            watched: {
              tag: string;
              workload: string | null;
              reason: string;
              by: string;
              /**
               * Format: date-time
               * @example 2026-11-27T18:00:00Z
               */
              since: string;
            }[];
          };
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  silenceType: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
      };
      path: {
        type: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "reason": "too loud"
         *     }
         */
        'application/json': {
          /** @description For the history; shown to whoever looks. */
          reason: string;
        };
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "live-scores.poll-live-matches",
           *       "silenced": true,
           *       "reason": "too loud",
           *       "by": "ci"
           *     }
           */
          'application/json': components['schemas']['Silenced'];
        };
      };
      /** @description A problem: TARGET_UNKNOWN, SCHEDULER_UNAVAILABLE, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  unsilenceType: {
    parameters: {
      query?: {
        reason?: string;
      };
      header?: {
        'X-Request-Id'?: string;
      };
      path: {
        type: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "live-scores.poll-live-matches",
           *       "silenced": false,
           *       "reason": "too loud",
           *       "by": "ci"
           *     }
           */
          'application/json': components['schemas']['Silenced'];
        };
      };
      /** @description A problem: TARGET_UNKNOWN, SCHEDULER_UNAVAILABLE, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  watchTag: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
      };
      path: {
        tag: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "reason": "a complaint"
         *     }
         */
        'application/json': {
          /** @description For the history; shown to whoever looks. */
          reason: string;
          /**
           * @description Only in this workload. Default: in every one.
           * @example live-scores
           */
          workload?: string;
        };
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "tag": "customer:7",
           *       "workload": null,
           *       "watched": true,
           *       "reason": "a complaint",
           *       "by": "ci"
           *     }
           */
          'application/json': components['schemas']['Watched'];
        };
      };
      /** @description A problem: SCHEDULER_UNAVAILABLE, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  unwatchTag: {
    parameters: {
      query?: {
        reason?: string;
        /** @description Only in this workload. Default: in every one. */
        workload?: string;
      };
      header?: {
        'X-Request-Id'?: string;
      };
      path: {
        tag: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "tag": "customer:7",
           *       "workload": null,
           *       "watched": false,
           *       "reason": "settled",
           *       "by": "ci"
           *     }
           */
          'application/json': components['schemas']['Watched'];
        };
      };
      /** @description A problem: SCHEDULER_UNAVAILABLE, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listKeys: {
    parameters: {
      query?: {
        /** @description `next` of the page before; none for the first page. */
        cursor?: string;
        /** @description Most items of a page, at most 200. */
        limit?: number;
      };
      header?: {
        'X-Request-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "items": [
           *         {
           *           "id": "0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a",
           *           "name": "ci",
           *           "start": "kk_3fJ9aQ",
           *           "role": "operator",
           *           "payloads": false,
           *           "workloads": [],
           *           "createdAt": "2026-11-27T18:00:00.000Z",
           *           "createdBy": "first admin",
           *           "expiresAt": null,
           *           "revokedAt": null,
           *           "lastUsedAt": null
           *         }
           *       ],
           *       "next": null
           *     }
           */
          'application/json': {
            items: components['schemas']['AccessKey'][];
            /** @description `cursor` of the next page; null on the last one. */
            next: string | null;
          };
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  createKey: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "name": "ci",
         *       "role": "operator"
         *     }
         */
        'application/json': components['schemas']['CreateAccessKey'];
      };
    };
    responses: {
      /** @description Done. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a",
           *       "name": "ci",
           *       "start": "kk_3fJ9aQ",
           *       "role": "operator",
           *       "payloads": false,
           *       "workloads": [],
           *       "createdAt": "2026-11-27T18:00:00.000Z",
           *       "createdBy": "first admin",
           *       "expiresAt": null,
           *       "revokedAt": null,
           *       "lastUsedAt": null,
           *       "key": "kk_3fJ9aQbR2mXw8LkV5nPzT1cYdG7hE4uS0oIiBvKqWxM"
           *     }
           */
          'application/json': components['schemas']['NewAccessKey'];
        };
      };
      /** @description A problem: NAME_TAKEN, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getKey: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
        /** @description An ETag; what has not changed is answered 304. */
        'If-None-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a",
           *       "name": "ci",
           *       "start": "kk_3fJ9aQ",
           *       "role": "operator",
           *       "payloads": false,
           *       "workloads": [],
           *       "createdAt": "2026-11-27T18:00:00.000Z",
           *       "createdBy": "first admin",
           *       "expiresAt": null,
           *       "revokedAt": null,
           *       "lastUsedAt": null
           *     }
           */
          'application/json': components['schemas']['AccessKey'];
        };
      };
      /** @description A problem: NOT_FOUND, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  revokeKey: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
        'Idempotency-Key'?: string;
        /** @description An ETag; what has changed since is not touched (412). */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a",
           *       "name": "ci",
           *       "start": "kk_3fJ9aQ",
           *       "role": "operator",
           *       "payloads": false,
           *       "workloads": [],
           *       "createdAt": "2026-11-27T18:00:00.000Z",
           *       "createdBy": "first admin",
           *       "expiresAt": null,
           *       "revokedAt": "2026-11-28T09:00:00.000Z",
           *       "lastUsedAt": null
           *     }
           */
          'application/json': components['schemas']['AccessKey'];
        };
      };
      /** @description A problem: NOT_FOUND, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  rotateKey: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
        'Idempotency-Key'?: string;
        /** @description An ETag; what has changed since is not touched (412). */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a",
           *       "name": "ci",
           *       "start": "kk_3fJ9aQ",
           *       "role": "operator",
           *       "payloads": false,
           *       "workloads": [],
           *       "createdAt": "2026-11-27T18:00:00.000Z",
           *       "createdBy": "first admin",
           *       "expiresAt": null,
           *       "revokedAt": null,
           *       "lastUsedAt": null,
           *       "key": "kk_3fJ9aQbR2mXw8LkV5nPzT1cYdG7hE4uS0oIiBvKqWxM"
           *     }
           */
          'application/json': components['schemas']['NewAccessKey'];
        };
      };
      /** @description A problem: NOT_FOUND, or one of every operation. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listAudit: {
    parameters: {
      query?: {
        /** @description `next` of the page before; none for the first page. */
        cursor?: string;
        /** @description Most items of a page, at most 200. */
        limit?: number;
        /** @description Only this operation. */
        operation?: string;
        /** @description Only what this key did. */
        key?: string;
      };
      header?: {
        'X-Request-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "items": [
           *         {
           *           "id": "0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6b",
           *           "at": "2026-11-27T18:00:00.000Z",
           *           "who": "ci",
           *           "keyId": "0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a",
           *           "requestId": "e0f9c1d2",
           *           "operation": "pauseQueue",
           *           "target": "/queues/live-scores/polling/pause",
           *           "before": null,
           *           "after": {
           *             "paused": true
           *           }
           *         }
           *       ],
           *       "next": null
           *     }
           */
          'application/json': {
            items: components['schemas']['AuditEntry'][];
            /** @description `cursor` of the next page; null on the last one. */
            next: string | null;
          };
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
}
