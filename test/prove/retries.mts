import { setTimeout as sleep } from 'node:timers/promises';
import { chain, items, START, paystand } from '../../harness/flow.mts';
import { log } from '../../harness/log.mts';
import { callerOf, payerWithCards } from '../../harness/records.mts';
import type { Report } from '../../harness/report.mts';
import { inWorld, type HarnessWorld } from '../../harness/world.mts';
import type { Execution } from '../../n8n/executions.mts';
import type { FaultSettings } from '../../sandbox/faults.mts';
import type { Merchant } from '../../sandbox/merchants.mts';
import type { Payment } from '../../sandbox/resources.mts';
import { checkHits, faultHits, SHORT_TIMEOUTS, skipQuarterHour } from './fault-rates.mts';
import { codeOf, runItems, saidOf } from './operation.mts';
import type { Proof } from './proof.mts';

/** Lists of charges that run at the same time, and how often. */
const WAVES = 4;
const LISTS = 8;
const CHARGES_IN_A_LIST = 11;
const LATE_MS = 20_000;
const LAG_MS = 5_000;

const GOOD_CARD = '4242424242424242';
const DECLINED_CARD = '4000000000000002';

/** Most requests that go wrong have done their work: then a second charge is to be feared. */
const LOST = {
	brokenAfter: 0.08,
	serverErrorAfter: 0.08,
	timeout: 0.04,
	broken: 0.02,
	serverError: 0.02,
	timeoutBefore: 0.01,
};

/** What the node may say when a run stops. Only the first two speak of a charge that went out. */
const MESSAGES = [
	/^Whether the charge with the key '[^']+' went through is unknown/,
	/declined|did not accept the (charge|operation)/,
	// Before a charge goes out: its key could not be looked up, or there was no token.
	/^Paystand could not process the request \(status 500\)/,
	/could not be reached at|could not issue an access token/,
];

interface Charge {
	number: number;
	amount: string;
	chargeKey: string;
	cardId: string;
	isDeclined: boolean;
}

/** What comes in one run of the node, with "Retry On Fail". */
interface List {
	isOwnKey: boolean;
	charges: Charge[];
}

interface Count {
	executions: number;
	failed: number;
	/** Items that an execution said to be charged or found. */
	said: number;
}

/**
 * With "Retry On Fail", with retried executions and with two runs at once, a payer is charged no
 * more than once for one key, and what is said to be charged is in the books, while replies are
 * lost, payments show up to 20 seconds late and lists lag behind.
 */
export const retries: Proof = async (report, seed) =>
	await inWorld({ seed, env: SHORT_TIMEOUTS }, async (world) => {
		const { sandbox, merchant, n8n } = world;
		const call = await callerOf(sandbox, merchant);
		const cards = [GOOD_CARD, DECLINED_CARD];
		const { payerId, cardIds } = await payerWithCards(call, 'CUST-1', cards);
		const count: Count = { executions: 0, failed: 0, said: 0 };
		const lists: List[] = [];
		for (let wave = 0; wave < WAVES; wave++) {
			const now = Array.from({ length: LISTS }, (_, index) =>
				listOf(wave * LISTS + index, cardIds),
			);
			lists.push(...now);
			const faults: Partial<FaultSettings> = {
				...LOST,
				chargeLateMs: LATE_MS,
				listLagMs: LAG_MS,
				declineAs: wave % 2 === 0 ? 'refuse' : 'failedPayment',
			};
			sandbox.world.faults.set({ seed: seed * WAVES + wave, ...faults });
			const charges = now.reduce((sum, list) => sum + list.charges.length, 0);
			log(
				`Wave ${wave + 1} of ${WAVES}: ${charges} items, those with own keys in two runs at once …`,
			);
			await Promise.all(
				now.map(async (list) => await runList(report, world, payerId, list, count)),
			);
		}
		const hits = checkHits(report, [faultHits(sandbox)], LOST);
		sandbox.world.faults.set({ seed });
		const wanted = distinct(lists.flatMap(({ charges }) => charges));
		const good = wanted.filter(({ isDeclined }) => !isDeclined);
		const books = booksOf(merchant);
		report.none('Charges in the books more than once', moreThanOnce(books));
		report.none('Keys sent again while a payment may show', sentAgain(merchant, sandbox, wanted));

		await sleep(LATE_MS);
		skipQuarterHour(n8n.pid());
		const own = good.filter(({ chargeKey }) => chargeKey !== '');
		log(`${own.length} charges with own keys again 15 minutes later, without faults …`);
		const said = await runItems(world, plan(payerId), own);
		const settled = booksOf(merchant);
		const wrong = own.flatMap((charge, index) => {
			const { rows, error } = said[index]!;
			return error ?? differenceTo(settled, charge, rows[0] ?? {}) ?? [];
		});
		report.none('Own keys not charged exactly once, and said so, in the end', wrong);
		report.none('Charges in the books more than once in the end', moreThanOnce(settled));
		const missing = good.length - good.filter(({ number }) => settled.has(number)).length;
		const twice = moreThanOnce(settled).length;
		return `${good.length} charges in ${count.executions} executions with Retry On Fail (${count.failed} ended in an error), ${hits} lost replies and requests: ${twice} charged twice, ${count.said} items said to be charged and all of them in the books, ${missing} with random keys never charged`;
	});

/**
 * A list of charges: own and random keys by turns, an own key twice in the same run, and in every
 * second pair of lists a charge that the card does not accept, so that n8n runs all of them again.
 */
function listOf(number: number, [good, declined]: string[]): List {
	const isOwnKey = number % 2 === 0;
	const charges = Array.from({ length: CHARGES_IN_A_LIST }, (_, index): Charge => {
		const own = number * 100 + index + 1;
		return {
			number: own,
			amount: `${own}.${String(own % 100).padStart(2, '0')}`,
			chargeKey: isOwnKey ? `INV-${own}` : '',
			cardId: good!,
			isDeclined: false,
		};
	});
	if (isOwnKey) charges.push(charges[0]!);
	const last = number * 100 + 99;
	if (number % 4 < 2) {
		const chargeKey = isOwnKey ? `INV-${last}` : '';
		const amount = `${last}.00`;
		charges.push({ number: last, amount, chargeKey, cardId: declined!, isDeclined: true });
	}
	return { isOwnKey, charges };
}

/** Runs a list as a person does: twice at once with own keys, and the execution again if it failed. */
async function runList(
	report: Report,
	world: HarnessWorld,
	payerId: string,
	{ isOwnKey, charges }: List,
	count: Count,
): Promise<void> {
	const { n8n, credential } = world;
	const { resource, operation, parameters } = plan(payerId);
	const node = { ...paystand(resource, operation, parameters), ...RETRY_ON_FAIL };
	const flow = chain('Retries', START, items(codeOf(charges)), node);
	const { id } = await n8n.workflows.create(flow, [credential]);
	const runs = Array.from({ length: isOwnKey ? 2 : 1 }, async () => {
		const first = await n8n.executions.run(id);
		note(report, world, charges, first, count);
		if (first.status === 'success') return;
		note(report, world, charges, await n8n.executions.retry(first.id), count);
	});
	await Promise.all(runs);
	await n8n.workflows.delete(id);
}

const RETRY_ON_FAIL = {
	onError: 'stopWorkflow',
	retryOnFail: true,
	maxTries: 3,
	waitBetweenTries: 1_000,
};

/** Holds what an execution says against the books. */
function note(
	report: Report,
	{ merchant }: HarnessWorld,
	charges: Charge[],
	execution: Execution,
	count: Count,
): void {
	count.executions++;
	const books = booksOf(merchant);
	if (execution.status !== 'success') {
		count.failed++;
		const { message = '', description = '' } = execution.resultData.error ?? {};
		const isClear = MESSAGES.some((known) => known.test(message));
		if (!isClear || /nothing was charged/i.test(`${message} ${description}`))
			report.none('Messages of runs that stopped', [`${message} ${description}`]);
		return;
	}
	const wrong = saidOf(execution, charges.length).flatMap(({ rows }, index) => {
		count.said += rows.length;
		if (rows.length !== 1) return `${charges[index]!.number}: ${rows.length} rows`;
		return differenceTo(books, charges[index]!, rows[0]!) ?? [];
	});
	report.none(`What execution ${execution.id} says to be charged and is not`, wrong);
}

/** How a row differs from the books; `undefined` when the books have this very payment, once. */
function differenceTo(
	books: Map<number, Payment[]>,
	{ number, amount }: Charge,
	row: Record<string, unknown>,
): string | undefined {
	const booked = books.get(number) ?? [];
	const isSame =
		booked.length === 1 &&
		booked[0]!.id === row.id &&
		booked[0]!.amount === amount &&
		row.total === amount;
	return isSame
		? undefined
		: `${number}: ${booked.length} in the books, says ${JSON.stringify(row)}`;
}

function moreThanOnce(books: Map<number, Payment[]>): string[] {
	return [...books]
		.filter(([, { length }]) => length > 1)
		.map(([number, { length }]) => `${number}: ${length} times`);
}

/** Charges that arrived at Paystand more often than their card declined them. */
function sentAgain(
	{ payments }: Merchant,
	{ world }: HarnessWorld['sandbox'],
	wanted: Charge[],
): string[] {
	const declined = new Set(wanted.filter((each) => each.isDeclined).map(({ number }) => number));
	const sent = world.journal.filter(({ path }) => path === '/v3/payments/secure');
	const numbers = sent
		.map(({ body }) => Number((body as { meta?: { number?: number } } | undefined)?.meta?.number))
		.filter((number) => !Number.isNaN(number) && !declined.has(number));
	if (payments.size > 0 && numbers.length === 0) return ['no charge arrived with its body'];
	return [...Map.groupBy(numbers, (number) => number)]
		.filter(([, { length }]) => length > 1)
		.map(([number, { length }]) => `${number}: sent ${length} times`);
}

function distinct(charges: Charge[]): Charge[] {
	return [...new Map(charges.map((charge) => [charge.number, charge])).values()];
}

/** The payments that moved money, by the number of the charge. */
function booksOf({ payments }: Merchant): Map<number, Payment[]> {
	const moved = payments.all().filter(({ status }) => status !== 'failed');
	return Map.groupBy(moved, ({ meta }) => Number((meta as { number: number }).number));
}

function plan(payerId: string) {
	return {
		resource: 'payment',
		operation: 'charge',
		parameters: {
			customer: { __rl: true, mode: 'payer', value: payerId },
			fund: 'card',
			cardId: '={{ $json.cardId }}',
			amount: '={{ $json.amount }}',
			additionalFields: {
				chargeKey: '={{ $json.chargeKey }}',
				meta: '={{ { number: $json.number } }}',
			},
		},
	};
}
