import fastify, { type FastifyInstance } from 'fastify';
import { moonAt, noonOf } from './moon.js';

/** The routes; `now` tells what today is. */
export function makeApp(level: string, now: () => Date = () => new Date()): FastifyInstance {
  const app = fastify({ logger: { level } });

  app.get('/health', async () => ({ status: 'ok' }));
  app.get('/', async () => moonAt(now()));
  app.get<{ Params: { day: string } }>('/:day', async (request, reply) => {
    const noon = noonOf(request.params.day);
    return noon === null ? reply.code(400).send({ error: 'A day is 2024-12-15.' }) : moonAt(noon);
  });
  return app;
}
