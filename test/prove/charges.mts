import { log } from '../../harness/log.mts';
import { callerOf, payerWithCards } from '../../harness/records.mts';
import type { Report } from '../../harness/report.mts';
import { inWorld } from '../../harness/world.mts';
import type { Payment } from '../../sandbox/resources.mts';
import { checkHits, FAULTS, faultHits, SHORT_TIMEOUTS, skipQuarterHour } from './fault-rates.mts';
import { runItems, type Said } from './operation.mts';
import type { Proof } from './proof.mts';

const CHARGES = 1_000;
const KEY = /key '([^']+)' went through is unknown/;
/** Before anything is sent an access token is fetched, and that may not come about either. */
const NO_TOKEN = /could not be reached at|could not issue an access token/;

interface Charge {
	number: number;
	amount: string;
	chargeKey: string;
}

interface Count {
	charged: number;
	/** Of those, found by their key after the connection broke. */
	found: number;
	unknown: number;
	/** Of those, how many the books have. */
	there: number;
	/** Not sent, for want of an access token, and so said. */
	unsent: number;
}

/**
 * A payer is charged exactly once, or the item says that this is unknown, whatever happens to the
 * connection. What is unknown is settled by running it again with its charge key.
 */
export const charges: Proof = async (report, seed) =>
	await inWorld({ seed, env: SHORT_TIMEOUTS }, async (world) => {
		const { sandbox, merchant } = world;
		const call = await callerOf(sandbox, merchant);
		const fund = await payerWithCards(call, 'CUST-1', ['4242424242424242']);
		const wanted = Array.from({ length: CHARGES }, (_, index): Charge => {
			const number = index + 1;
			return {
				number,
				amount: `${number}.${String(number % 100).padStart(2, '0')}`,
				chargeKey: '',
			};
		});

		log(`${CHARGES} charges under faults …`);
		sandbox.world.faults.set({ seed, ...FAULTS });
		const said = await runItems(world, plan(fund), wanted);
		const hits = checkHits(report, [faultHits(sandbox)]);
		sandbox.world.faults.set({ seed });
		const booked = booksOf(merchant.payments.all());
		const count = tally(report, wanted, said, booked);

		const open = wanted.flatMap((charge, index) => {
			const { error } = said[index]!;
			return error === undefined ? [] : [{ ...charge, chargeKey: KEY.exec(error)?.[1] ?? '' }];
		});
		skipQuarterHour(world.n8n.pid());
		log(`${open.length} without a payment again 15 minutes later, with their charge keys …`);
		const again = await runItems(world, plan(fund), open);
		const settled = booksOf(merchant.payments.all());
		const late = tally(report, open, again, settled);
		report.equal('Still unknown or not sent', 0, late.unknown + late.unsent);
		const different = notOnce(wanted, settled);
		report.none('Charges not booked exactly once in the end', different);
		report.equal('Payments in the books', CHARGES, merchant.payments.size);
		return `${CHARGES} charges, ${hits} faults: ${count.charged} charged once (${count.found} of them found by look-up), ${count.unknown} reported as unknown (${count.there} of them were charged), ${count.unsent} not sent for want of a token, ${twice(booked)} twice; run again with their keys 15 minutes later, ${CHARGES - different.length} charged once, ${twice(settled)} twice`;
	});

/**
 * Holds each item against the books: charged once and said so, or unknown and at most once, or not
 * sent and not there.
 */
function tally(
	report: Report,
	wanted: Charge[],
	said: Said[],
	books: Map<number, Payment[]>,
): Count {
	const count: Count = { charged: 0, found: 0, unknown: 0, there: 0, unsent: 0 };
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
		} else if (error !== undefined && NO_TOKEN.test(error) && booked.length === 0) {
			count.unsent++;
		} else {
			wrong.push(`${number}: ${booked.length} in the books, says ${error ?? JSON.stringify(rows)}`);
		}
	}
	report.none('Items that say what the books do not', wrong);
	const { charged, unknown, unsent } = count;
	report.equal('Charged, unknown or not sent', wanted.length, charged + unknown + unsent);
	return count;
}

/** How many charges are in the books more than once. */
function twice(books: Map<number, Payment[]>): number {
	return [...books.values()].filter(({ length }) => length > 1).length;
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

function plan({ payerId, cardIds }: { payerId: string; cardIds: string[] }) {
	return {
		resource: 'payment',
		operation: 'charge',
		parameters: {
			customer: { __rl: true, mode: 'payer', value: payerId },
			fund: 'card',
			cardId: cardIds[0],
			amount: '={{ $json.amount }}',
			additionalFields: {
				chargeKey: '={{ $json.chargeKey }}',
				meta: '={{ { number: $json.number } }}',
			},
		},
	};
}
