/* The same page on the other engine, and in a region with a hundred times the records. */
import { against, figure, fresh, load, serve } from './bench.mjs';

export default async function scale() {
  const where = '/meetings/1';
  const drawn = (server) => () => load(server.url, { script: fresh(where), seconds: 3 });
  /* What is wanted was derived from pages whose parents have about eight children each; with three it is reported. */
  for (const full of [true, false])
    for (const [items, wanted] of [[20, '≥0.25'], [50, '≥0.5']]) {
      const lite = await serve({ items, others: 20, full });
      const pg = await serve({ engine: 'postgresql', items, others: 20, full });
      const { ratio, a } = await against(drawn(pg), drawn(lite));
      const name = `meeting page of ${items} items of ${full ? 'eight' : 'three'} children`;
      figure(`${name} on PostgreSQL, a second`, a);
      figure(`${name}: PostgreSQL : SQLite`, ratio, full ? wanted : '');
      await lite.stop();
      await pg.stop();
    }
  const small = await serve({ items: 20, others: 20 });
  const large = await serve({ items: 20, others: 2000 });
  const growth = await against(drawn(small), drawn(large));
  figure('meeting page: time with 100 times the records : time without', growth.ratio, '≤1.2');
}
