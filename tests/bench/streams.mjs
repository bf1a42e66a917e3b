/* 2,000 open event streams: from the publishing request to the last delivery, beside nginx with nchan. */
import { figure, helper, median, nginx, serve, use } from './bench.mjs';
import { sleep } from '../lib/process.mjs';

const N = 2000;
const ROUNDS = 12;
const now = () => Number(process.hrtime.bigint() / 1000n);

async function measure(port, where, pid, publish) {
  const before = use(pid);
  const readers = await helper('streams', [String(port), where, String(N)]);
  await sleep(1000);
  const open = use(pid);
  const times = [];
  for (let i = 0; i < ROUNDS; i += 1) {
    readers.child.stdin.write('next\n');
    const begun = now();
    await publish(i);
    const said = await readers.line();
    if (/lost/.test(said)) throw new Error(`${where}: ${said}`);
    times.push((Number(said) - begun) / 1000);
    await sleep(1300); /* past the second within which changes are gathered */
  }
  const after = use(pid);
  readers.child.kill('SIGKILL');
  return { ms: median(times), cpu: ((after.seconds - open.seconds) * 1000) / ROUNDS, mb: (open.kilobytes - before.kilobytes) / 1024 };
}

export default async function streams() {
  const server = await serve();
  const form = { method: 'POST', redirect: 'manual', headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: 'yp_test_as=admin@esimerkki.fi' } };
  const ours = await measure(Number(new URL(server.url).port), '/events?topic=organization:1', server.pid, async (i) => {
    const { status } = await fetch(`${server.url}/organizations/1/names`, { ...form, body: `name=Nimi+${i}` });
    if (status !== 303) throw new Error(`the action answered ${status}`);
  });
  const front = await nginx('location = /sub { nchan_subscriber eventsource; nchan_channel_id a; nchan_subscriber_first_message newest; } location = /pub { nchan_publisher; nchan_channel_id a; }',
    'load_module /usr/lib/nginx/modules/ngx_nchan_module.so;');
  const theirs = await measure(front.port, '/sub', front.pid, async (i) => {
    const { status } = await fetch(`${front.url}/pub`, { method: 'POST', body: `{"n":${i}}` });
    if (status > 202) throw new Error(`nchan answered ${status}`);
  });
  figure(`${N} streams: publishing request to last delivery, ms`, ours.ms);
  figure(`${N} streams: publishing request to last delivery, nchan, ms`, theirs.ms);
  figure(`${N} streams: publishing to last delivery : nchan`, ours.ms / theirs.ms, '≤1.5');
  figure(`${N} streams: processor ms an event : nchan (${theirs.cpu.toFixed(0)} ms)`, ours.cpu / theirs.cpu);
  figure(`${N} streams: memory of the streams, MB`, ours.mb);
  figure(`${N} streams: memory of the streams, nchan, MB`, theirs.mb);
}
