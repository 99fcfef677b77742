import { makeApp } from './app.js';

const port = Number(process.env.PORT ?? 3400);
const app = makeApp(process.env.LOG_LEVEL ?? 'info');

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void app.close());
}

app.listen({ port, host: '0.0.0.0' }).catch((error: unknown) => {
  app.log.error(error);
  process.exitCode = 1;
});
