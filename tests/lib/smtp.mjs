/* A mail server that keeps what it is given, and can be told to refuse. */
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

const REFUSALS = { busy: [451, 'try again later'], never: [550, 'no such mailbox'] };

/*
 * Starts on a free port of the loopback.
 *
 * mails    what came, oldest first: { to, from, subject, text, html, headers, attachments, raw }
 * refuse   'busy' (451) or 'never' (550) for every recipient, or an object address -> one of them;
 *          null takes all
 */
export async function startSmtp() {
  const state = { mails: [], refuse: null };
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'], logger: false, disableReverseLookup: true,
    onRcptTo(address, session, done) {
      const word = state.refuse && (typeof state.refuse === 'string' ? state.refuse : state.refuse[address.address]);
      if (!word) return done();
      const [code, text] = REFUSALS[word];
      return done(Object.assign(new Error(text), { responseCode: code }));
    },
    onData(stream, session, done) {
      const parts = [];
      stream.on('data', (part) => parts.push(part)).on('end', async () => {
        const raw = Buffer.concat(parts);
        const mail = await simpleParser(raw);
        state.mails.push({
          to: session.envelope.rcptTo.map((address) => address.address), from: session.envelope.mailFrom.address,
          subject: mail.subject ?? '', text: mail.text ?? '', html: mail.html || '', headers: mail.headers,
          attachments: mail.attachments, raw: raw.toString('latin1'),
        });
        done();
      });
    },
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.on('error', () => {});
  state.url = `smtp://127.0.0.1:${server.server.address().port}`;
  state.stop = () => new Promise((resolve) => server.close(resolve));
  return state;
}
