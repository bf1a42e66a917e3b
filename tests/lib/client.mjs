/* HTTP as sent and received: nothing followed, nothing decoded. */
import http from 'node:http';
import net from 'node:net';

/* The values of a reply's header, lower-case name, joined as HTTP allows. */
function collect(raw) {
  const headers = new Map();
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i].toLowerCase();
    headers.set(name, headers.has(name) ? `${headers.get(name)}, ${raw[i + 1]}` : raw[i + 1]);
  }
  return headers;
}

/* A client with a cookie jar and one kept connection. */
export class Client {
  constructor(origin) {
    this.origin = new URL(origin);
    this.cookies = new Map();
    this.agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  }

  /*
   * Sends one request.
   *
   * body     string, Buffer or nothing
   * gives    { status, headers: Map, raw, body: Buffer, text, ms }; of an event stream only the head
   */
  request(method, path, { headers = {}, body = null, timeout = 30000 } = {}) {
    const sent = { host: this.origin.host, ...headers };
    if (this.cookies.size) sent.cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    if (body !== null) sent['content-length'] = Buffer.byteLength(body);
    const begun = performance.now();
    return new Promise((resolve, reject) => {
      const request = http.request({ host: this.origin.hostname, port: this.origin.port, method, path, headers: sent, agent: this.agent });
      request.setTimeout(timeout, () => request.destroy(new Error(`no reply within ${timeout} ms`)));
      request.on('error', reject);
      request.on('response', (response) => {
        const parts = [];
        const finish = () => {
          const bytes = Buffer.concat(parts);
          this.keep(response.headers['set-cookie'] ?? []);
          resolve({ status: response.statusCode, headers: collect(response.rawHeaders), raw: response.rawHeaders, body: bytes, text: bytes.toString('utf8'), ms: performance.now() - begun });
        };
        if (/^text\/event-stream/.test(response.headers['content-type'] ?? '')) {
          finish();
          response.on('error', () => {});
          request.on('error', () => {});
          request.destroy();
          return;
        }
        response.on('data', (part) => parts.push(part)).on('end', finish).on('error', reject);
      });
      request.end(body);
    });
  }

  keep(lines) {
    for (const line of lines) {
      const [pair, ...attributes] = line.split(';');
      const [name, value] = [pair.slice(0, pair.indexOf('=')).trim(), pair.slice(pair.indexOf('=') + 1).trim()];
      const gone = attributes.some((text) => /^\s*max-age\s*=\s*0\s*$/i.test(text));
      if (gone || value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }

  close() {
    this.agent.destroy();
  }
}

/* Sends bytes as they are and gives all that comes back until the server closes or `ms` pass. */
export function sendRaw(origin, bytes, ms = 5000) {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const socket = net.connect(Number(port), hostname);
    const parts = [];
    const finish = () => resolve(Buffer.concat(parts).toString('latin1'));
    socket.setTimeout(ms, () => socket.destroy());
    socket.on('data', (part) => parts.push(part)).on('close', finish);
    socket.on('error', (error) => (parts.length ? finish() : reject(error)));
    socket.write(bytes);
  });
}

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/* The characters that HTML's entities stand for. */
export function decodeEntities(html) {
  return html.replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (all, name) => {
    if (name[0] !== '#') return ENTITIES[name] ?? all;
    return String.fromCodePoint(/^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1)));
  });
}

/* What a reader sees of an HTML page, blanks made single. */
export function visibleText(html) {
  const bare = html.replace(/<(script|style|template)\b[\s\S]*?<\/\1>/gi, ' ').replace(/<!--[\s\S]*?-->/g, '').replace(/<[^>]*>/g, ' ');
  return decodeEntities(bare).replace(/\s+/g, ' ').replace(/ ([.,;:!?)])/g, '$1').trim();
}

/* The hidden fields whose names begin with `_` of the form that posts to `action`, else of the first that has any. */
export function hiddenFields(html, action) {
  const forms = html.match(/<form\b[\s\S]*?<\/form>/gi) ?? [];
  const attribute = (tag, name) => {
    const found = tag.match(new RegExp(`\\s${name}\\s*=\\s*"([^"]*)"`, 'i'));
    return found ? decodeEntities(found[1]) : null;
  };
  const read = (form) => (form.match(/<input\b[^>]*>/gi) ?? [])
    .filter((tag) => attribute(tag, 'type') === 'hidden' && attribute(tag, 'name')?.startsWith('_'))
    .map((tag) => [attribute(tag, 'name'), attribute(tag, 'value') ?? '']);
  const posts = forms.filter((form) => /^<form[^>]*method\s*=\s*"?post/i.test(form));
  const own = posts.filter((form) => attribute(form.match(/^<form[^>]*>/)[0], 'action') === action);
  return [...own, ...posts].map(read).find((fields) => fields.length) ?? [];
}

/* Fields as multipart/form-data; a field is [name, text] or [name, { name, type, bytes }]. */
export function multipart(fields) {
  const boundary = '----yhdyspinta-test-boundary';
  const parts = fields.flatMap(([name, value]) => {
    const file = typeof value === 'object';
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${name}"`
      + (file ? `; filename="${value.name}"\r\nContent-Type: ${value.type}` : '');
    return [Buffer.from(`${head}\r\n\r\n`), file ? value.bytes : Buffer.from(value), Buffer.from('\r\n')];
  });
  return { type: `multipart/form-data; boundary=${boundary}`, body: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]) };
}
