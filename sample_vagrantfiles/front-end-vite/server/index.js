import { fileURLToPath } from 'node:url';
import express from 'express';
import { palette } from './palette.js';

const port = process.env.PORT || 3000;
const pages = fileURLToPath(new URL('../dist', import.meta.url));

const app = express();
app.disable('x-powered-by');

app.get('/health', (request, response) => {
  response.json({ status: 'ok' });
});

app.get('/api/palette/:colour', (request, response) => {
  const colours = palette(request.params.colour);
  if (colours === null) return response.status(400).json({ error: 'six hexadecimal digits' });
  return response.json({ colours });
});

app.use(express.static(pages));

app.listen(port, () => {
  console.log(`Serving ${pages} on port ${port}`);
});
