/**
 * `npm run prove -- NAME [--seed N]`: a long run that holds the package to one promise. Exits with 0
 * only if the promise held; the last line is its figure. The largest can be run in part, such as
 * `queue --share 0.1`.
 */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { Report } from '../../harness/report.mts';
import { charges } from './charges.mts';
import { faults } from './faults.mts';
import { forgeries } from './forgeries.mts';
import { polling } from './polling.mts';
import type { Proof } from './proof.mts';
import { queue } from './queue.mts';
import { registration } from './registration.mts';
import { retries } from './retries.mts';
import { tryton } from './tryton.mts';
import { webhooks } from './webhooks.mts';

const proofs: Record<string, Proof> = {
	charges,
	faults,
	forgeries,
	polling,
	queue,
	registration,
	retries,
	tryton,
	webhooks,
};

const { values, positionals } = parseArgs({
	options: { seed: { type: 'string', default: '1' }, share: { type: 'string' } },
	allowPositionals: true,
});
const [name = '', ...others] = positionals;
const proof = proofs[name];
const seed = Number(values.seed);
const share = values.share === undefined ? undefined : Number(values.share);
/** The others take no share. */
const isShareRight = share === undefined || (proof === queue && share > 0 && share <= 1);
if (!proof || others.length > 0 || !Number.isSafeInteger(seed) || !isShareRight) {
	const names = Object.keys(proofs).sort();
	console.error(
		`Usage: npm run prove -- NAME [--seed N] [--share N, queue only]\nNAME is one of: ${names.join(', ')}`,
	);
	process.exit(2);
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	// What was started ends with this process, and so do its temporary folders.
	process.on(signal, () => process.exit(signal === 'SIGINT' ? 130 : 143));
}

const started = Date.now();
const report = new Report();
const figure = await proof(report, seed, share);
const held = report.end();
const seconds = Math.round((Date.now() - started) / 1000);
console.log(`${name}: ${held ? 'held' : 'BROKEN'}, ${figure}, in ${seconds} s`);
process.exit(held ? 0 : 1);
