/* Durable actions: another name for an organization, answered when it is on the disk. */
import { figure, load, serve } from './bench.mjs';

const script = `wrk.method = "POST"
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
wrk.headers["Cookie"] = "yp_test_as=admin@esimerkki.fi"
local n = 0
function request() n = n + 1 return wrk.format(nil, "/organizations/1/names", nil, "name=Nimi+" .. n) end
`;

export default async function writes() {
  for (const engine of ['sqlite', 'postgresql'])
    for (const connections of [1, 32]) {
      const server = await serve({ engine, args: ['--workers', '32'] });
      const rate = await load(server.url, { seconds: 5, connections, script });
      figure(`durable actions a second, ${engine === 'sqlite' ? 'SQLite' : 'PostgreSQL'}, ${connections} writer${connections > 1 ? 's' : ''}`, rate, engine === 'sqlite' && connections === 32 ? '≥2000' : '');
    }
}
