import { describe, expect, it } from '@jest/globals';
import { Controller, Get, NotFoundException, Param, Post, Body } from '@nestjs/common';
import { DatabaseUnavailable, defineWorkload, InputInvalid, JobNotFound, Overloaded } from '@kickoff/contracts';
import { apiForTest } from './testing/api-for-test.js';

const errors: Record<string, () => Error> = {
  input: () => new InputInvalid('weather.look', [{ path: 'city', message: 'is required' }]),
  overloaded: () => new Overloaded('the store is full', 1_500),
  database: () => new DatabaseUnavailable('PostgreSQL cannot be reached'),
  gone: () => new JobNotFound('no such job'),
  bug: () => new TypeError('secret address postgres://me:pw@db'),
  missing: () => new NotFoundException('no match 7'),
};

@Controller('errors')
class ErrorsController {
  @Get(':name')
  fail(@Param('name') name: string) {
    throw errors[name]!();
  }

  @Post()
  echo(@Body() body: unknown) {
    return body;
  }
}

const api = apiForTest({
  workload: defineWorkload({ name: 'weather', summary: 'Looks at the sky.', contracts: [], queues: {} }),
  controllers: [ErrorsController],
});

async function problem(path: string, init?: RequestInit) {
  const response = await api.fetch(path, init);
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  return { response, body: (await response.json()) as Record<string, unknown> };
}

describe('errors of routes', () => {
  it('are problem documents with the code of the catalogue', async () => {
    const { response, body } = await problem('/weather/errors/input');
    expect(response.status).toBe(422);
    expect(body).toEqual({
      type: 'urn:kickoff:error:INPUT_INVALID',
      title: 'Unprocessable Entity',
      status: 422,
      detail: 'input of weather.look is invalid: city: is required',
      code: 'INPUT_INVALID',
      issues: [{ path: 'city', message: 'is required' }],
      instance: '/api/v1/weather/errors/input',
      requestId: response.headers.get('x-request-id'),
    });
  });

  it.each([
    ['gone', 404, 'JOB_NOT_FOUND'],
    ['database', 503, 'DATABASE_UNAVAILABLE'],
    ['missing', 404, 'NOT_FOUND'],
  ])('have the status that fits: %s is %i', async (name, status, code) => {
    const { response, body } = await problem(`/weather/errors/${name}`);
    expect(response.status).toBe(status);
    expect(body).toMatchObject({ code, status });
  });

  it('say when to try again', async () => {
    const { response, body } = await problem('/weather/errors/overloaded');
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('2');
    expect(body).toMatchObject({ code: 'OVERLOADED', retryAfter: 2 });
  });

  it('keep what is inside to themselves', async () => {
    const { response, body } = await problem('/weather/errors/bug');
    expect(response.status).toBe(500);
    expect(JSON.stringify(body)).not.toContain('postgres');
  });

  it('cover unknown paths and bodies that are not JSON', async () => {
    expect((await problem('/nothing')).body).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    const { body } = await problem('/weather/errors', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{',
    });
    expect(body).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
  });
});

describe('GET /api/v1/status', () => {
  it('tells what runs and what it depends on', async () => {
    const { data } = await api.client(null).GET('/status');
    expect(data).toMatchObject({
      status: 'ok',
      workloads: [{ name: 'weather', queues: [], jobTypes: [] }],
      dependencies: { nats: { up: true }, postgres: { up: true } },
    });
  });
});
