import { createHash } from 'node:crypto';
import { PaystandRefusal, invalid } from '../errors.mts';
import { toMinor } from '../money.mts';
import type { Merchant } from '../merchants.mts';
import type { Address, Bank, Card } from '../resources.mts';
import type { World } from '../world.mts';
import { fresh } from './change.mts';

/** What a payment is charged to. */
export type Source = { type: 'Card'; card: Card } | { type: 'Bank'; bank: Bank };

/** How it goes with a source: refused at once, or accepted and perhaps disputed or returned later. */
export type Outcome =
	| { refusal: PaystandRefusal }
	| { hold: boolean; dispute?: { type: 'Card' | 'Bank'; reason: string } };

const cardFailure = (detailCode: string, explanation: string) =>
	new PaystandRefusal(402, {
		code: 'cardFailure',
		detailCode,
		description: 'The card was refused.',
		explanation,
	});

/** Test cards (docs/paystand-api.md#test-cards); other numbers are not accepted. */
const CARDS: Record<string, () => Outcome> = {
	'4242424242424242': () => ({ hold: true }),
	'4000000000000077': () => ({ hold: false }),
	'4000000000000002': () => ({ refusal: cardFailure('cardDeclined', 'Generic decline') }),
	'4000000000000069': () => ({ refusal: cardFailure('expiredCard', 'The card has expired') }),
	'4000000000000127': () => ({
		refusal: cardFailure('incorrectCvc', 'The security code is incorrect'),
	}),
	'4000000000000259': () => ({ hold: true, dispute: { type: 'Card', reason: 'fraudulent' } }),
};

/**
 * The account that is paid without trouble, and its routing number by currency
 * (docs/paystand-api.md#test-bank-accounts).
 */
export const GOOD_ACCOUNT = '000123456789';
export const GOOD_ROUTING: Record<string, string> = { USD: '110000000', CAD: '11000-000' };

/**
 * What Paystand's own sandbox lets through in one payment, in minor units
 * (docs/paystand-api.md#limits-of-the-sandbox).
 */
const LIMITS = { card: 500_000, ach: 200_000, network: 120_000 };

/** The rail a source runs on: a bank verified by micro-deposits is on the bank network. */
export function railOf(source: Source): keyof typeof LIMITS {
	if (source.type === 'Card') return 'card';
	return source.bank.verified ? 'network' : 'ach';
}

/** How a charge of `amount` to this source goes. */
export function outcomeOf(world: World, source: Source, amount: string): Outcome {
	if (world.faults.settings.limits && toMinor(amount) > LIMITS[railOf(source)]) {
		const explanation = `The amount is over the limit of ${LIMITS[railOf(source)] / 100}.`;
		if (source.type === 'Card') return { refusal: cardFailure('limitExceeded', explanation) };
		return { refusal: new PaystandRefusal(402, { code: 'bankFailure', explanation }) };
	}
	if (source.type === 'Card') return CARDS[source.card.inner.number]!();
	const { bank } = source;
	const good =
		bank.inner.accountNumber === GOOD_ACCOUNT && bank.routingNumber === GOOD_ROUTING[bank.currency];
	if (good) return { hold: true };
	return { hold: true, dispute: { type: 'Bank', reason: 'R01 Insufficient Funds' } };
}

/** The same for the same card or account. */
export const fingerprint = (text: string) =>
	createHash('sha256').update(text).digest('hex').slice(0, 32);

/**
 * The payer's card of this number, saved if it is new.
 * @throws {PaystandRefusal} 422 for a number that is no test card
 */
export function cardOf(
	world: World,
	merchant: Merchant,
	payer: { id: string; name: string },
	number: string,
): Card {
	if (!Object.hasOwn(CARDS, number)) throw invalid('card', number, 'This is not a test card.');
	const saved = merchant.cards.find(
		(card) => card.payerId === payer.id && card.inner.number === number,
	);
	return (
		saved ??
		merchant.cards.insert({
			...fresh(world),
			object: 'card',
			payerId: payer.id,
			nameOnCard: payer.name,
			brand: 'visa',
			last4: number.slice(-4),
			expirationMonth: '12',
			expirationYear: '2028',
			fingerprint: fingerprint(number),
			funding: 'credit',
			status: 'active',
			inner: { number },
		})
	);
}

const ROUTING: Record<string, RegExp> = { USD: /^\d{9}$/, CAD: /^\d{5}-\d{3}$/ };

/**
 * Badly formed bank details are refused when they are saved (docs/paystand-api.md#bank-numbers;
 * lengths inferred).
 * @throws {PaystandRefusal} 422 that names the routing or the account number
 */
export function mustBeAccount(account: {
	accountNumber: string;
	routingNumber: string;
	currency: string;
}): void {
	const { accountNumber, routingNumber, currency } = account;
	if (!ROUTING[currency]!.test(routingNumber))
		throw invalid(
			'routingNumber',
			routingNumber,
			`A routing number for ${currency} is written ${GOOD_ROUTING[currency]}.`,
		);
	// The number itself is not repeated: it is a secret.
	if (!/^\d{4,17}$/.test(accountNumber))
		throw invalid('accountNumber', undefined, 'An account number has 4 to 17 digits.');
}

/** The payer's bank account of these numbers, saved if it is new; unverified, so on the ACH rail. */
export function bankOf(
	world: World,
	merchant: Merchant,
	payer: { id: string; name: string; address: Address },
	account: { accountNumber: string; routingNumber: string; currency: string },
): Bank {
	mustBeAccount(account);
	const { accountNumber, routingNumber, currency } = account;
	const saved = merchant.banks.find(
		(bank) =>
			bank.payerId === payer.id &&
			bank.inner.accountNumber === accountNumber &&
			bank.routingNumber === routingNumber,
	);
	return (
		saved ??
		merchant.banks.insert({
			...fresh(world),
			object: 'bank',
			payerId: payer.id,
			nameOnAccount: payer.name,
			accountHolderType: 'company',
			accountType: 'checking',
			bankName: 'Test Bank',
			routingNumber,
			currency,
			country: currency === 'CAD' ? 'CAN' : 'USA',
			last4: accountNumber.slice(-4),
			fingerprint: fingerprint(`${routingNumber}/${accountNumber}`),
			billingAddress: { ...payer.address },
			dropped: false,
			verified: false,
			status: 'active',
			inner: { accountNumber },
		})
	);
}
