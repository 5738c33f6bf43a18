import type { Report } from '../../demo/report.mts';
import { say } from '../../demo/say.mts';
import type { Payment } from '../../sandbox/resources.mts';
import { FAULTS, faultHits, HURRY } from './faulty.mts';
import { runItems, type Said } from './operation.mts';
import { addCustomer, callerOf } from './paystand.mts';
import type { Proof } from './proof.mts';
import { inWorld, type ProofWorld } from './world.mts';

const CHARGES = 1_000;
const KEY = /key '([^']+)' went through is unknown/;

interface Charge {
	number: number;
	amount: string;
	chargeKey: string;
}

/**
 * A payer is charged exactly once, or the item says that this is unknown, whatever happens to the
 * connection. What is unknown is settled by running it again with its charge key.
 */
export const charges: Proof = async (report, seed) =>
	await inWorld({ seed, env: HURRY }, async (world) => {
		const { sandbox, merchant } = world;
		const fund = await savedCard(world);
		const wanted = Array.from({ length: CHARGES }, (_, index): Charge => {
			const number = index + 1;
			return {
				number,
				amount: `${number}.${String(number % 100).padStart(2, '0')}`,
				chargeKey: '',
			};
		});

		say(`${CHARGES} charges under faults …`);
		sandbox.world.faults.set({ seed, ...FAULTS });
		const said = await runItems(world, plan(fund), wanted);
		const hits = faultHits(report, sandbox);
		sandbox.world.faults.set({ seed });
		const booked = booksOf(merchant.payments.all());
		const count = tally(report, wanted, said, booked);

		const unknown = wanted.flatMap((charge, index) => {
			const chargeKey = KEY.exec(said[index]!.error ?? '')?.[1];
			return chargeKey === undefined ? [] : [{ ...charge, chargeKey }];
		});
		say(`${unknown.length} unknown ones again, with their charge keys, without faults …`);
		const again = await runItems(world, plan(fund), unknown);
		const settled = booksOf(merchant.payments.all());
		tally(report, unknown, again, settled);
		report.none('Charges not booked exactly once in the end', notOnce(wanted, settled));
		report.equal('Payments in the books', CHARGES, merchant.payments.size);
		return `${CHARGES} charges, ${hits} faults: ${count.charged} charged once (${count.found} of them found by look-up), ${count.unknown} reported as unknown (${count.there} of them were charged), 0 twice; with their keys all ${CHARGES} charged once`;
	});

/** Holds each item against the books: charged once and said so, or unknown and at most once. */
function tally(
	report: Report,
	wanted: Charge[],
	said: Said[],
	books: Map<number, Payment[]>,
): { charged: number; found: number; unknown: number; there: number } {
	const count = { charged: 0, found: 0, unknown: 0, there: 0 };
	const wrong: string[] = [];
	for (const [index, { number, amount }] of wanted.entries()) {
		const { rows, error } = said[index]!;
		const booked = books.get(number) ?? [];
		const [row] = rows;
		if (row && rows.length === 1 && booked.length === 1) {
			const isSame =
				row.id === booked[0]!.id && booked[0]!.amount === amount && row.total === amount;
			if (!isSame) wrong.push(`${number}: says ${JSON.stringify(row)}`);
			count.charged++;
			if (row.outcome === 'found') count.found++;
		} else if (error !== undefined && KEY.test(error) && booked.length <= 1) {
			count.unknown++;
			count.there += booked.length;
		} else {
			wrong.push(`${number}: ${booked.length} in the books, says ${error ?? JSON.stringify(rows)}`);
		}
	}
	report.none('Items that say what the books do not', wrong);
	report.equal('Charged or unknown', wanted.length, count.charged + count.unknown);
	return count;
}

function notOnce(wanted: Charge[], books: Map<number, Payment[]>): string[] {
	return wanted
		.map(({ number }) => ({ number, times: books.get(number)?.length ?? 0 }))
		.filter(({ times }) => times !== 1)
		.map(({ number, times }) => `${number}: ${times} times`);
}

/** The payments by the number of the charge. */
function booksOf(payments: Payment[]): Map<number, Payment[]> {
	return Map.groupBy(payments, ({ meta }) => Number((meta as { number: string }).number));
}

function plan({ payerId, cardId }: { payerId: string; cardId: string }) {
	return {
		resource: 'payment',
		operation: 'charge',
		parameters: {
			customer: { __rl: true, mode: 'payer', value: payerId },
			fund: 'card',
			cardId,
			amount: '={{ $json.amount }}',
			additionalFields: {
				chargeKey: '={{ $json.chargeKey }}',
				meta: '={{ { number: $json.number } }}',
			},
		},
	};
}

async function savedCard({ sandbox, merchant }: ProofWorld) {
	const call = await callerOf(sandbox, merchant);
	const { payer, extCustomerId } = await addCustomer(call, 'CUST-1');
	const card = await call<{ id: string }>('POST', '/control/cards', {
		extCustomerId,
		card: '4242424242424242',
	});
	return { payerId: payer.id, cardId: card.id };
}
