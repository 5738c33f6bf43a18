import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { bring, TRYTON } from './packages.mts';
import { asUser, startService } from './process.mts';
import { TrytonBooks } from './tryton-books.mts';
import { TrytonClient } from './tryton-client.mts';

const run = promisify(execFile);
const SETUP = fileURLToPath(new URL('./tryton_setup.py', import.meta.url));
/** Debian's Tryton belongs to Debian's Python; another one may stand earlier on PATH. */
const PYTHON = '/usr/bin/python3';
const MODULES = ['account_invoice', 'account_statement', 'account_payment_clearing'];
const DATABASE = 'erp';
const USER = 'admin';
const START_SECONDS = 60;
const SETUP_SECONDS = 300;
const ERROR_LINES = 20;

export interface TrytonOptions {
	/** Holds the database (SQLite), the settings, the password and the log. */
	folder: string;
	/** The company's name. Default: Acme. */
	company?: string;
	/** The books' currency, ISO 4217. Default: USD. */
	currency?: string;
	/** Each is a fiscal year with twelve periods. Default: last, this and next year. */
	years?: number[];
}

/** A customer's invoice; its customer is made when first named. */
export interface InvoiceRow {
	/** The customer's code in the ERP: the key that everything else refers to. */
	customer: string;
	/** The customer's name. Default: its code. */
	name?: string;
	/** `YYYY-MM-DD`. Due 30 days later. */
	date: string;
	/** The customer's own order number or the like. */
	reference?: string;
	/** Amounts as decimal text with two places. */
	lines: Array<{ description: string; amount: string }>;
}

export interface PostedInvoice {
	id: number;
	/** `INV-2026-0001`: the ERP's key of the invoice. */
	number: string;
	customer: string;
	total: string;
}

export interface Tryton {
	/** Where JSON-RPC is spoken: `http://127.0.0.1:PORT/erp/` */
	readonly url: string;
	/** The administrator. */
	readonly user: string;
	readonly password: string;
	readonly pid: number;
	/** Signed in as the administrator. */
	readonly client: TrytonClient;
	readonly books: TrytonBooks;
	/**
	 * Creates and posts invoices, some 100 in 5 seconds. Tryton numbers them by date, so none may be
	 * older than those of a call before.
	 *
	 * @throws Error with Tryton's own words; nothing is created then
	 */
	postInvoices(rows: InvoiceRow[]): Promise<PostedInvoice[]>;
	stop(): Promise<void>;
	/** Ends it by SIGKILL. */
	kill(): Promise<void>;
}

/**
 * Starts a Tryton of our own on a free port of 127.0.0.1, with a company, a chart of accounts (see
 * `ACCOUNTS` in tryton_setup.py), fiscal years and a journal with the code PAYSTAND; installs Tryton
 * if it is missing. The first start in a folder takes some 15 seconds. It ends with this process.
 *
 * @throws Error with Tryton's last lines when it cannot be set up or does not come up
 */
export async function startTryton(options: TrytonOptions): Promise<Tryton> {
	const program = await bring(TRYTON);
	const folder = resolve(options.folder);
	await mkdir(folder, { recursive: true });
	const env = environment(folder);
	const password = await createDatabase(folder, env, options);
	const service = await startService({
		name: 'Tryton',
		folder,
		command: () => [program, '-d', DATABASE],
		env: (port) => ({ ...process.env, ...env, TRYTOND_WEB__LISTEN: `127.0.0.1:${port}` }),
		stopSignal: 'SIGTERM',
		isReady: async (port) => (await signIn(port, password)) !== undefined,
		seconds: START_SECONDS,
	});
	const client = await signIn(service.port, password);
	if (!client) throw new Error('Tryton came up, and answers no more');
	return {
		url: client.url,
		user: USER,
		password,
		pid: service.pid,
		client,
		books: new TrytonBooks(client),
		postInvoices: (rows) => runSetup<PostedInvoice[]>(env, { invoices: rows }),
		stop: service.stop,
		kill: service.kill,
	};
}

async function signIn(port: number, password: string): Promise<TrytonClient | undefined> {
	const client = new TrytonClient(`http://127.0.0.1:${port}/${DATABASE}/`);
	return await client.login(USER, password).then(
		() => client,
		() => undefined,
	);
}

/** Settings by environment; Tryton takes any of them so. */
function environment(folder: string): Record<string, string> {
	return {
		// Those of the machine's own Tryton, and of another Python, stay out.
		TRYTOND_CONFIG: '',
		PYTHONPATH: '',
		PYTHONWARNINGS: 'ignore',
		TRYTOND_DATABASE__URI: 'sqlite://',
		TRYTOND_DATABASE__PATH: folder,
		// A proof may be quiet for longer than the ten minutes after which Tryton asks who is there.
		TRYTOND_SESSION__TIMEOUT: String(24 * 60 * 60),
	};
}

/**
 * Makes the database and the books in it, unless an earlier start has; one that was interrupted is
 * made anew.
 *
 * @returns the administrator's password
 */
async function createDatabase(
	folder: string,
	env: Record<string, string>,
	options: TrytonOptions,
): Promise<string> {
	const passwordFile = join(folder, 'password');
	const done = join(folder, 'books-made');
	if (existsSync(done)) return await readFile(passwordFile, 'utf8');
	const password = randomBytes(18).toString('base64url');
	await writeFile(passwordFile, password, { mode: 0o600 });
	// Tryton takes a file that is not there for a database that is not there.
	await writeFile(join(folder, `${DATABASE}.sqlite`), '');
	const admin = ['trytond-admin', '-d', DATABASE, '-u', ...MODULES, '--activate-dependencies'];
	await runTool([...admin, '--email', 'admin@example.com'], {
		...env,
		TRYTONPASSFILE: passwordFile,
	});
	const year = new Date().getFullYear();
	const { company = 'Acme', currency = 'USD', years = [year - 1, year, year + 1] } = options;
	await runSetup(env, { books: { company, currency, years } });
	await writeFile(done, '');
	return password;
}

async function runSetup<Reply>(env: Record<string, string>, request: object): Promise<Reply> {
	return JSON.parse(await runTool([PYTHON, SETUP, DATABASE], env, JSON.stringify(request)));
}

/** @throws Error with the tool's last line, where Python says what went wrong */
async function runTool(
	command: string[],
	env: Record<string, string>,
	input = '',
): Promise<string> {
	const [program, ...args] = asUser(undefined, command, 'SIGKILL');
	const running = run(program, args, {
		env: { ...process.env, ...env },
		timeout: SETUP_SECONDS * 1000,
		maxBuffer: 64 * 1024 * 1024,
	});
	running.child.stdin?.on('error', () => {});
	running.child.stdin?.end(input);
	try {
		return (await running).stdout;
	} catch (error) {
		const { stderr, message } = error as Error & { stderr?: string };
		const last = stderr?.trimEnd().split('\n').slice(-ERROR_LINES).join('\n');
		throw new Error(`Tryton could not be set up (${command.join(' ')}):\n${last || message}`);
	}
}
