import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** Asks on the terminal; a secret is read without being shown. */
export async function ask(question: string, secret: boolean): Promise<string> {
	process.stderr.write(question);
	// Readline echoes what is typed to its output, so a secret gets an output that drops everything.
	const dark = new Writable({ write: (_chunk, _encoding, done) => done() });
	const lines = createInterface({
		input: process.stdin,
		output: secret ? dark : process.stderr,
		terminal: true,
	});
	const closed = new Promise<never>((_resolve, reject) => {
		lines.once('SIGINT', () => {
			lines.close();
			reject(new Error('Interrupted.'));
		});
	});
	try {
		return (await Promise.race([lines.question(''), closed])).trim();
	} finally {
		lines.close();
		if (secret) process.stderr.write('\n');
	}
}
