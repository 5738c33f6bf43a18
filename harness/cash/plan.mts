import type { PaymentRequest } from '../control.mts';
import { toDecimal, toMinor } from '../../sandbox/money.mts';
import { createRandom, type Random } from '../../sandbox/random.mts';
import type { Receivable } from '../../sandbox/resources.mts';

/** What a payer pays at one checkout, and what becomes of the payment. */
export interface Checkout extends PaymentRequest {
	/** `part`: this much of the first invoice; `all`: the whole payment. */
	refund?: 'all' | 'part';
	/** How the dispute of a card payment, or the return of a debit, ends. */
	dispute?: 'won' | 'lost';
}

/** Of a large export so many invoices get paid, of a small one three in five. */
const MAX_INVOICES = 370;
const SHARE_OF_SMALL = 0.6;

const GOOD_CARD = '4242424242424242';
const ACCOUNT = '000123456789';
const ROUTING: Record<string, string> = { USD: '110000000', CAD: '11000-000' };

/**
 * Chooses who pays what: single invoices, several at a time, some in part; by card with and without
 * a fee on top, and by bank; some payments are refunded or disputed later. The same seed and
 * receivables make the same choice.
 */
export function planCheckouts(receivables: Receivable[], seed: number): Checkout[] {
	const random = createRandom(seed);
	// n8n creates several at a time, so their order in the books is not the same in every run.
	const open = receivables
		.filter(({ status }) => status === 'active')
		.sort((a, b) => a.extId.localeCompare(b.extId));
	const wanted = Math.min(MAX_INVOICES, Math.round(open.length * SHARE_OF_SMALL));
	const payers = byPayer(open, random);
	const checkouts: Checkout[] = [];
	for (let left = wanted; left > 0 && payers.length > 0; ) {
		const at = random.below(payers.length);
		const payer = payers[at]!;
		const size = checkouts.length % 3 === 0 ? 2 + random.below(3) : 1;
		const chosen = payer.splice(0, Math.min(size, left));
		if (payer.length === 0) payers.splice(at, 1);
		left -= chosen.length;
		checkouts.push(checkoutOf(chosen, checkouts.length, random));
	}
	chooseWhatComesAfter(checkouts, random);
	return checkouts;
}

/** One payment has one payer and one currency. */
function byPayer(receivables: Receivable[], random: Random): Receivable[][] {
	const groups = new Map<string, Receivable[]>();
	for (const receivable of receivables) {
		const key = `${receivable.payerCustomerId} ${receivable.currency}`;
		groups.set(key, [...(groups.get(key) ?? []), receivable]);
	}
	return [...groups.values()].map((group) => shuffled(group, random));
}

function checkoutOf(chosen: Receivable[], index: number, random: Random): Checkout {
	const last = chosen.length - 1;
	const isPart = index % 5 === 1;
	const receivables = chosen.map((receivable, position) => ({
		id: receivable.id,
		...(isPart && position === last && { amount: partOf(receivable, random) }),
	}));
	const routingNumber = ROUTING[chosen[0]!.currency]!;
	// Also of the payments of several invoices some are bank debits.
	if (index % 3 === 1 || index % 12 === 3)
		return { receivables, bank: { accountNumber: ACCOUNT, routingNumber } };
	return { receivables, card: GOOD_CARD, payerFee: index % 2 === 0 };
}

/** 30 to 79 % of what is open, at least a cent. */
function partOf(receivable: Receivable, random: Random): string {
	const open = toMinor(receivable.amount) - toMinor(receivable.amountPaid);
	return toDecimal(Math.max(1, Math.floor((open * (30 + random.below(50))) / 100)));
}

/**
 * One payment in twelve is refunded, one in sixteen disputed; at least one of each kind. Payments of
 * several invoices are disputed first: there all of the invoices have to be found.
 */
function chooseWhatComesAfter(checkouts: Checkout[], random: Random): void {
	const severalFirst = (list: Checkout[]) =>
		shuffled(list, random).sort((a, b) => count(b) - count(a));
	const count = ({ receivables }: Checkout) => Math.min(receivables.length, 2);
	const cards = severalFirst(checkouts.filter(({ card }) => card));
	const banks = severalFirst(checkouts.filter(({ bank }) => bank));
	const disputes = Math.max(1, Math.round(checkouts.length / 32));
	for (const [index, checkout] of cards.splice(0, Math.max(2, disputes)).entries())
		checkout.dispute = index % 2 === 0 ? 'lost' : 'won';
	for (const checkout of banks.splice(0, disputes)) checkout.dispute = 'lost';
	const refunds = Math.max(2, Math.round(checkouts.length / 12));
	for (const [index, checkout] of shuffled([...cards, ...banks], random)
		.slice(0, refunds)
		.entries())
		checkout.refund = index % 3 === 2 ? 'all' : 'part';
}

function shuffled<T>(list: T[], random: Random): T[] {
	const rest = [...list];
	return list.map(() => rest.splice(random.below(rest.length), 1)[0]!);
}
