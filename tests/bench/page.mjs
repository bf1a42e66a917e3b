/*
 * A meeting's page: drawn anew for every request (each has another query string, which the page cache keeps apart) beside
 * the least libmicrohttpd program that sends the same bytes; and unchanged since, beside nginx sending a file.
 */
import fs from 'node:fs';
import { against, at, figure, fresh, get, helper, load, nginx, serve } from './bench.mjs';

export default async function page() {
  const server = await serve({ items: 20, others: 20 });
  const where = '/meetings/1';
  const reply = await get(`${server.url}${where}`);
  figure('meeting page: bytes of HTML', reply.body.length);
  figure('meeting page: queries', Number(reply.headers['x-queries']));
  fs.writeFileSync(at('page.html'), reply.body);
  const bytes = await helper('mhd_bytes', [at('page.html')]);
  const least = `http://127.0.0.1:${bytes.first}/`;

  const drawn = await against(() => load(server.url, { script: fresh(where) }), () => load(least, { script: fresh('/') }));
  figure('meeting page drawn anew, a second', drawn.a);
  figure('meeting page drawn anew : the same bytes from libmicrohttpd', drawn.ratio, '≥0.08');
  const br = { 'accept-encoding': 'br' };
  figure('meeting page drawn anew and packed with brotli, a second', await load(server.url, { script: fresh(where), headers: br }));

  const front = await nginx('');
  const kept = await against(() => load(`${server.url}${where}`), () => load(`${front.url}/page.html`));
  figure('meeting page from the cache, a second', kept.a);
  figure('meeting page from the cache : the file from nginx', kept.ratio, '≥0.6');
  const ours = { 'if-none-match': (await get(`${server.url}${where}`)).headers.etag };
  const theirs = { 'if-none-match': (await get(`${front.url}/page.html`)).headers.etag };
  const same = await against(() => load(`${server.url}${where}`, { headers: ours }), () => load(`${front.url}/page.html`, { headers: theirs }));
  figure('meeting page unchanged since (304), a second', same.a);
  figure('meeting page unchanged since (304) : nginx 304', same.ratio, '≥0.6');
}
