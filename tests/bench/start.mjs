/* Start-up time of a filled database, and memory. */
import { figure, fresh, load, median, serve, use } from './bench.mjs';
import { sleep } from '../lib/process.mjs';
import { startServer } from '../lib/server.mjs';

export default async function startUp() {
  const server = await serve({ items: 20, others: 20 });
  await sleep(500);
  figure('resident memory idle, MB', use(server.pid).kilobytes / 1024);
  await load(server.url, { seconds: 4, connections: 64, script: fresh('/meetings/1') });
  figure('resident memory after 4 s of 64 readers drawing pages, MB', use(server.pid).kilobytes / 1024);
  await server.stop();
  const times = [];
  for (let i = 0; i < 5; i += 1) {
    const begun = performance.now();
    const again = await startServer({ data: server.data });
    times.push(performance.now() - begun);
    await again.stop();
  }
  figure('start-up to listening, ms', median(times));
}
