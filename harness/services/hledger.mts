import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { bring, HLEDGER } from './packages.mts';

export type Verdict = { ok: true } | { ok: false; errors: string };

export interface Balance {
	account: string;
	currency: string;
	/** Exact decimal text, negative for a credit; `0.00` for an account that was used and is at zero. */
	amount: string;
}

/** A row of `hledger balance -O json`: short name, full name, depth, one amount a commodity. */
type JsonRow = [string, string, number, JsonAmount[]];

interface JsonAmount {
	acommodity: string;
	aquantity: { decimalMantissa: string; decimalPlaces: number };
}

/**
 * Has hledger judge a plain-text ledger: every entry balances in each currency, every account and
 * currency is declared (`hledger check --strict`). Installs hledger if it is missing.
 *
 * @returns with `errors` what hledger found, in its own words; it stops at the first
 */
export async function checkLedger(ledger: string): Promise<Verdict> {
	const { code, stdout, stderr } = await hledger(['check', '--strict'], ledger);
	return code === 0 ? { ok: true } : { ok: false, errors: (stderr || stdout).trim() };
}

/**
 * The balance of each account, subaccounts not included.
 *
 * @param query hledger's query words, such as `acct:^Clearing$`, `date:2026-01`, `cur:USD`
 * @throws Error with hledger's words when it cannot read the ledger
 */
export async function balances(ledger: string, query: string[] = []): Promise<Balance[]> {
	const report = ['balance', '--flat', '--empty', '--no-total', '--output-format=json'];
	const { code, stdout, stderr } = await hledger([...report, ...query], ledger);
	if (code !== 0) throw new Error(`hledger cannot tell the balances:\n${stderr.trim()}`);
	// JSON.parse would round a number beyond 2^53.
	const exact = stdout.replace(/"decimalMantissa": ?(-?\d+)/g, '"decimalMantissa":"$1"');
	const [rows] = JSON.parse(exact) as [JsonRow[]];
	return rows.flatMap(([, account, , amounts]) =>
		amounts.map(({ acommodity, aquantity }) => ({
			account,
			currency: acommodity,
			amount: decimal(aquantity),
		})),
	);
}

function decimal({ decimalMantissa, decimalPlaces }: JsonAmount['aquantity']): string {
	const sign = decimalMantissa.startsWith('-') ? '-' : '';
	const digits = decimalMantissa.replace('-', '').padStart(decimalPlaces + 1, '0');
	const whole = digits.slice(0, digits.length - decimalPlaces);
	const places = digits.slice(digits.length - decimalPlaces);
	return `${sign}${whole}${places && `.${places}`}`;
}

async function hledger(args: string[], ledger: string) {
	const program = await bring(HLEDGER);
	// In another locale hledger refuses letters beyond ASCII.
	const env = { ...process.env, LC_ALL: 'C.UTF-8' };
	const child = spawn(program, ['--file=-', ...args], { env, stdio: 'pipe' });
	// hledger may stop reading at the first error.
	child.stdin.on('error', () => {});
	child.stdin.end(ledger);
	const [stdout, stderr, [code, signal]] = await Promise.all([
		text(child.stdout),
		text(child.stderr),
		once(child, 'close') as Promise<[number | null, string | null]>,
	]);
	if (signal) throw new Error(`hledger was ended by ${signal}`);
	return { code, stdout, stderr };
}
