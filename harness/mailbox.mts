import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import type { N8nClient } from '../n8n/client.mts';
import type { SavedCredential } from '../n8n/credentials.mts';

/** A mail server on 127.0.0.1 that keeps what n8n's e-mail nodes send and delivers nothing. */
export interface Mailbox {
	/** What has come, oldest first. */
	mails: Email[];
	/** Saves n8n's SMTP credential for it. */
	credential(n8n: N8nClient): Promise<SavedCredential>;
	/** @throws Error when so many mails have not come after 30 seconds */
	untilMails(count: number): Promise<Email[]>;
	close(): Promise<void>;
}

/** Starts the mail server; nobody has to sign in. */
export async function openMailbox(): Promise<Mailbox> {
	const mails: Email[] = [];
	const server = new SMTPServer({
		authOptional: true,
		disabledCommands: ['STARTTLS'],
		onData(stream, _session, done) {
			const chunks: Buffer[] = [];
			stream.on('data', (chunk: Buffer) => chunks.push(chunk));
			stream.on('end', () => {
				PostalMime.parse(Buffer.concat(chunks))
					.then((mail) => {
						mails.push(mail);
						done();
					})
					.catch(done);
			});
		},
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.server.address() as AddressInfo;
	return {
		mails,
		credential: (n8n) =>
			n8n.credentials.create('Mailbox', 'smtp', {
				...{ host: '127.0.0.1', port, secure: false, disableStartTls: true },
				...{ user: '', password: '' },
			}),
		async untilMails(count) {
			const deadline = Date.now() + 30_000;
			while (mails.length < count) {
				if (Date.now() > deadline) throw new Error(`${mails.length} mails came, not ${count}`);
				await sleep(50);
			}
			return mails;
		},
		close: () => new Promise((resolve) => server.close(resolve)),
	};
}
