import { setTimeout as sleep } from 'node:timers/promises';
import { type Checkout, planCheckouts } from '../harness/cash/plan.mts';
import { log } from '../harness/log.mts';
import { plural } from '../harness/plural.mts';
import { toDecimal, toMinor } from '../sandbox/money.mts';
import type { Payment } from '../sandbox/resources.mts';
import type { DemoWorld } from './world.mts';

/** A card dispute takes two weeks to end, and the last payout follows it. */
const MAX_DAYS = 60;
/** A payout goes out on the day after and arrives two days later. */
const QUIET_DAYS = 4;
/** Events that are sent once more at the end, though they were delivered. */
const REPEATED_EVENTS = 25;

/**
 * Payers pay by plan; then the clock moves on until every payment is paid out or disputed to its
 * end, and every event has arrived.
 *
 * @param whenDisputed is awaited when payments are disputed, nothing is decided, and every event so
 *   far has arrived
 */
export async function letPayersPay(
	world: DemoWorld,
	seed: number,
	whenDisputed: () => Promise<void>,
): Promise<void> {
	const { control } = world;
	const checkouts = planCheckouts(await control.table('receivables'), seed);
	const payments = new Map<Checkout, Payment>();
	for (const checkout of checkouts) {
		const { receivables, card, bank, payerFee } = checkout;
		payments.set(checkout, await control.pay({ receivables, card, bank, payerFee }));
	}
	const invoices = checkouts.reduce((sum, { receivables }) => sum + receivables.length, 0);
	const parts = checkouts.flatMap(({ receivables }) => receivables.filter(({ amount }) => amount));
	const several = checkouts.filter(({ receivables }) => receivables.length > 1);
	log(
		`${plural(checkouts.length, 'payment')} of ${plural(invoices, 'invoice')}: ${several.length} of several at a time; ${plural(parts.length, 'invoice is', 'invoices are')} paid in part`,
	);
	// Bank payments are posted after a day, and only then can anything be refunded or disputed.
	for (const span of ['2m', '1h', '1d']) {
		await control.advance(span);
		await tellProgress(world, `+ ${span}`);
	}
	await refundAndDispute(world, payments);
	await untilArrived(world);
	await whenDisputed();
	await untilPaidOut(world);
}

async function refundAndDispute(world: DemoWorld, payments: Map<Checkout, Payment>): Promise<void> {
	const { control } = world;
	for (const [checkout, payment] of payments) {
		if (checkout.dispute) await control.dispute(payment.id, checkout.dispute);
		if (checkout.refund === 'all') await control.refund(payment.id);
		if (checkout.refund !== 'part') continue;
		const applied = (await control.table('transactions')).find(
			({ paymentId }) => paymentId === payment.id,
		)!;
		const amount = toDecimal(Math.ceil(toMinor(applied.amountApplied) / 2));
		await control.refund(payment.id, { receivableId: applied.receivableId, amount });
	}
	const count = (matches: (checkout: Checkout) => unknown) =>
		[...payments.keys()].filter(matches).length;
	log(
		[
			plural(
				count(({ refund }) => refund),
				'payment is refunded',
				'payments are refunded',
			),
			plural(
				count(({ dispute, card }) => dispute && card),
				'card payment disputed',
				'card payments disputed',
			),
			plural(
				count(({ dispute, bank }) => dispute && bank),
				'bank debit returned',
				'bank debits returned',
			),
		].join(', '),
	);
}

/** Moves the clock on by hours until no event waits; a day at most, in which no card dispute ends. */
async function untilArrived(world: DemoWorld): Promise<void> {
	for (let hour = 1; hour <= 24; hour++) {
		await world.control.advance('1h');
		await untilDrained(world);
		if ((await world.control.state()).deliveries.pending === 0) return;
	}
}

async function untilPaidOut({ control, ...world }: DemoWorld): Promise<void> {
	for (let day = 2, quiet = 0; quiet < QUIET_DAYS; day++) {
		if (day > MAX_DAYS) throw new Error(`Not everything is paid out after ${MAX_DAYS} days`);
		await control.advance('1d');
		quiet = (await isPaidOut(control)) ? quiet + 1 : 0;
		if (day % 4 === 0) await tellProgress({ control, ...world }, `day ${day}`);
	}
	await untilDrained({ control, ...world });
}

async function isPaidOut(control: DemoWorld['control']): Promise<boolean> {
	const ended = (rows: Array<{ status: string }>, states: string[]) =>
		rows.every(({ status }) => states.includes(status));
	const payments = await control.table('payments');
	return (
		ended(
			payments.filter(({ disputes }) => disputes.length === 0),
			['paid', 'failed'],
		) &&
		ended(await control.table('disputes'), ['won', 'lost']) &&
		ended(await control.table('refunds'), ['paid', 'failed']) &&
		ended(await control.table('transfers'), ['paid', 'failed']) &&
		(await control.state()).deliveries.pending === 0
	);
}

/** Waits until the sandbox has no delivery under way and n8n no execution. */
export async function untilDrained({ control, n8n }: DemoWorld): Promise<void> {
	for (;;) {
		await control.settle();
		const running = await n8n.executions.list({ status: ['new', 'running'] });
		if (running.length === 0) return;
		await sleep(500);
	}
}

async function tellProgress({ control }: DemoWorld, when: string): Promise<void> {
	const { delivered, pending, failed } = (await control.state()).deliveries;
	log(`  ${when}: ${delivered} events delivered, ${pending} to be sent again, ${failed} given up`);
}

/**
 * Sends events again that have arrived already, as Paystand may. Returns how many.
 *
 * @param since virtual time, ISO 8601: older events went to somebody else
 */
export async function repeatEvents(world: DemoWorld, since: string): Promise<number> {
	const events = await world.control.table('events');
	const applied = events.filter(
		({ resource, created }) => resource.object === 'receivableTransaction' && created >= since,
	);
	const again = applied.slice(0, REPEATED_EVENTS);
	for (const { id } of again) await world.control.sendAgain(id);
	await untilDrained(world);
	return again.length;
}
