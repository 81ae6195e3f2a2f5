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
