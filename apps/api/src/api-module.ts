import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { ProblemFilter } from './problems/problem-filter.js';
import { StatusController } from './status/status-controller.js';

@Module({
  controllers: [StatusController],
  providers: [{ provide: APP_FILTER, useClass: ProblemFilter }],
})
export class ApiModule {}
