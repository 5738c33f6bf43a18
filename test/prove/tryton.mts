import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Checkout, planCheckouts } from '../../harness/cash/plan.mts';
import { log } from '../../harness/log.mts';
import { callerOf } from '../../harness/records.mts';
import type { Report } from '../../harness/report.mts';
import { startTryton, type InvoiceRow, type Tryton } from '../../harness/services/tryton.mts';
import { inWorld, type HarnessWorld } from '../../harness/world.mts';
import { toDecimal, toMinor } from '../../sandbox/money.mts';
import { createRandom } from '../../sandbox/random.mts';
import type { Merchant } from '../../sandbox/merchants.mts';
import type { Payment } from '../../sandbox/resources.mts';
import { checkHits, FAULTS, faultHits, SHORT_TIMEOUTS, type Hits } from './fault-rates.mts';
import { startLossyProxy } from './lossy-proxy.mts';
import type { Proof } from './proof.mts';
import { checkBooks, checkOpen, stateOf } from './tryton-books.mts';
import { importFlows } from './tryton-flows.mts';

const INVOICES = 100;
const CUSTOMERS = 20;
/** The sandbox's days end before today, and within the days that the flow looks back. */
const START_DAYS_AGO = 24;
/**
 * One request to Paystand in 50, for what reads: payments are listed for each of the invoices, and a
 * run goes through only if all of these lists are whole.
 */
const FAULTS_OF_LISTS = Object.fromEntries(
	Object.entries(FAULTS).map(([kind, rate]) => [kind, Number(rate) * 0.08]),
);
/** Tryton's line: one request in 50 never arrives, one reply in 25 gets lost. */
const LOSSES = { requests: 0.02, replies: 0.04 };

interface Scene {
	world: HarnessWorld;
	tryton: Tryton;
	report: Report;
	seed: number;
	random: ReturnType<typeof createRandom>;
	call: Awaited<ReturnType<typeof callerOf>>;
}

/**
 * Posted invoices of a real Tryton go to Paystand, and payments, refunds and payouts come back as its
 * moves, by the example flows, while Paystand and Tryton fail: Tryton's trial balance is that of the
 * sandbox to the cent, and running both flows again changes nothing.
 */
export const tryton: Proof = async (report, seed) => {
	const folder = await mkdtemp(join(tmpdir(), 'paystand-tryton-'));
	const start = new Date(Date.now() - START_DAYS_AGO * 86_400_000);
	let erp: Tryton | undefined;
	try {
		log('Starting Tryton …');
		erp = await startTryton({ folder });
		const server = erp;
		return await inWorld({ seed, start, env: SHORT_TIMEOUTS }, async (world) => {
			const call = await callerOf(world.sandbox, world.merchant);
			const random = createRandom(seed);
			return await play({ world, tryton: server, report, seed, random, call }, start);
		});
	} finally {
		await erp?.stop();
		await rm(folder, { recursive: true, force: true });
	}
};

async function play(scene: Scene, start: Date): Promise<string> {
	const { world, tryton, report, seed, call } = scene;
	const { sandbox, merchant } = world;
	const { origin, pathname } = new URL(tryton.url);
	const proxy = await startLossyProxy(origin, seed);
	const runs: Hits[] = [];
	const underFaults = async (faults: object, work: () => Promise<void>) => {
		sandbox.world.faults.set({ seed: seed + runs.length, ...faults, rateLimit: 1_000_000 });
		proxy.lose(LOSSES);
		await work();
		runs.push(faultHits(sandbox));
		proxy.lose({ requests: 0, replies: 0 });
		sandbox.world.faults.set({ seed, limits: false });
	};
	try {
		const invoices = await tryton.postInvoices(invoicesOf(scene, start));
		const flows = await importFlows(world, tryton, `${proxy.url}${pathname}`);

		log(`${invoices.length} invoices out …`);
		await underFaults(FAULTS, async () => await flows.bringInvoices());
		report.equal('Invoices in Paystand', INVOICES, merchant.receivables.all().length);
		report.equal('Customers in Paystand', CUSTOMERS, merchant.customers.all().length);
		await checkOpen(report, 'Out', tryton, merchant);

		const plan = planCheckouts(merchant.receivables.all(), seed);
		const half = Math.ceil(plan.length / 2);
		const first = await pay(scene, plan.slice(0, half));
		await call('POST', '/control/clock', { advance: '4d' });
		log('The first payments and payouts back …');
		await underFaults(FAULTS_OF_LISTS, async () => await flows.bringCash());
		await checkOpen(report, 'The first payments', tryton, merchant);

		const second = await pay(scene, plan.slice(half));
		await refund(scene, first);
		await call('POST', '/control/clock', { advance: '2d' });
		await refund(scene, second);
		for (let day = 0; day < 9; day++) await call('POST', '/control/clock', { advance: '1d' });
		log('Refunds, the other payments and payouts back, in two runs at once …');
		await underFaults(FAULTS_OF_LISTS, async () => await flows.bringCash(2));
		await checkOpen(report, 'In the end', tryton, merchant);
		const turnover = await checkBooks(report, tryton, merchant);

		log('Both once more …');
		const changed = await changedBySecondRun(scene, async () => {
			await flows.bringInvoices();
			await flows.bringCash();
		});
		report.none('What a second run changes', changed);
		const hits = checkHits(report, runs);
		report.atLeast(
			'Requests and replies lost on the way to Tryton',
			1,
			proxy.lostRequests + proxy.lostReplies,
		);
		return figure(
			merchant,
			turnover,
			flows,
			`${hits} faults of Paystand, ${proxy.lostRequests} lost requests and ${proxy.lostReplies} lost replies of Tryton`,
		);
	} finally {
		await proxy.close();
	}
}

/** Invoices of one day, since Tryton numbers them by date; amounts to the cent, from 5.00 to 800.00. */
function invoicesOf({ random }: Scene, start: Date): InvoiceRow[] {
	const date = start.toISOString().slice(0, 10);
	return Array.from({ length: INVOICES }, (_, index) => ({
		customer: `C-${100 + (index % CUSTOMERS)}`,
		name: `Customer ${index % CUSTOMERS} & Söhne`,
		date,
		reference: `PO ${index}`,
		lines: [{ description: 'Work', amount: toDecimal(500 + random.below(79_500)) }],
	}));
}

async function pay({ call }: Scene, plan: Checkout[]): Promise<Map<Checkout, Payment>> {
	const payments = new Map<Checkout, Payment>();
	for (const checkout of plan) {
		const { receivables, card, bank, payerFee } = checkout;
		const body = { receivables, card, bank, payerFee };
		payments.set(checkout, await call<Payment>('POST', '/control/pay', body));
	}
	return payments;
}

/** Gives back what the plan says: a whole payment, or half of what its first invoice got. */
async function refund({ call, world }: Scene, payments: Map<Checkout, Payment>): Promise<void> {
	for (const [{ refund: wanted }, { id: paymentId }] of payments) {
		if (wanted === 'all') await call('POST', '/control/refund', { paymentId });
		if (wanted !== 'part') continue;
		const { receivableId, amountApplied } = world.merchant.transactions
			.all()
			.find((row) => row.paymentId === paymentId)!;
		const amount = toDecimal(Math.ceil(toMinor(amountApplied) / 2));
		await call('POST', '/control/refund', { paymentId, receivableId, amount });
	}
}

async function changedBySecondRun(
	{ world: { sandbox }, tryton }: Scene,
	run: () => Promise<void>,
): Promise<string[]> {
	const before = await stateOf(tryton);
	sandbox.world.journal.length = 0;
	await run();
	const writes = sandbox.world.journal
		.filter(({ method, path }) => method !== 'GET' && !path.includes('/oauth/'))
		.map(({ method, path }) => `${method} ${path}`);
	return (await stateOf(tryton)) === before ? writes : [...writes, 'moves or invoices in Tryton'];
}

function figure(
	{ payments, refunds, transfers }: Merchant,
	turnover: string,
	{ runs, failed }: { runs: number; failed: number },
	faults: string,
): string {
	const counts = [payments, refunds, transfers].map((table) => table.all().length);
	return `${INVOICES} invoices out, ${counts[0]} payments, ${counts[1]} refunds and ${counts[2]} payouts back in ${runs} runs (${failed} stopped by ${faults}): Tryton's trial balance of ${turnover} equals Paystand's books to the cent`;
}
