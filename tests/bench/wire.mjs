/* Bytes of a first visit over the wire: the page and the style sheet and scripts it names, brotli. */
import { figure, get, serve } from './bench.mjs';

export default async function wire() {
  const server = await serve({ items: 20, others: 20 });
  const br = { 'accept-encoding': 'br' };
  for (const where of ['/', '/groups', '/groups/1', '/meetings/1', '/organizations']) {
    const page = await get(`${server.url}${where}`, br);
    if (page.status !== 200) continue;
    const html = (await get(`${server.url}${where}`)).body.toString();
    const parts = [...new Set([...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.(?:css|js|woff2))"/g)].map((found) => found[1]))];
    let sum = page.body.length;
    for (const part of parts) sum += (await get(`${server.url}${part}`, br)).body.length;
    figure(`first visit of ${where}, kB (page alone ${(page.body.length / 1024).toFixed(1)})`, sum / 1024, '≤50');
  }
}
