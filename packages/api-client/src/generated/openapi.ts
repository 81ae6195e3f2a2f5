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
  '/stats': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Throughput, failures and times over a window, as one or in steps.
     * @description Steps in which nothing happened are left out. The last minute is counted some seconds after its end; what is older than two days is kept by the hour, later by the day.
     *
     *     Asks for the role viewer.
     */
    get: operations['getStatistics'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/stats/metrics': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What jobs reported with `job.metric`, added up by type and name.
     * @description Of the runs that the record still keeps.
     *
     *     Asks for the role viewer.
     */
    get: operations['getMetricSums'];
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
     * @description What is given several times (`type=a&type=b`) is a list. The record follows what happens within a second. A page is given after some 150 ms even if it holds fewer jobs than asked for, or none: as long as `next` is not null, go on from it.
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
    /**
     * Takes a job that has ended out of the record, and its dead letter away.
     * @description What has not ended is refused: cancel it first. So are jobs of flows that have not ended.
     *
     *     Asks for the role operator.
     */
    delete: operations['deleteJob'];
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
     * @description Asks for the role publisher.
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
     * @description Asks for the role publisher.
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
     * @description Asks for the role publisher.
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
     * @description Asks for the role publisher.
     */
    post: operations['reprioritiseJob'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/jobs/{id}/retry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * The same for whoever has the job: runs a dead job again.
     * @description Asks for the role publisher.
     */
    post: operations['retryJob'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/dead-letters': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Dead letters that a filter describes, newest job first.
     * @description A job has one, that of its last death. The record follows what happens within a second.
     *
     *     Asks for the role viewer.
     */
    get: operations['listDeadLetters'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/dead-letters/groups': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Dead letters by what their errors have in common; those that died last first.
     * @description Asks for the role viewer.
     */
    get: operations['listDeadLetterGroups'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/dead-letters/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The dead letter of a job.
     * @description Asks for the role viewer.
     */
    get: operations['getDeadLetter'];
    put?: never;
    post?: never;
    /**
     * Deletes a dead letter, so that its job can never run again. The record of the job stays.
     * @description Asks for the role operator.
     */
    delete: operations['deleteDeadLetter'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/dead-letters/{id}/retry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Runs a dead job again, with all its attempts before it.
     * @description A letter is retried once, however often it is asked for. Of a job of a flow, the flow goes on.
     *
     *     Asks for the role publisher.
     */
    post: operations['retryDeadLetter'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/dead-letters/{id}/resolve': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Closes a dead letter without running its job; it is kept and may still be retried.
     * @description Asks for the role publisher.
     */
    post: operations['resolveDeadLetter'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/dead-letters/retry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Runs the jobs of open dead letters of a filter again.
     * @description Does one portion, the newest jobs first, and answers where the next one begins: ask again with `next` as `cursor` until it is null.
     *
     *     Asks for the role publisher.
     */
    post: operations['retryDeadLetters'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/dead-letters/resolve': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Closes open dead letters of a filter without running their jobs.
     * @description Does one portion, the newest jobs first, and answers where the next one begins: ask again with `next` as `cursor` until it is null.
     *
     *     Asks for the role publisher.
     */
    post: operations['resolveDeadLetters'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/dead-letters/flush': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Deletes open dead letters of a filter.
     * @description Does one portion, the newest jobs first, and answers where the next one begins: ask again with `next` as `cursor` until it is null.
     *
     *     Asks for the role operator.
     */
    post: operations['flushDeadLetters'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/dead-letters/groups/{fingerprint}/retry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Runs the jobs of the open dead letters of a group again.
     * @description Does one portion, the newest jobs first, and answers where the next one begins: ask again with `next` as `cursor` until it is null.
     *
     *     Asks for the role publisher.
     */
    post: operations['retryDeadLetterGroup'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/dead-letters/groups/{fingerprint}/resolve': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Closes the open dead letters of a group without running their jobs.
     * @description Does one portion, the newest jobs first, and answers where the next one begins: ask again with `next` as `cursor` until it is null.
     *
     *     Asks for the role publisher.
     */
    post: operations['resolveDeadLetterGroup'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/jobs/{id}/move': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Puts a waiting job into another queue of its workload.
     * @description A worker of that queue has to run jobs of its type. The priority stays, unless another one is given.
     *
     *     Asks for the role publisher.
     */
    post: operations['moveJob'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/jobs/{id}/fail': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Ends a waiting job as dead, with a dead letter.
     * @description What a worker has is cancelled instead. The `failed` of its handler is not called.
     *
     *     Asks for the role publisher.
     */
    post: operations['failJob'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/jobs/actions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Does something to all jobs that a filter describes, or says to how many it would.
     * @description Answers at once with an operation, which a job of the platform does: at most 500 jobs a second of each workload, the newest first, none that is enqueued meanwhile. Jobs that change before their turn are skipped and counted by reason. Of the states that the filter asks for those count that the action is for. With a key of a publisher it is limited to its workloads.
     *
     *     Asks for the role publisher.
     */
    post: operations['actOnJobs'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/operations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What is being done to many jobs and what was, newest first.
     * @description Asks for the role viewer.
     */
    get: operations['listOperations'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/operations/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * How far an operation has come.
     * @description Asks for the role viewer.
     */
    get: operations['getOperation'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/operations/{id}/abort': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Ends an operation where it stands; what is done stays done.
     * @description Asks for the role operator.
     */
    post: operations['abortOperation'];
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
     * Makes a schedule for a job type of any workload whose workers have announced it.
     * @description Asks for the role operator.
     */
    post: operations['createSchedule'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/schedules/overview': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * How the schedules do: last run, next firing, success rate.
     * @description Asks for the role viewer.
     */
    get: operations['getSchedulesOverview'];
    put?: never;
    post?: never;
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
  '/schedules/{id}/backfill': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Enqueues the jobs of firings in a range of the past, also while it is disabled.
     * @description A firing whose job is known already makes none, so that repeating a backfill is safe. With more firings than `limit`, go on from `next`.
     *
     *     Asks for the role operator.
     */
    post: operations['backfillSchedule'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/schedules/{id}/executions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The jobs that a schedule made, newest first.
     * @description Asks for the role viewer.
     */
    get: operations['listExecutions'];
    put?: never;
    post?: never;
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
  '/queues/{workload}/{queue}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One queue, with how many jobs wait in it.
     * @description Asks for the role viewer.
     */
    get: operations['getQueue'];
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
  '/queues/{workload}/{queue}/drain': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Lets a queue take no new jobs, while what is in it runs to its end.
     * @description Enqueueing into it, starts of flows with jobs of it, moves into it and retries of its dead letters are refused as QUEUE_DRAINING. What was accepted before still comes: attempts, delayed jobs, children of running jobs, jobs of started flows. Its schedules make no jobs meanwhile, as in a pause.
     *
     *     Asks for the role operator.
     */
    put: operations['drainQueue'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/queues/{workload}/{queue}/undrain': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Lets a drained queue take new jobs again.
     * @description Asks for the role operator.
     */
    put: operations['undrainQueue'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/queues/{workload}/{queue}/purge': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Cancels every job that waits in a queue, if they are as many as the caller saw.
     * @description Answers at once with an operation, as `POST /jobs/actions` does: with progress, and it can be aborted. What runs goes on, and so does what is enqueued meanwhile.
     *
     *     Asks for the role operator.
     */
    post: operations['purgeQueue'];
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
  '/workers/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One worker, as it last spoke of itself.
     * @description Asks for the role viewer.
     */
    get: operations['getWorker'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/workers/{id}/pause': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Lets a worker pull nothing more until it is resumed.
     * @description What it runs ends; what has not started goes to others. A worker that is started anew knows nothing of it.
     *
     *     Asks for the role operator.
     */
    post: operations['pauseWorker'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/workers/{id}/resume': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Lets a worker pull again that was paused or drained.
     * @description Asks for the role operator.
     */
    post: operations['resumeWorker'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/workers/{id}/drain': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * As a pause; the worker becomes `drained` when it has nothing left.
     * @description Asks for the role operator.
     */
    post: operations['drainWorker'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/workers/{id}/restart': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Ends the process of a worker when its jobs have ended, to be started anew by its supervisor.
     * @description With it the other workers of the same process. Refused by a worker whose process nobody would end. It is not taken back.
     *
     *     Asks for the role operator.
     */
    post: operations['restartWorker'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/workers/terminate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Restarts every worker, or those of one workload.
     * @description For new code or settings: each ends what it runs, then its process, and its supervisor starts it anew.
     *
     *     Asks for the role operator.
     */
    post: operations['terminateWorkers'];
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
  '/alerts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Alerts that fire and those that did, newest first.
     * @description Asks for the role viewer.
     */
    get: operations['listAlerts'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/alerts/rules': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The rules by which alerts fire.
     * @description What a threshold counts: `type-failing` share of failed attempts, 0 to 1; `failures-in-a-row` jobs; `backlog-growing` and `no-worker` waiting jobs; `waiting-long` and `schedule-missed` milliseconds; `dead-letters` jobs; `store-filling` share, 0 to 1.
     *
     *     Asks for the role viewer.
     */
    get: operations['listAlertRules'];
    put?: never;
    /**
     * Makes a rule.
     * @description Asks for the role operator.
     */
    post: operations['createAlertRule'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/alerts/rules/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One rule.
     * @description Asks for the role viewer.
     */
    get: operations['getAlertRule'];
    /**
     * Changes a rule; what is left out stays.
     * @description Asks for the role operator.
     */
    put: operations['editAlertRule'];
    post?: never;
    /**
     * Deletes a rule; its alerts end.
     * @description Asks for the role operator.
     */
    delete: operations['deleteAlertRule'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/alerts/receivers': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Who is told of alerts.
     * @description Asks for the role admin.
     */
    get: operations['listReceivers'];
    put?: never;
    /**
     * Makes a receiver. The answer shows the secret that webhooks are signed with, once.
     * @description Asks for the role admin.
     */
    post: operations['createReceiver'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/alerts/receivers/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One receiver.
     * @description Asks for the role admin.
     */
    get: operations['getReceiver'];
    /**
     * Changes where a receiver is, or whether it is told.
     * @description Asks for the role admin.
     */
    put: operations['editReceiver'];
    post?: never;
    /**
     * Deletes a receiver.
     * @description Asks for the role admin.
     */
    delete: operations['deleteReceiver'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/alerts/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One alert.
     * @description Asks for the role viewer.
     */
    get: operations['getAlert'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/alerts/{id}/mute': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Tells nobody of an alert for a while.
     * @description One that fires still when the while is over, and of which nobody was told, is told of then.
     *
     *     Asks for the role operator.
     */
    post: operations['muteAlert'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/alerts/{id}/acknowledge': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Says that somebody looks after an alert.
     * @description Asks for the role operator.
     */
    post: operations['acknowledgeAlert'];
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
      /**
       * @description A job type, or another name that it is known as.
       * @example live-scores.poll-live-matches
       */
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
    /** @description `cancel` ends what waits and asks the workers of what runs to stop; `delete` takes what has ended out of the record; `fail` ends what waits as dead; `move` puts what waits into another queue of its workload; `reprioritise` gives it another priority; `retry` runs what is dead again; `run-now` makes what waits for a time due at once. */
    JobAction:
      | {
          /** @constant */
          name: 'cancel';
          /** @description For the history; shown to whoever looks. */
          reason: string;
        }
      | {
          /** @constant */
          name: 'delete';
          /** @description For the history; shown to whoever looks. */
          reason: string;
        }
      | {
          /** @constant */
          name: 'fail';
          /** @description For the history; shown to whoever looks. */
          reason: string;
        }
      | {
          /** @constant */
          name: 'move';
          /** @description For the history; shown to whoever looks. */
          reason: string;
          /** @example polling */
          queue: string;
          /** @enum {string} */
          priority?: 'critical' | 'high' | 'normal' | 'low';
        }
      | {
          /** @constant */
          name: 'reprioritise';
          /** @description For the history; shown to whoever looks. */
          reason: string;
          /** @enum {string} */
          priority: 'critical' | 'high' | 'normal' | 'low';
        }
      | {
          /** @constant */
          name: 'retry';
          /** @description For the history; shown to whoever looks. */
          reason: string;
        }
      | {
          /** @constant */
          name: 'run-now';
          /** @description For the history; shown to whoever looks. */
          reason: string;
        };
    /** @description What jobs are looked for by; all that is given has to hold. */
    JobFilter: {
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
      /** @description Any of them. A former name stands for the type and all its names; a name that it is known as stands for its jobs with that part of the input, and is asked for alone. */
      type?: string[];
      /** @description Any of them. */
      workload?: string[];
      /**
       * @description Any of them, as `<workload>/<queue>`.
       * @example [
       *       "live-scores/polling"
       *     ]
       */
      queue?: string[];
      /** @description All of them. */
      tag?: string[];
      /** @description Any of them, as a job shows its key. */
      key?: string[];
      /**
       * Format: date-time
       * @description Enqueued at or after.
       * @example 2026-11-27T18:00:00Z
       */
      from?: string;
      /**
       * Format: date-time
       * @description Enqueued before.
       * @example 2026-11-27T18:00:00Z
       */
      to?: string;
      /** @description All of them; needs the right to see payloads. */
      input?: string[];
      /** @description Part of `<code>: <message>` of the error that the job stands with, in any case of letters. */
      error?: string;
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
       * @description viewer < operator < admin; a publisher enqueues and changes jobs of its own workloads only.
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
      /** @description How many there are now, where the caller said another number. */
      count?: number;
      /** @description Seconds after which trying again makes sense. */
      retryAfter?: number;
    };
    StatisticsPoint: {
      /**
       * Format: date-time
       * @description When the step begins.
       * @example 2026-11-27T18:00:00Z
       */
      at: string;
      /** @example live-scores */
      workload?: string;
      /** @example polling */
      queue?: string;
      /** @example live-scores.poll-live-matches */
      type?: string;
      enqueued: number;
      started: number;
      succeeded: number;
      /** @description Attempts. */
      failed: number;
      retried: number;
      dead: number;
      cancelled: number;
      expired: number;
      /** @description Share of failed attempts among those that succeeded or failed, 0 to 1; null without any. */
      failureRate: number | null;
      /** @description From enqueueing to the first run, of jobs without a delay. */
      waitMs: {
        p50: number;
        p95: number;
        p99: number;
      } | null;
      /** @description Of attempts that succeeded or failed. */
      runMs: {
        p50: number;
        p95: number;
        p99: number;
      } | null;
    };
    MetricSum: {
      /** @example live-scores.poll-live-matches */
      type: string;
      name: string;
      total: number;
      /** @description That reported it. */
      runs: number;
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
    ChangedJob: {
      /**
       * Format: uuid
       * @example 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a
       */
      id: string;
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
    ListedDeadLetter: {
      /**
       * Format: uuid
       * @description The job's.
       * @example 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a
       */
      id: string;
      /** @description Of the job's end; goes up with every change of the job. */
      revision: number;
      /** @example live-scores.poll-live-matches */
      type: string;
      /** @example live-scores */
      workload: string;
      /** @example polling */
      queue: string;
      /**
       * @description `retried`: its job has gone on since; `resolved`: somebody closed it.
       * @enum {string}
       */
      state: 'open' | 'retried' | 'resolved';
      /** @description The last one. */
      attempt: number;
      /**
       * Format: date-time
       * @example 2026-11-27T18:00:00Z
       */
      diedAt: string;
      /**
       * @description Of its group.
       * @example 0123456789abcdef
       */
      fingerprint: string;
      error: {
        code: string;
        name: string;
        message: string;
      };
      /** @description Function and file that the error comes from; empty where no stack tells. */
      frame: string;
      /** @description Who resolved it, and why. */
      closed: {
        /**
         * Format: date-time
         * @example 2026-11-27T18:00:00Z
         */
        at: string;
        by: string;
        reason: string | null;
      } | null;
    };
    DeadLetterGroup: {
      /** @example 0123456789abcdef */
      fingerprint: string;
      /** @example live-scores.poll-live-matches */
      type: string;
      code: string;
      name: string;
      /** @description Without what differs from job to job. */
      message: string;
      frame: string;
      /**
       * Format: date-time
       * @example 2026-11-27T18:00:00Z
       */
      firstAt: string;
      /**
       * Format: date-time
       * @example 2026-11-27T18:00:00Z
       */
      lastAt: string;
      /** @description Deaths: a job that died again counts again. */
      total: number;
      open: number;
      retried: number;
      resolved: number;
    };
    DeadLetter: {
      /**
       * Format: uuid
       * @description The job's.
       * @example 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a
       */
      id: string;
      /** @description Of the job's end; goes up with every change of the job. */
      revision: number;
      /** @example live-scores.poll-live-matches */
      type: string;
      /** @example live-scores */
      workload: string;
      /** @example polling */
      queue: string;
      /**
       * @description `retried`: its job has gone on since; `resolved`: somebody closed it.
       * @enum {string}
       */
      state: 'open' | 'retried' | 'resolved';
      /** @description The last one. */
      attempt: number;
      /**
       * Format: date-time
       * @example 2026-11-27T18:00:00Z
       */
      diedAt: string;
      /**
       * @description Of its group.
       * @example 0123456789abcdef
       */
      fingerprint: string;
      error: {
        code: string;
        name: string;
        message: string;
        stack?: string;
      };
      /** @description Function and file that the error comes from; empty where no stack tells. */
      frame: string;
      /** @description Who resolved it, and why. */
      closed: {
        /**
         * Format: date-time
         * @example 2026-11-27T18:00:00Z
         */
        at: string;
        by: string;
        reason: string | null;
      } | null;
      tags: string[];
      /** @description Only for keys with the right to see payloads. */
      input?: unknown;
    };
    DonePortion: {
      done: number;
      /** @description Letters that stay as they were, and why. */
      refused: {
        /**
         * Format: uuid
         * @example 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a
         */
        id: string;
        code: string;
        message: string;
      }[];
      /** @description `cursor` of the next portion; null: that was the last. */
      next: string | null;
    };
    BulkOperation: {
      /**
       * Format: uuid
       * @description Also the id of the job that does it.
       * @example 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a
       */
      id: string;
      action: components['schemas']['JobAction'];
      /** @description As it was asked for; `input` only for keys that may see payloads. */
      filter: {
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
        /** @description Any of them. A former name stands for the type and all its names; a name that it is known as stands for its jobs with that part of the input, and is asked for alone. */
        type?: string[];
        /** @description Any of them. */
        workload?: string[];
        /**
         * @description Any of them, as `<workload>/<queue>`.
         * @example [
         *       "live-scores/polling"
         *     ]
         */
        queue?: string[];
        /** @description All of them. */
        tag?: string[];
        /** @description Any of them, as a job shows its key. */
        key?: string[];
        /**
         * Format: date-time
         * @description Enqueued at or after.
         * @example 2026-11-27T18:00:00Z
         */
        from?: string;
        /**
         * Format: date-time
         * @description Enqueued before.
         * @example 2026-11-27T18:00:00Z
         */
        to?: string;
        /** @description Part of `<code>: <message>` of the error that the job stands with, in any case of letters. */
        error?: string;
        input?: string[];
      };
      /**
       * @description Of the job that does it: `cancelled` is aborted.
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
      /**
       * Format: date-time
       * @example 2026-11-27T18:00:00Z
       */
      askedAt: string;
      askedBy: string;
      endedAt: string | null;
      /** @description Jobs that the filter described when it was asked for. */
      total: number;
      done: number;
      /** @description Jobs that were no longer what the action is for, by reason. */
      skipped: {
        [key: string]: number;
      };
      /** @description Jobs to which it could not be done, by reason. */
      failed: {
        [key: string]: number;
      };
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
      /** @enum {string} */
      overlap: 'skip' | 'queue-one' | 'queue-all' | 'cancel-running';
      /** @enum {string} */
      catchUp: 'none' | 'last' | 'all';
      catchUpWithinMs: number;
      jitterMs: number;
      pauseAfterFailures: number | null;
      enabled: boolean;
      /** @description Why the platform disabled it. */
      disabledReason: string | null;
      /** @description Changed at run time; `reset` ends that. */
      isEdited: boolean;
      /** @description Name of a key; null when the code declares it. */
      createdBy: string | null;
      revision: number;
    };
    ScheduleOverview: {
      /** @example live-scores.poll-at-night */
      id: string;
      /** @example live-scores.poll-live-matches */
      type: string;
      enabled: boolean;
      lastTick: string | null;
      /** @description null while it is disabled. */
      nextTick: string | null;
      /** @description Made in the window. */
      jobs: number;
      succeeded: number;
      dead: number;
      running: number;
      /** @description Of those that succeeded or died, 0 to 1; null without any. */
      successRate: number | null;
      /** @description Of those that succeeded, from first start to end. */
      averageMs: number | null;
      /** @description Its latest job, of any time that the record keeps. */
      last: {
        /**
         * Format: uuid
         * @example 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a
         */
        id: string;
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
        startedAt: string | null;
        endedAt: string | null;
      } | null;
    };
    ScheduleExecution: {
      /**
       * Format: uuid
       * @example 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a
       */
      id: string;
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
      startedAt: string | null;
      endedAt: string | null;
      /**
       * Format: date-time
       * @description For which firing; of one by hand, when that was.
       * @example 2026-11-27T18:00:00Z
       */
      tick: string;
      /** @description From first start to end, or until now. */
      durationMs: number | null;
      /** @description That it is in, or ended with. */
      attempt: number;
      error: {
        code: string;
        name: string;
        message: string;
        stack?: string;
      } | null;
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
      /** @description Other names that it is asked for by; each may stand for a part of the input. */
      knownAs: string[];
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
      /** @description Other names that it is asked for by; each may stand for a part of the input. */
      knownAs: string[];
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
      /** @description Jobs that its workers said they run. */
      running: number;
      /** @description Since when the first job that is due and given to no worker has waited; null without one. */
      oldestSince: string | null;
      /** @description Jobs and attempts per minute over ten minutes; null while PostgreSQL is away. */
      throughput: {
        enqueued: number;
        succeeded: number;
        failed: number;
      } | null;
      /** @description That its workers name, as they are now. */
      limits: {
        name: string;
        terms: components['schemas']['LimitTerms'];
        overridden: boolean;
      }[];
      /** @description Of the queue or its whole workload. */
      pause: components['schemas']['Pause'] | null;
      drain: components['schemas']['Drain'] | null;
    };
    /** @description Why a queue takes no new jobs. */
    Drain: {
      reason: string;
      /** @description Name of a key, or of a user and host. */
      by: string;
      /**
       * Format: date-time
       * @example 2026-11-27T18:00:00Z
       */
      since: string;
    };
    QueueWithJobs: {
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
      /** @description Jobs that its workers said they run. */
      running: number;
      /** @description Since when the first job that is due and given to no worker has waited; null without one. */
      oldestSince: string | null;
      /** @description Jobs and attempts per minute over ten minutes; null while PostgreSQL is away. */
      throughput: {
        enqueued: number;
        succeeded: number;
        failed: number;
      } | null;
      /** @description That its workers name, as they are now. */
      limits: {
        name: string;
        terms: components['schemas']['LimitTerms'];
        overridden: boolean;
      }[];
      /** @description Of the queue or its whole workload. */
      pause: components['schemas']['Pause'] | null;
      drain: components['schemas']['Drain'] | null;
      /** @description By the record: due, delayed, or between two attempts. So many a purge would cancel. */
      waitingJobs: number;
    };
    /** @description A pause or a resumption that was stored. */
    Paused: {
      what: string;
      paused: boolean;
      reason: string;
      /** @description Name of a key, or of a user and host. */
      by: string;
    };
    /** @description A drain or its end that was stored. */
    Draining: {
      what: string;
      draining: boolean;
      reason: string;
      /** @description Name of a key, or of a user and host. */
      by: string;
    };
    Worker: {
      /**
       * @description Of one start of a worker: whoever is started in its place has another one.
       * @example live-scores.poller-1.1764268200000
       */
      id: string;
      name: string;
      /** @example live-scores */
      workload: string;
      host: string | null;
      pid: number | null;
      /** @description Of its code. */
      version: string | null;
      state: ('working' | 'paused' | 'draining' | 'drained') | null;
      /** @description Why it pulls nothing, when it does not. */
      causes: string[];
      /** @description What an operator told it, while that stands. */
      told: {
        /** @enum {string} */
        name: 'pause' | 'resume' | 'drain' | 'restart';
        reason: string;
        by: string;
      } | null;
      queues: {
        name: string;
        slots: number;
        /** @description Slots that run jobs. */
        busy: number;
      }[];
      types: string[];
      /** @description Jobs that it runs. */
      running: number;
      /** @description Jobs that it has been given, with those that it runs. */
      inHand: number;
      /** @description By how much timers came late in its process since it spoke before. */
      eventLoopMs: {
        mean: number;
        p99: number;
        max: number;
      } | null;
      /** @description Of its process, which may be several workers'. */
      memory: {
        rssBytes: number;
        heapUsedBytes: number;
      } | null;
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
    ToldWorker: {
      /**
       * @description Of one start of a worker: whoever is started in its place has another one.
       * @example live-scores.poller-1.1764268200000
       */
      id: string;
      /**
       * @description What it is now.
       * @enum {string}
       */
      state: 'working' | 'paused' | 'draining' | 'drained';
    };
    /** @description What each is now, or why it was not told. */
    TerminatedWorker: {
      /**
       * @description Of one start of a worker: whoever is started in its place has another one.
       * @example live-scores.poller-1.1764268200000
       */
      id: string;
      state: ('working' | 'paused' | 'draining' | 'drained') | null;
      problem: string | null;
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
       * @description viewer < operator < admin; a publisher enqueues and changes jobs of its own workloads only.
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
       * @description viewer < operator < admin; a publisher enqueues and changes jobs of its own workloads only.
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
    Alert: {
      /**
       * Format: uuid
       * @example 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a
       */
      id: string;
      rule: string;
      /** @description A type, `<workload>/<queue>`, a schedule or `store`. */
      subject: string;
      /** @enum {string} */
      severity: 'info' | 'warning' | 'critical';
      /** @enum {string} */
      state: 'pending' | 'firing' | 'resolved';
      message: string;
      value: number;
      /**
       * Format: date-time
       * @example 2026-11-27T18:00:00Z
       */
      since: string;
      firedAt: string | null;
      resolvedAt: string | null;
      mutedUntil: string | null;
      mutedBy: string | null;
      acknowledgedAt: string | null;
      acknowledgedBy: string | null;
    };
    AlertRule: {
      /** @example waiting-long */
      id: string;
      /** @enum {string} */
      kind:
        | 'type-failing'
        | 'failures-in-a-row'
        | 'backlog-growing'
        | 'waiting-long'
        | 'dead-letters'
        | 'no-worker'
        | 'schedule-missed'
        | 'store-filling';
      /** @enum {string} */
      severity: 'info' | 'warning' | 'critical';
      /** @description Fires at this value and above; what it counts says the kind. */
      threshold: number;
      /** @description Of `type-failing`: attempts below which a share says nothing. */
      least: number;
      /** @description Only of this one; null: of all. */
      workload: string | null;
      queue: string | null;
      type: string | null;
      /** @description Who is told; empty: every receiver. */
      receivers: string[];
      enabled: boolean;
      windowMs: number;
      forMs: number;
    };
    AlertReceiver: {
      /** @example waiting-long */
      id: string;
      /** @enum {string} */
      kind: 'webhook' | 'email';
      /** @description An address, or an e-mail address. */
      target: string;
      enabled: boolean;
    };
    NewAlertReceiver: {
      /** @example waiting-long */
      id: string;
      /** @enum {string} */
      kind: 'webhook' | 'email';
      /** @description An address, or an e-mail address. */
      target: string;
      enabled: boolean;
      /** @description null for e-mail. */
      secret: string | null;
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
  getStatistics: {
    parameters: {
      query?: {
        /** @description Until `to`. Instead of `from`. Default 1h. */
        window?: string;
        from?: string;
        /** @description Default now. */
        to?: string;
        /** @description At least 1m. Default: the window as one. */
        step?: string;
        /** @description What to tell apart. Default: nothing. */
        by?: 'workload' | 'queue' | 'type';
        workload?: string;
        queue?: string;
        type?: string;
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
           *           "at": "2026-11-27T18:00:00.000Z",
           *           "workload": "live-scores",
           *           "queue": "polling",
           *           "enqueued": 240,
           *           "started": 241,
           *           "succeeded": 238,
           *           "failed": 3,
           *           "retried": 2,
           *           "dead": 1,
           *           "cancelled": 0,
           *           "expired": 0,
           *           "failureRate": 0.0124,
           *           "waitMs": {
           *             "p50": 3.1,
           *             "p95": 9.6,
           *             "p99": 21.4
           *           },
           *           "runMs": {
           *             "p50": 180.4,
           *             "p95": 402.2,
           *             "p99": 911.7
           *           }
           *         }
           *       ]
           *     }
           */
          'application/json': {
            items: components['schemas']['StatisticsPoint'][];
          };
        };
      };
      /** @description A problem: REQUEST_INVALID, or one of every operation. */
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
  getMetricSums: {
    parameters: {
      query?: {
        /** @description Of runs that ended in it. */
        window?: string;
        type?: string;
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
           *           "type": "live-scores.poll-live-matches",
           *           "name": "matches",
           *           "total": 5280,
           *           "runs": 240
           *         }
           *       ]
           *     }
           */
          'application/json': {
            items: components['schemas']['MetricSum'][];
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
        /** @description Any of them. A former name stands for the type and all its names; a name that it is known as stands for its jobs with that part of the input, and is asked for alone. */
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
  deleteJob: {
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
           *       "id": "0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a"
           *     }
           */
          'application/json': components['schemas']['ChangedJob'];
        };
      };
      /** @description A problem: JOB_NOT_FOUND, JOB_UNFINISHED, or one of every operation. */
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
      /** @description A problem: JOB_NOT_FOUND, FORBIDDEN, TOO_LATE, SCHEDULER_UNAVAILABLE, or one of every operation. */
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
      /** @description A problem: JOB_NOT_FOUND, FORBIDDEN, TOO_LATE, or one of every operation. */
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
      /** @description A problem: JOB_NOT_FOUND, FORBIDDEN, TOO_LATE, or one of every operation. */
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
      /** @description A problem: JOB_NOT_FOUND, FORBIDDEN, TOO_LATE, PRIORITY_NOT_DECLARED, or one of every operation. */
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
  retryJob: {
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
        /** @example {} */
        'application/json': {
          /** @description For the history; shown to whoever looks. */
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
           *       "id": "0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a"
           *     }
           */
          'application/json': {
            /**
             * Format: uuid
             * @example 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a
             */
            id: string;
          };
        };
      };
      /** @description A problem: DEAD_LETTER_NOT_FOUND, DEAD_LETTER_RETRIED, DEAD_LETTER_UNUSABLE, FORBIDDEN, JOB_ENDING, KEY_HELD, or one of every operation. */
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
  listDeadLetters: {
    parameters: {
      query?: {
        /** @description `next` of the page before; none for the first page. */
        cursor?: string;
        /** @description Most items of a page, at most 200. */
        limit?: number;
        /** @description Any of them. A former name stands for the type and all its names. */
        type?: string[];
        /** @description Any of them. */
        workload?: string[];
        /** @description Any of them, as `<workload>/<queue>`. */
        queue?: string[];
        /** @description Died at or after. */
        from?: string;
        /** @description Died before. */
        to?: string;
        /** @description Part of `<code>: <message>`, in any case of letters. */
        error?: string;
        fingerprint?: string;
        /** @description Any of them. */
        state?: ('open' | 'retried' | 'resolved')[];
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
           *           "revision": 4,
           *           "type": "live-scores.process-match",
           *           "workload": "live-scores",
           *           "queue": "processing",
           *           "state": "open",
           *           "attempt": 3,
           *           "diedAt": "2026-11-27T18:00:00.350Z",
           *           "fingerprint": "0123456789abcdef",
           *           "error": {
           *             "code": "UPSTREAM_REJECTED",
           *             "name": "UpstreamRejected",
           *             "message": "status 404"
           *           },
           *           "frame": "SportsApi.get sports-api.js",
           *           "closed": null
           *         }
           *       ],
           *       "next": null
           *     }
           */
          'application/json': {
            items: components['schemas']['ListedDeadLetter'][];
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
  listDeadLetterGroups: {
    parameters: {
      query?: {
        /** @description Any of them. A former name stands for the type and all its names. */
        type?: string[];
        /** @description Any of them. */
        workload?: string[];
        /** @description Any of them, as `<workload>/<queue>`. */
        queue?: string[];
        /** @description Died at or after. */
        from?: string;
        /** @description Died before. */
        to?: string;
        /** @description Part of `<code>: <message>`, in any case of letters. */
        error?: string;
        fingerprint?: string;
        /** @description Any of them. */
        state?: ('open' | 'retried' | 'resolved')[];
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
           *           "fingerprint": "0123456789abcdef",
           *           "type": "live-scores.process-match",
           *           "code": "UPSTREAM_REJECTED",
           *           "name": "UpstreamRejected",
           *           "message": "status <n>",
           *           "frame": "SportsApi.get sports-api.js",
           *           "firstAt": "2026-11-27T17:00:00.000Z",
           *           "lastAt": "2026-11-27T18:00:00.350Z",
           *           "total": 120,
           *           "open": 100,
           *           "retried": 15,
           *           "resolved": 5
           *         }
           *       ]
           *     }
           */
          'application/json': {
            items: components['schemas']['DeadLetterGroup'][];
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
  getDeadLetter: {
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
           *       "revision": 4,
           *       "type": "live-scores.process-match",
           *       "workload": "live-scores",
           *       "queue": "processing",
           *       "state": "open",
           *       "attempt": 3,
           *       "diedAt": "2026-11-27T18:00:00.350Z",
           *       "fingerprint": "0123456789abcdef",
           *       "error": {
           *         "code": "UPSTREAM_REJECTED",
           *         "name": "UpstreamRejected",
           *         "message": "status 404"
           *       },
           *       "frame": "SportsApi.get sports-api.js",
           *       "closed": null,
           *       "tags": [
           *         "sport:football"
           *       ],
           *       "input": {
           *         "match": {
           *           "id": 1492127
           *         }
           *       }
           *     }
           */
          'application/json': components['schemas']['DeadLetter'];
        };
      };
      /** @description A problem: DEAD_LETTER_NOT_FOUND, or one of every operation. */
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
  deleteDeadLetter: {
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
           *       "id": "0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a"
           *     }
           */
          'application/json': {
            /**
             * Format: uuid
             * @example 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a
             */
            id: string;
          };
        };
      };
      /** @description A problem: DEAD_LETTER_NOT_FOUND, DEAD_LETTER_RETRIED, or one of every operation. */
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
  retryDeadLetter: {
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
         *       "reason": "the upstream is back"
         *     }
         */
        'application/json': {
          /** @description For the history; shown to whoever looks. */
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
           *       "id": "0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a"
           *     }
           */
          'application/json': {
            /**
             * Format: uuid
             * @example 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a
             */
            id: string;
          };
        };
      };
      /** @description A problem: DEAD_LETTER_NOT_FOUND, DEAD_LETTER_RETRIED, DEAD_LETTER_UNUSABLE, FORBIDDEN, JOB_ENDING, KEY_HELD, or one of every operation. */
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
  resolveDeadLetter: {
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
         *       "reason": "entered by hand"
         *     }
         */
        'application/json': {
          /** @description For the history; shown to whoever looks. */
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
           *       "id": "0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a"
           *     }
           */
          'application/json': {
            /**
             * Format: uuid
             * @example 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a
             */
            id: string;
          };
        };
      };
      /** @description A problem: DEAD_LETTER_NOT_FOUND, DEAD_LETTER_RETRIED, FORBIDDEN, or one of every operation. */
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
  retryDeadLetters: {
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
         *       "type": [
         *         "live-scores.process-match"
         *       ]
         *     }
         */
        'application/json': {
          /** @description Any of them. A former name stands for the type and all its names. */
          type?: string[];
          /** @description Any of them. */
          workload?: string[];
          /**
           * @description Any of them, as `<workload>/<queue>`.
           * @example [
           *       "live-scores/polling"
           *     ]
           */
          queue?: string[];
          /**
           * Format: date-time
           * @description Died at or after.
           * @example 2026-11-27T18:00:00Z
           */
          from?: string;
          /**
           * Format: date-time
           * @description Died before.
           * @example 2026-11-27T18:00:00Z
           */
          to?: string;
          /** @description Part of `<code>: <message>`, in any case of letters. */
          error?: string;
          /** @example 0123456789abcdef */
          fingerprint?: string;
          /** @description `next` of the answer before; none at first. */
          cursor?: string;
          /**
           * @description Most letters of this request; 500 take a second.
           * @default 100
           */
          limit?: number;
          /** @description For the history; shown to whoever looks. */
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
           *       "done": 99,
           *       "refused": [
           *         {
           *           "id": "0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a",
           *           "code": "KEY_HELD",
           *           "message": "another unfinished job has its unique key"
           *         }
           *       ],
           *       "next": null
           *     }
           */
          'application/json': components['schemas']['DonePortion'];
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
  resolveDeadLetters: {
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
         *       "type": [
         *         "live-scores.process-match"
         *       ],
         *       "reason": "entered by hand"
         *     }
         */
        'application/json': {
          /** @description Any of them. A former name stands for the type and all its names. */
          type?: string[];
          /** @description Any of them. */
          workload?: string[];
          /**
           * @description Any of them, as `<workload>/<queue>`.
           * @example [
           *       "live-scores/polling"
           *     ]
           */
          queue?: string[];
          /**
           * Format: date-time
           * @description Died at or after.
           * @example 2026-11-27T18:00:00Z
           */
          from?: string;
          /**
           * Format: date-time
           * @description Died before.
           * @example 2026-11-27T18:00:00Z
           */
          to?: string;
          /** @description Part of `<code>: <message>`, in any case of letters. */
          error?: string;
          /** @example 0123456789abcdef */
          fingerprint?: string;
          /** @description `next` of the answer before; none at first. */
          cursor?: string;
          /**
           * @description Most letters of this request; 500 take a second.
           * @default 100
           */
          limit?: number;
          /** @description For the history; shown to whoever looks. */
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
           *       "done": 99,
           *       "refused": [
           *         {
           *           "id": "0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a",
           *           "code": "KEY_HELD",
           *           "message": "another unfinished job has its unique key"
           *         }
           *       ],
           *       "next": null
           *     }
           */
          'application/json': components['schemas']['DonePortion'];
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
  flushDeadLetters: {
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
         *       "type": [
         *         "live-scores.process-match"
         *       ]
         *     }
         */
        'application/json': {
          /** @description Any of them. A former name stands for the type and all its names. */
          type?: string[];
          /** @description Any of them. */
          workload?: string[];
          /**
           * @description Any of them, as `<workload>/<queue>`.
           * @example [
           *       "live-scores/polling"
           *     ]
           */
          queue?: string[];
          /**
           * Format: date-time
           * @description Died at or after.
           * @example 2026-11-27T18:00:00Z
           */
          from?: string;
          /**
           * Format: date-time
           * @description Died before.
           * @example 2026-11-27T18:00:00Z
           */
          to?: string;
          /** @description Part of `<code>: <message>`, in any case of letters. */
          error?: string;
          /** @example 0123456789abcdef */
          fingerprint?: string;
          /** @description `next` of the answer before; none at first. */
          cursor?: string;
          /**
           * @description Most letters of this request; 500 take a second.
           * @default 100
           */
          limit?: number;
          /** @description For the history; shown to whoever looks. */
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
           *       "done": 99,
           *       "refused": [
           *         {
           *           "id": "0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a",
           *           "code": "KEY_HELD",
           *           "message": "another unfinished job has its unique key"
           *         }
           *       ],
           *       "next": null
           *     }
           */
          'application/json': components['schemas']['DonePortion'];
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
  retryDeadLetterGroup: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
        'Idempotency-Key'?: string;
      };
      path: {
        fingerprint: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /** @example {} */
        'application/json': {
          /** @description Any of them. A former name stands for the type and all its names. */
          type?: string[];
          /** @description Any of them. */
          workload?: string[];
          /**
           * @description Any of them, as `<workload>/<queue>`.
           * @example [
           *       "live-scores/polling"
           *     ]
           */
          queue?: string[];
          /**
           * Format: date-time
           * @description Died at or after.
           * @example 2026-11-27T18:00:00Z
           */
          from?: string;
          /**
           * Format: date-time
           * @description Died before.
           * @example 2026-11-27T18:00:00Z
           */
          to?: string;
          /** @description Part of `<code>: <message>`, in any case of letters. */
          error?: string;
          /** @description `next` of the answer before; none at first. */
          cursor?: string;
          /**
           * @description Most letters of this request; 500 take a second.
           * @default 100
           */
          limit?: number;
          /** @description For the history; shown to whoever looks. */
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
           *       "done": 99,
           *       "refused": [
           *         {
           *           "id": "0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a",
           *           "code": "KEY_HELD",
           *           "message": "another unfinished job has its unique key"
           *         }
           *       ],
           *       "next": null
           *     }
           */
          'application/json': components['schemas']['DonePortion'];
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
  resolveDeadLetterGroup: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
        'Idempotency-Key'?: string;
      };
      path: {
        fingerprint: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /** @example {} */
        'application/json': {
          /** @description Any of them. A former name stands for the type and all its names. */
          type?: string[];
          /** @description Any of them. */
          workload?: string[];
          /**
           * @description Any of them, as `<workload>/<queue>`.
           * @example [
           *       "live-scores/polling"
           *     ]
           */
          queue?: string[];
          /**
           * Format: date-time
           * @description Died at or after.
           * @example 2026-11-27T18:00:00Z
           */
          from?: string;
          /**
           * Format: date-time
           * @description Died before.
           * @example 2026-11-27T18:00:00Z
           */
          to?: string;
          /** @description Part of `<code>: <message>`, in any case of letters. */
          error?: string;
          /** @description `next` of the answer before; none at first. */
          cursor?: string;
          /**
           * @description Most letters of this request; 500 take a second.
           * @default 100
           */
          limit?: number;
          /** @description For the history; shown to whoever looks. */
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
           *       "done": 99,
           *       "refused": [
           *         {
           *           "id": "0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a",
           *           "code": "KEY_HELD",
           *           "message": "another unfinished job has its unique key"
           *         }
           *       ],
           *       "next": null
           *     }
           */
          'application/json': components['schemas']['DonePortion'];
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
  moveJob: {
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
         *       "queue": "polling"
         *     }
         */
        'application/json': {
          /** @example polling */
          queue: string;
          /** @enum {string} */
          priority?: 'critical' | 'high' | 'normal' | 'low';
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
      /** @description A problem: JOB_NOT_FOUND, FORBIDDEN, TOO_LATE, PRIORITY_NOT_DECLARED, TARGET_UNKNOWN, QUEUE_DRAINING, or one of every operation. */
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
  failJob: {
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
         *       "reason": "its customer is gone"
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
           *       "id": "0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a"
           *     }
           */
          'application/json': components['schemas']['ChangedJob'];
        };
      };
      /** @description A problem: JOB_NOT_FOUND, FORBIDDEN, TOO_LATE, or one of every operation. */
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
  actOnJobs: {
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
         *       "action": {
         *         "name": "cancel",
         *         "reason": "the match was called off"
         *       },
         *       "filter": {
         *         "type": [
         *           "live-scores.process-match"
         *         ],
         *         "input": [
         *           "match.id=1492127"
         *         ]
         *       },
         *       "dryRun": true
         *     }
         */
        'application/json': {
          action: components['schemas']['JobAction'];
          filter: components['schemas']['JobFilter'];
          /**
           * @description Only count, and show some of the jobs.
           * @default false
           */
          dryRun?: boolean;
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
           *       "jobs": 120,
           *       "sample": [],
           *       "operation": null
           *     }
           */
          'application/json': {
            /** @description That the filter describes now. */
            jobs: number;
            /** @description The newest of them. */
            sample: components['schemas']['ListedJob'][];
            /** @description null: a dry run. */
            operation: components['schemas']['BulkOperation'] | null;
          };
        };
      };
      /** @description A problem: SEARCH_INVALID, FORBIDDEN, TARGET_UNKNOWN, PRIORITY_NOT_DECLARED, or one of every operation. */
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
  listOperations: {
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
           *           "action": {
           *             "name": "cancel",
           *             "reason": "the match was called off"
           *           },
           *           "filter": {
           *             "type": [
           *               "live-scores.process-match"
           *             ],
           *             "input": [
           *               "match.id=1492127"
           *             ]
           *           },
           *           "state": "running",
           *           "askedAt": "2026-11-27T18:00:00.000Z",
           *           "askedBy": "ops",
           *           "endedAt": null,
           *           "total": 120,
           *           "done": 50,
           *           "skipped": {
           *             "has already ended": 3
           *           },
           *           "failed": {}
           *         }
           *       ],
           *       "next": null
           *     }
           */
          'application/json': {
            items: components['schemas']['BulkOperation'][];
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
  getOperation: {
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
           *       "action": {
           *         "name": "cancel",
           *         "reason": "the match was called off"
           *       },
           *       "filter": {
           *         "type": [
           *           "live-scores.process-match"
           *         ],
           *         "input": [
           *           "match.id=1492127"
           *         ]
           *       },
           *       "state": "running",
           *       "askedAt": "2026-11-27T18:00:00.000Z",
           *       "askedBy": "ops",
           *       "endedAt": null,
           *       "total": 120,
           *       "done": 50,
           *       "skipped": {
           *         "has already ended": 3
           *       },
           *       "failed": {}
           *     }
           */
          'application/json': components['schemas']['BulkOperation'];
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
  abortOperation: {
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
           *       "outcome": "cancelling"
           *     }
           */
          'application/json': {
            /**
             * Format: uuid
             * @example 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a
             */
            id: string;
            /** @enum {string} */
            outcome: 'cancelled' | 'cancelling';
          };
        };
      };
      /** @description A problem: NOT_FOUND, TOO_LATE, SCHEDULER_UNAVAILABLE, or one of every operation. */
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
           *           "catchUp": "last",
           *           "catchUpWithinMs": 86400000,
           *           "jitterMs": 0,
           *           "pauseAfterFailures": null,
           *           "enabled": true,
           *           "disabledReason": null,
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
           * @description While a job of an earlier firing is unfinished: skip this one, queue the latest until that has ended, queue all, or cancel what runs. Default skip.
           * @enum {string}
           */
          overlap?: 'skip' | 'queue-one' | 'queue-all' | 'cancel-running';
          /**
           * @description After an outage: make up for none, the last or all firings that were missed. Default last.
           * @enum {string}
           */
          catchUp?: 'none' | 'last' | 'all';
          /**
           * @description How late they may be. Default 1d.
           * @example 1d
           */
          catchUpWithin?: string;
          /**
           * @description Each job starts up to so much later. Default 0s.
           * @example 30s
           */
          jitter?: string;
          /** @description So many jobs that die one after the other disable it; null: none do. Default null. */
          pauseAfterFailures?: number | null;
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
           *       "catchUp": "last",
           *       "catchUpWithinMs": 86400000,
           *       "jitterMs": 0,
           *       "pauseAfterFailures": null,
           *       "enabled": true,
           *       "disabledReason": null,
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
  getSchedulesOverview: {
    parameters: {
      query?: {
        /** @description How far back jobs are counted. */
        window?: string;
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
           *           "id": "live-scores.poll-at-night",
           *           "type": "live-scores.poll-live-matches",
           *           "enabled": true,
           *           "lastTick": "2026-11-27T02:00:00.000Z",
           *           "nextTick": "2026-11-28T02:00:00.000Z",
           *           "jobs": 20,
           *           "succeeded": 19,
           *           "dead": 1,
           *           "running": 0,
           *           "successRate": 0.95,
           *           "averageMs": 340,
           *           "last": {
           *             "id": "0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a",
           *             "state": "succeeded",
           *             "startedAt": "2026-11-27T02:00:00.010Z",
           *             "endedAt": "2026-11-27T02:00:00.350Z"
           *           }
           *         }
           *       ]
           *     }
           */
          'application/json': {
            items: components['schemas']['ScheduleOverview'][];
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
           *       "catchUp": "last",
           *       "catchUpWithinMs": 86400000,
           *       "jitterMs": 0,
           *       "pauseAfterFailures": null,
           *       "enabled": true,
           *       "disabledReason": null,
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
           * @description While a job of an earlier firing is unfinished: skip this one, queue the latest until that has ended, queue all, or cancel what runs. Default skip.
           * @enum {string}
           */
          overlap?: 'skip' | 'queue-one' | 'queue-all' | 'cancel-running';
          /**
           * @description After an outage: make up for none, the last or all firings that were missed. Default last.
           * @enum {string}
           */
          catchUp?: 'none' | 'last' | 'all';
          /**
           * @description How late they may be. Default 1d.
           * @example 1d
           */
          catchUpWithin?: string;
          /**
           * @description Each job starts up to so much later. Default 0s.
           * @example 30s
           */
          jitter?: string;
          /** @description So many jobs that die one after the other disable it; null: none do. Default null. */
          pauseAfterFailures?: number | null;
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
           *       "catchUp": "last",
           *       "catchUpWithinMs": 86400000,
           *       "jitterMs": 0,
           *       "pauseAfterFailures": null,
           *       "enabled": true,
           *       "disabledReason": null,
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
           *       "catchUp": "last",
           *       "catchUpWithinMs": 86400000,
           *       "jitterMs": 0,
           *       "pauseAfterFailures": null,
           *       "enabled": true,
           *       "disabledReason": null,
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
           *       "catchUp": "last",
           *       "catchUpWithinMs": 86400000,
           *       "jitterMs": 0,
           *       "pauseAfterFailures": null,
           *       "enabled": true,
           *       "disabledReason": null,
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
           *       "catchUp": "last",
           *       "catchUpWithinMs": 86400000,
           *       "jitterMs": 0,
           *       "pauseAfterFailures": null,
           *       "enabled": false,
           *       "disabledReason": null,
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
  backfillSchedule: {
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
    requestBody?: {
      content: {
        /**
         * @example {
         *       "from": "2026-11-20T00:00:00Z",
         *       "to": "2026-11-27T00:00:00Z",
         *       "every": "1s"
         *     }
         */
        'application/json': {
          /**
           * Format: date-time
           * @description The first firing may be at this time.
           * @example 2026-11-27T18:00:00Z
           */
          from: string;
          /**
           * Format: date-time
           * @description The last firing is before this time, and before now.
           * @example 2026-11-27T18:00:00Z
           */
          to: string;
          /**
           * @description Only count.
           * @default false
           */
          dryRun?: boolean;
          /**
           * @description Most firings of this request.
           * @default 1000
           */
          limit?: number;
          /**
           * @description Time between two starts; 0s: all at once.
           * @default 100ms
           * @example 1s
           */
          every?: string;
          /**
           * @description `skip`: only one unfinished job of the schedule, as by its ticks.
           * @default queue-all
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
           *       "firings": 7,
           *       "known": 1,
           *       "enqueued": 6,
           *       "skipped": 0,
           *       "first": "2026-11-20T02:00:00.000Z",
           *       "last": "2026-11-26T02:00:00.000Z",
           *       "next": null
           *     }
           */
          'application/json': {
            /** @description In the range, up to `limit`. */
            firings: number;
            /** @description Of these, whose job the record knows. */
            known: number;
            enqueued: number;
            /** @description Whose key an unfinished job has. */
            skipped: number;
            first: string | null;
            last: string | null;
            /** @description `from` of the next request; null: there are no more firings. */
            next: string | null;
          };
        };
      };
      /** @description A problem: NOT_FOUND, OVERLOADED, REQUEST_INVALID, or one of every operation. */
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
  listExecutions: {
    parameters: {
      query?: {
        /** @description `next` of the page before; none for the first page. */
        cursor?: string;
        /** @description Most items of a page, at most 200. */
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
           *           "id": "0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a",
           *           "tick": "2026-11-27T02:00:00.000Z",
           *           "state": "succeeded",
           *           "startedAt": "2026-11-27T02:00:00.010Z",
           *           "endedAt": "2026-11-27T02:00:00.350Z",
           *           "durationMs": 340,
           *           "attempt": 1,
           *           "error": null
           *         }
           *       ],
           *       "next": null
           *     }
           */
          'application/json': {
            items: components['schemas']['ScheduleExecution'][];
            /** @description `cursor` of the next page; null on the last one. */
            next: string | null;
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
           *           "knownAs": [
           *             "PollLiveFootballMatchesJob"
           *           ],
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
        /** @description A job type, or another name that it is known as. */
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
           *       "knownAs": [
           *         "PollLiveFootballMatchesJob"
           *       ],
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
           *           "running": 1,
           *           "oldestSince": "2026-11-27T18:00:00.000Z",
           *           "throughput": {
           *             "enqueued": 60,
           *             "succeeded": 59.5,
           *             "failed": 0.5
           *           },
           *           "limits": [
           *             {
           *               "name": "rapidapi",
           *               "terms": {
           *                 "windows": [
           *                   {
           *                     "limit": 10,
           *                     "per": "1s"
           *                   }
           *                 ]
           *               },
           *               "overridden": false
           *             }
           *           ],
           *           "pause": null,
           *           "drain": null
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
  getQueue: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
        /** @description An ETag; what has not changed is answered 304. */
        'If-None-Match'?: string;
      };
      path: {
        workload: string;
        queue: string;
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
           *       "workload": "live-scores",
           *       "name": "polling",
           *       "priorities": [
           *         {
           *           "priority": "high",
           *           "waiting": 3,
           *           "inHand": 1
           *         }
           *       ],
           *       "slots": 20,
           *       "workers": [
           *         "poller-1"
           *       ],
           *       "running": 1,
           *       "oldestSince": "2026-11-27T18:00:00.000Z",
           *       "throughput": {
           *         "enqueued": 60,
           *         "succeeded": 59.5,
           *         "failed": 0.5
           *       },
           *       "limits": [
           *         {
           *           "name": "rapidapi",
           *           "terms": {
           *             "windows": [
           *               {
           *                 "limit": 10,
           *                 "per": "1s"
           *               }
           *             ]
           *           },
           *           "overridden": false
           *         }
           *       ],
           *       "pause": null,
           *       "drain": null,
           *       "waitingJobs": 12
           *     }
           */
          'application/json': components['schemas']['QueueWithJobs'];
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
  drainQueue: {
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
         *       "reason": "moving house"
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
           *       "draining": true,
           *       "reason": "moving house",
           *       "by": "ci"
           *     }
           */
          'application/json': components['schemas']['Draining'];
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
  undrainQueue: {
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
         *       "reason": "the house is new"
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
           *       "draining": false,
           *       "reason": "the house is new",
           *       "by": "ci"
           *     }
           */
          'application/json': components['schemas']['Draining'];
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
  purgeQueue: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
        'Idempotency-Key'?: string;
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
         *       "count": 12,
         *       "reason": "the match was called off"
         *     }
         */
        'application/json': {
          /** @description `waitingJobs` of the queue, to confirm that you know what goes. */
          count: number;
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
           *       "id": "0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a",
           *       "action": {
           *         "name": "cancel",
           *         "reason": "the match was called off"
           *       },
           *       "filter": {
           *         "queue": [
           *           "live-scores/polling"
           *         ],
           *         "state": [
           *           "queued",
           *           "scheduled",
           *           "retrying"
           *         ]
           *       },
           *       "state": "queued",
           *       "askedAt": "2026-11-27T18:00:00.000Z",
           *       "askedBy": "ops",
           *       "endedAt": null,
           *       "total": 12,
           *       "done": 0,
           *       "skipped": {},
           *       "failed": {}
           *     }
           */
          'application/json': components['schemas']['BulkOperation'];
        };
      };
      /** @description A problem: COUNT_DIFFERS, NOT_FOUND, or one of every operation. */
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
           *           "id": "live-scores.poller-1.1764268200000",
           *           "name": "poller-1",
           *           "workload": "live-scores",
           *           "host": "poller-1",
           *           "pid": 7,
           *           "version": "1.0.0",
           *           "state": "working",
           *           "causes": [],
           *           "told": null,
           *           "queues": [
           *             {
           *               "name": "polling",
           *               "slots": 20,
           *               "busy": 1
           *             }
           *           ],
           *           "types": [
           *             "live-scores.poll-live-matches"
           *           ],
           *           "running": 1,
           *           "inHand": 2,
           *           "eventLoopMs": {
           *             "mean": 0,
           *             "p99": 2,
           *             "max": 11
           *           },
           *           "memory": {
           *             "rssBytes": 120000000,
           *             "heapUsedBytes": 40000000
           *           },
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
  getWorker: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
        /** @description An ETag; what has not changed is answered 304. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Of one start of a worker: whoever is started in its place has another one. */
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
           *       "id": "live-scores.poller-1.1764268200000",
           *       "name": "poller-1",
           *       "workload": "live-scores",
           *       "host": "poller-1",
           *       "pid": 7,
           *       "version": "1.0.0",
           *       "state": "working",
           *       "causes": [],
           *       "told": null,
           *       "queues": [
           *         {
           *           "name": "polling",
           *           "slots": 20,
           *           "busy": 1
           *         }
           *       ],
           *       "types": [
           *         "live-scores.poll-live-matches"
           *       ],
           *       "running": 1,
           *       "inHand": 2,
           *       "eventLoopMs": {
           *         "mean": 0,
           *         "p99": 2,
           *         "max": 11
           *       },
           *       "memory": {
           *         "rssBytes": 120000000,
           *         "heapUsedBytes": 40000000
           *       },
           *       "startedAt": "2026-11-27T17:00:00.000Z",
           *       "heardAt": "2026-11-27T18:00:00.000Z"
           *     }
           */
          'application/json': components['schemas']['Worker'];
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
  pauseWorker: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
        'Idempotency-Key'?: string;
        /** @description An ETag; what has changed since is not touched (412). */
        'If-Match'?: string;
      };
      path: {
        /** @description Of one start of a worker: whoever is started in its place has another one. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "reason": "a new disk"
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
           *       "id": "live-scores.poller-1.1764268200000",
           *       "state": "paused"
           *     }
           */
          'application/json': components['schemas']['ToldWorker'];
        };
      };
      /** @description A problem: NOT_FOUND, WORKER_GONE, WORKER_REFUSED, or one of every operation. */
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
  resumeWorker: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
        'Idempotency-Key'?: string;
        /** @description An ETag; what has changed since is not touched (412). */
        'If-Match'?: string;
      };
      path: {
        /** @description Of one start of a worker: whoever is started in its place has another one. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "reason": "a new disk"
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
           *       "id": "live-scores.poller-1.1764268200000",
           *       "state": "working"
           *     }
           */
          'application/json': components['schemas']['ToldWorker'];
        };
      };
      /** @description A problem: NOT_FOUND, WORKER_GONE, WORKER_REFUSED, or one of every operation. */
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
  drainWorker: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
        'Idempotency-Key'?: string;
        /** @description An ETag; what has changed since is not touched (412). */
        'If-Match'?: string;
      };
      path: {
        /** @description Of one start of a worker: whoever is started in its place has another one. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "reason": "a new disk"
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
           *       "id": "live-scores.poller-1.1764268200000",
           *       "state": "draining"
           *     }
           */
          'application/json': components['schemas']['ToldWorker'];
        };
      };
      /** @description A problem: NOT_FOUND, WORKER_GONE, WORKER_REFUSED, or one of every operation. */
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
  restartWorker: {
    parameters: {
      query?: never;
      header?: {
        'X-Request-Id'?: string;
        'Idempotency-Key'?: string;
        /** @description An ETag; what has changed since is not touched (412). */
        'If-Match'?: string;
      };
      path: {
        /** @description Of one start of a worker: whoever is started in its place has another one. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "reason": "a new disk"
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
           *       "id": "live-scores.poller-1.1764268200000",
           *       "state": "draining"
           *     }
           */
          'application/json': components['schemas']['ToldWorker'];
        };
      };
      /** @description A problem: NOT_FOUND, WORKER_GONE, WORKER_REFUSED, or one of every operation. */
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
  terminateWorkers: {
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
         *       "reason": "a new disk"
         *     }
         */
        'application/json': {
          /**
           * @description Default: every one but the platform itself.
           * @example live-scores
           */
          workload?: string;
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
           *       "items": [
           *         {
           *           "id": "live-scores.poller-1.1764268200000",
           *           "state": "draining",
           *           "problem": null
           *         }
           *       ]
           *     }
           */
          'application/json': {
            items: components['schemas']['TerminatedWorker'][];
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
  listAlerts: {
    parameters: {
      query?: {
        /** @description `next` of the page before; none for the first page. */
        cursor?: string;
        /** @description Most items of a page, at most 200. */
        limit?: number;
        /** @description Default: those that fire and that did. */
        state?: ('pending' | 'firing' | 'resolved')[];
        rule?: string;
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
           *           "rule": "waiting-long",
           *           "subject": "live-scores/polling",
           *           "severity": "warning",
           *           "state": "firing",
           *           "message": "a job of live-scores/polling has waited 95 s",
           *           "value": 95000,
           *           "since": "2026-11-27T18:00:00.000Z",
           *           "firedAt": "2026-11-27T18:01:00.000Z",
           *           "resolvedAt": null,
           *           "mutedUntil": null,
           *           "mutedBy": null,
           *           "acknowledgedAt": null,
           *           "acknowledgedBy": null
           *         }
           *       ],
           *       "next": null
           *     }
           */
          'application/json': {
            items: components['schemas']['Alert'][];
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
  listAlertRules: {
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
           *           "id": "waiting-long",
           *           "kind": "waiting-long",
           *           "severity": "warning",
           *           "threshold": 60000,
           *           "least": 0,
           *           "windowMs": 300000,
           *           "forMs": 60000,
           *           "workload": null,
           *           "queue": null,
           *           "type": null,
           *           "receivers": [],
           *           "enabled": true
           *         }
           *       ]
           *     }
           */
          'application/json': {
            items: components['schemas']['AlertRule'][];
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
  createAlertRule: {
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
         *       "id": "waiting-long",
         *       "kind": "waiting-long",
         *       "threshold": 60000,
         *       "for": "1m"
         *     }
         */
        'application/json': {
          /** @example waiting-long */
          id: string;
          /** @enum {string} */
          kind:
            | 'type-failing'
            | 'failures-in-a-row'
            | 'backlog-growing'
            | 'waiting-long'
            | 'dead-letters'
            | 'no-worker'
            | 'schedule-missed'
            | 'store-filling';
          /**
           * @default warning
           * @enum {string}
           */
          severity?: 'info' | 'warning' | 'critical';
          /** @description Fires at this value and above; what it counts says the kind. */
          threshold: number;
          /**
           * @description Of `type-failing`: attempts below which a share says nothing.
           * @default 0
           */
          least?: number;
          /**
           * @description How far back is looked.
           * @default 5m
           * @example 5m
           */
          window?: string;
          /**
           * @description How long it must be so before it fires.
           * @default 0s
           * @example 1m
           */
          for?: string;
          /**
           * @description Only of this one; null: of all.
           * @default null
           */
          workload?: string | null;
          /** @default null */
          queue?: string | null;
          /** @default null */
          type?: string | null;
          /**
           * @description Who is told; empty: every receiver.
           * @default []
           */
          receivers?: string[];
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
           *       "id": "waiting-long",
           *       "kind": "waiting-long",
           *       "severity": "warning",
           *       "threshold": 60000,
           *       "least": 0,
           *       "windowMs": 300000,
           *       "forMs": 60000,
           *       "workload": null,
           *       "queue": null,
           *       "type": null,
           *       "receivers": [],
           *       "enabled": true
           *     }
           */
          'application/json': components['schemas']['AlertRule'];
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
  getAlertRule: {
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
           *       "id": "waiting-long",
           *       "kind": "waiting-long",
           *       "severity": "warning",
           *       "threshold": 60000,
           *       "least": 0,
           *       "windowMs": 300000,
           *       "forMs": 60000,
           *       "workload": null,
           *       "queue": null,
           *       "type": null,
           *       "receivers": [],
           *       "enabled": true
           *     }
           */
          'application/json': components['schemas']['AlertRule'];
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
  editAlertRule: {
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
         *       "threshold": 120000
         *     }
         */
        'application/json': {
          /** @enum {string} */
          severity?: 'info' | 'warning' | 'critical';
          /** @description Fires at this value and above; what it counts says the kind. */
          threshold?: number;
          /** @description Of `type-failing`: attempts below which a share says nothing. */
          least?: number;
          /**
           * @description How far back is looked.
           * @example 5m
           */
          window?: string;
          /**
           * @description How long it must be so before it fires.
           * @example 1m
           */
          for?: string;
          /** @description Only of this one; null: of all. */
          workload?: string | null;
          queue?: string | null;
          type?: string | null;
          /** @description Who is told; empty: every receiver. */
          receivers?: string[];
          enabled?: boolean;
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
           *       "id": "waiting-long",
           *       "kind": "waiting-long",
           *       "severity": "warning",
           *       "threshold": 120000,
           *       "least": 0,
           *       "windowMs": 300000,
           *       "forMs": 60000,
           *       "workload": null,
           *       "queue": null,
           *       "type": null,
           *       "receivers": [],
           *       "enabled": true
           *     }
           */
          'application/json': components['schemas']['AlertRule'];
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
  deleteAlertRule: {
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
           *       "id": "waiting-long"
           *     }
           */
          'application/json': {
            /** @example waiting-long */
            id: string;
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
  listReceivers: {
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
           *           "id": "on-call",
           *           "kind": "webhook",
           *           "target": "https://example.com/alerts",
           *           "enabled": true
           *         }
           *       ]
           *     }
           */
          'application/json': {
            items: components['schemas']['AlertReceiver'][];
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
  createReceiver: {
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
         *       "id": "on-call",
         *       "kind": "webhook",
         *       "target": "https://example.com/alerts"
         *     }
         */
        'application/json':
          | {
              /** @example waiting-long */
              id: string;
              /** @constant */
              kind: 'webhook';
              /** Format: uri */
              target: string;
              /** @default true */
              enabled?: boolean;
            }
          | {
              /** @example waiting-long */
              id: string;
              /** @constant */
              kind: 'email';
              /** Format: email */
              target: string;
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
           *       "id": "on-call",
           *       "kind": "webhook",
           *       "target": "https://example.com/alerts",
           *       "enabled": true,
           *       "secret": "ks_3fJ9aQbR2mXw8LkV5nPzT1cYdG7hE4uS0oIiBvKqWxM"
           *     }
           */
          'application/json': components['schemas']['NewAlertReceiver'];
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
  getReceiver: {
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
           *       "id": "on-call",
           *       "kind": "webhook",
           *       "target": "https://example.com/alerts",
           *       "enabled": true
           *     }
           */
          'application/json': components['schemas']['AlertReceiver'];
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
  editReceiver: {
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
         *       "enabled": false
         *     }
         */
        'application/json': {
          target?: string;
          enabled?: boolean;
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
           *       "id": "on-call",
           *       "kind": "webhook",
           *       "target": "https://example.com/alerts",
           *       "enabled": false
           *     }
           */
          'application/json': components['schemas']['AlertReceiver'];
        };
      };
      /** @description A problem: NOT_FOUND, REQUEST_INVALID, or one of every operation. */
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
  deleteReceiver: {
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
           *       "id": "on-call"
           *     }
           */
          'application/json': {
            /** @example waiting-long */
            id: string;
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
  getAlert: {
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
           *       "rule": "waiting-long",
           *       "subject": "live-scores/polling",
           *       "severity": "warning",
           *       "state": "firing",
           *       "message": "a job of live-scores/polling has waited 95 s",
           *       "value": 95000,
           *       "since": "2026-11-27T18:00:00.000Z",
           *       "firedAt": "2026-11-27T18:01:00.000Z",
           *       "resolvedAt": null,
           *       "mutedUntil": null,
           *       "mutedBy": null,
           *       "acknowledgedAt": null,
           *       "acknowledgedBy": null
           *     }
           */
          'application/json': components['schemas']['Alert'];
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
  muteAlert: {
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
    requestBody?: {
      content: {
        /**
         * @example {
         *       "for": "1h"
         *     }
         */
        'application/json': {
          /**
           * @description 0s ends a mute.
           * @example 1h
           */
          for: string;
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
           *       "rule": "waiting-long",
           *       "subject": "live-scores/polling",
           *       "severity": "warning",
           *       "state": "firing",
           *       "message": "a job of live-scores/polling has waited 95 s",
           *       "value": 95000,
           *       "since": "2026-11-27T18:00:00.000Z",
           *       "firedAt": "2026-11-27T18:01:00.000Z",
           *       "resolvedAt": null,
           *       "mutedUntil": "2026-11-27T19:05:00.000Z",
           *       "mutedBy": "ci",
           *       "acknowledgedAt": null,
           *       "acknowledgedBy": null
           *     }
           */
          'application/json': components['schemas']['Alert'];
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
  acknowledgeAlert: {
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
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a",
           *       "rule": "waiting-long",
           *       "subject": "live-scores/polling",
           *       "severity": "warning",
           *       "state": "firing",
           *       "message": "a job of live-scores/polling has waited 95 s",
           *       "value": 95000,
           *       "since": "2026-11-27T18:00:00.000Z",
           *       "firedAt": "2026-11-27T18:01:00.000Z",
           *       "resolvedAt": null,
           *       "mutedUntil": null,
           *       "mutedBy": null,
           *       "acknowledgedAt": "2026-11-27T18:05:00.000Z",
           *       "acknowledgedBy": "ci"
           *     }
           */
          'application/json': components['schemas']['Alert'];
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
