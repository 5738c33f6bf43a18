import { parseArgs } from 'node:util';
import type { Settings } from './run.mts';
import { BASES, targetOf, type Target } from './target.mts';

export const USAGE = `Asks a Paystand account how it differs from the API document, and writes
conformance-report.md and conformance-report.json.

  PAYSTAND_CLIENT_ID=… PAYSTAND_CLIENT_SECRET=… PAYSTAND_CUSTOMER_ID=… \\
    npm run conform -- [--base-url URL] [--write] [--out DIR]

  --base-url URL  another address than that of the environment, e.g. of a local sandbox
  --write         also makes records and cancels them; Sandbox and local addresses only
  --out DIR       where the reports go (default: here)

PAYSTAND_ENVIRONMENT is production or sandbox. What is not in the environment is asked for.`;

/** Something that the caller has to put right; exit code 2. */
export class InputError extends Error {}

export interface Input extends Settings {
	out: string;
}

const CREDENTIAL = {
	clientId: ['PAYSTAND_CLIENT_ID', 'Client ID'],
	clientSecret: ['PAYSTAND_CLIENT_SECRET', 'Client Secret'],
	customerId: ['PAYSTAND_CUSTOMER_ID', 'Customer ID'],
} as const;

/**
 * @param ask puts a question on the terminal; null where there is none
 * @returns null when only the usage is wanted
 * @throws InputError before anything is sent
 */
export async function readInput(
	args: string[],
	env: Record<string, string | undefined>,
	ask: ((question: string, secret: boolean) => Promise<string>) | null,
): Promise<Input | null> {
	const values = readArgs(args);
	if (values.help) return null;
	const from = async (variable: string, question: string, secret: boolean) => {
		const value = env[variable]?.trim() || (await ask?.(`${question}: `, secret))?.trim();
		if (!value) throw new InputError(`${variable} is not set.`);
		return value;
	};
	const environment = env.PAYSTAND_ENVIRONMENT?.trim().toLowerCase() || undefined;
	const target =
		values['base-url'] === undefined
			? named(environment ?? (await from('PAYSTAND_ENVIRONMENT', 'production or sandbox', false)))
			: addressed(values['base-url']);
	if (environment !== undefined) named(environment);
	if (values.write && (environment === 'production' || !target.mayWrite))
		throw new InputError(
			'--write is refused: it is for Paystand’s Sandbox and for addresses of this machine.',
		);
	const credential = { clientId: '', clientSecret: '', customerId: '' };
	for (const name of Object.keys(CREDENTIAL) as (keyof typeof CREDENTIAL)[]) {
		const [variable, question] = CREDENTIAL[name];
		const value = await from(variable, question, true);
		if (!/^[\x21-\x7e]+$/.test(value))
			throw new InputError(`${variable} has characters that no credential has.`);
		credential[name] = value;
	}
	return { credential, target, write: values.write, out: values.out };
}

function readArgs(args: string[]) {
	try {
		const { values } = parseArgs({
			args,
			options: {
				'base-url': { type: 'string' },
				write: { type: 'boolean', default: false },
				out: { type: 'string', default: '.' },
				help: { type: 'boolean', short: 'h', default: false },
			},
		});
		return values;
	} catch {
		// Its message quotes the argument, which may be a secret in the wrong place.
		throw new InputError('There is an argument that conform does not know.');
	}
}

function named(environment: string): Target {
	const name = environment.toLowerCase();
	if (name !== 'production' && name !== 'sandbox')
		throw new InputError('PAYSTAND_ENVIRONMENT is production or sandbox.');
	return targetOf(BASES[name]);
}

function addressed(address: string): Target {
	try {
		return targetOf(address);
	} catch (error) {
		throw new InputError((error as Error).message);
	}
}
