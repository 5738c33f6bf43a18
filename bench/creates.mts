import { items, type NodePlan, paystand } from '../harness/flow.mts';
import { log } from '../harness/log.mts';
import type { HarnessWorld } from '../harness/world.mts';
import { httpRequest, runNodes } from './flow.mts';
import { byTurns, median, type Result, seconds, times } from './measure.mts';
import { LATENCY_MS, openAccount, putFarAway } from './world.mts';

const CREATES = 1_000;
/** What keeps HTTP Request under Paystand's limit: 50 a second. */
const SAFE_BATCH = { batchSize: 50, batchInterval: 1_000 };

/** 1,000 receivables at 100 ms, by what a user could do it with. */
export async function creates(world: HarnessWorld, rounds: number): Promise<Result[]> {
	await openAccount(world);
	putFarAway(world);
	// An n8n that has been running for a while: the first run of each would also measure its start.
	await create(world);
	await createByHttp(world);
	const figures = await byTurns(rounds, {
		ours: async () => await create(world),
		'HTTP Request, 50 a second': async () => await createByHttp(world),
		'one by one': async () => await create(world, 1),
	});
	const ours = median(figures.ours);
	const line = (against: keyof typeof figures, goal: number): Result => {
		const theirs = median(figures[against]);
		return {
			work: `${CREATES} receivables created at ${LATENCY_MS} ms`,
			against,
			...{ ours: seconds(ours), theirs: seconds(theirs), figure: times(theirs / ours) },
			goal: `${goal} times`,
			isReached: theirs / ours >= goal,
		};
	};
	return [line('HTTP Request, 50 a second', 5), line('one by one', 25)];
}

/** The same at different numbers of requests at a time: what the node's default comes from. */
export async function atATime(world: HarnessWorld, rounds: number): Promise<Result[]> {
	await openAccount(world);
	putFarAway(world);
	const numbers = [10, 20, 40, 80, 120, 160];
	const contestants = numbers.map((most) => [String(most), async () => await create(world, most)]);
	const figures = await byTurns(
		rounds,
		Object.fromEntries(contestants) as Record<string, () => Promise<number>>,
	);
	const ideal = (most: number) => Math.ceil(CREATES / most) * LATENCY_MS;
	return numbers.map((most) => ({
		work: `${CREATES} receivables created, ${most} requests at a time`,
		against: 'latency alone',
		ours: seconds(median(figures[most]!)),
		theirs: seconds(ideal(most)),
		figure: times(median(figures[most]!) / ideal(most)),
		goal: 'for comparison',
	}));
}

/** @returns how long it took, in milliseconds */
async function create(world: HarnessWorld, requestsAtATime?: number): Promise<number> {
	const node = createNode(requestsAtATime);
	return await counted(world, () => runNodes(world, invoices(CREATES), node), 'Paystand');
}

async function createByHttp(world: HarnessWorld): Promise<number> {
	const node = createHttpNode(world, SAFE_BATCH);
	return await counted(world, () => runNodes(world, invoices(CREATES), node), 'HTTP Request');
}

/** A run counts only if every receivable is there afterwards. */
async function counted(
	{ merchant }: HarnessWorld,
	run: () => ReturnType<typeof runNodes>,
	name: string,
): Promise<number> {
	const before = merchant.receivables.size;
	const { ms, failed } = await run();
	const made = merchant.receivables.size - before;
	if (made !== CREATES || failed > 0) throw new Error(`${name} made ${made}, ${failed} failed`);
	log(`${name}: ${made} in ${seconds(ms)}`);
	return ms;
}

let batch = 0;

/** Items that are invoices; their keys are new ones each time. */
export function invoices(count: number): NodePlan {
	batch += 1;
	return items(
		`return Array.from({ length: ${count} }, (_, n) => ({ json: { key: 'B${batch}-' + n, amount: (n + 1) + '.50' } }));`,
	);
}

/** Our node, creating what the items say. */
export function createNode(requestsAtATime?: number): NodePlan {
	return paystand('receivable', 'create', { ...FIELDS, options: { requestsAtATime } });
}

/** Items that are rows of an ERP's export; their keys are new ones each time. */
export function rows(count: number): NodePlan {
	batch += 1;
	return items(
		`return Array.from({ length: ${count} }, (_, n) => ({ json: {
			'Customer ID': 'CUST-1', 'Invoice ID': 'R${batch}-' + n, 'Invoice Number': 'R${batch}-' + n,
			'Invoice Date': '2026-11-01', 'Due Date': '2026-11-30', 'Total Amount': (n + 1) + '.50',
			Currency: 'USD',
		} }));`,
	);
}

/** Our node, creating what the rows say, whose columns it knows by their names. */
export function mappedNode(requestsAtATime: number): NodePlan {
	const columns = { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] };
	const node = paystand('receivable', 'create', { columns, options: { requestsAtATime } });
	return { ...node, typeVersion: 2 };
}

/** HTTP Request, creating the same of the same rows. */
export function mappedHttpNode({ address }: HarnessWorld, batch: object): NodePlan {
	return httpNode(address, ROW_BODY, batch);
}

/** HTTP Request, creating the same. */
export function createHttpNode({ address }: HarnessWorld, batch: object): NodePlan {
	return httpNode(address, BODY, batch);
}

function httpNode(address: string, jsonBody: string, batch: object): NodePlan {
	return httpRequest({
		method: 'POST',
		url: `${address}/v3/receivables/create`,
		sendBody: true,
		specifyBody: 'json',
		jsonBody,
		options: { batching: { batch } },
	});
}

/** A receivable as our node's fields give it. */
const FIELDS = {
	customer: { __rl: true, mode: 'key', value: 'CUST-1' },
	erpId: '={{ $json.key }}',
	erpRef: '={{ $json.key }}',
	totalAmount: '={{ $json.amount }}',
	postingDate: '2026-11-01',
	dueDate: '2026-11-30',
};
/** The same as the body that HTTP Request sends. */
const BODY = `={{ {
	erpId: $json.key, erpRef: $json.key, totalAmount: $json.amount, amountDue: $json.amount,
	currency: 'USD', postingDate: '2026-11-01', dueDate: '2026-11-30', extCustomerId: 'CUST-1',
} }}`;
/** The body of a row of an export. */
const ROW_BODY = `={{ {
	erpId: $json['Invoice ID'], erpRef: $json['Invoice Number'], totalAmount: $json['Total Amount'],
	amountDue: $json['Total Amount'], currency: $json.Currency, postingDate: $json['Invoice Date'],
	dueDate: $json['Due Date'], extCustomerId: $json['Customer ID'],
} }}`;
