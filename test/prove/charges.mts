import { log } from '../../harness/log.mts';
import { callerOf, payerWithCards } from '../../harness/records.mts';
import { inWorld } from '../../harness/world.mts';
import type { Merchant } from '../../sandbox/merchants.mts';
import { SHORT_TIMEOUTS } from './fault-rates.mts';
import { proveOnce, type MovementPlan, type Wanted } from './movements.mts';
import type { Proof } from './proof.mts';

const CHARGES = 1_000;
const REFUNDS = 300;
const WITHDRAWALS = 300;
/** What a card can be charged at most in Paystand's own sandbox is 5,000. */
const INCOME = { payments: 20, amount: '4000.00' };

type Call = Awaited<ReturnType<typeof callerOf>>;

/**
 * Charges, refunds and withdrawals are made exactly once, or the item says that this is unknown,
 * whatever happens to the connection.
 */
export const charges: Proof = async (report, seed) =>
	await inWorld({ seed, env: SHORT_TIMEOUTS }, async (world) => {
		const { sandbox, merchant } = world;
		const call = await callerOf(sandbox, merchant);
		// So that the only withdrawals are those of the node.
		await call('PATCH', '/control/merchants', { autoWithdrawal: false });
		const fund = await payerWithCards(call, 'CUST-1', ['4242424242424242']);
		const figures = [await proveOnce(report, world, seed, chargePlan(merchant, fund))];

		const pay = async (amount: string) =>
			await call<{ id: string }>('POST', '/v3/payments/secure', {
				...{ amount, currency: 'USD' },
				...{ payerId: fund.payerId, cardId: fund.cardIds[0] },
			});
		log(`${REFUNDS} payments to give back of …`);
		const payments: string[] = [];
		for (let index = 0; index < REFUNDS; index++) payments.push((await pay('1000.00')).id);
		figures.push(await proveOnce(report, world, seed + 1, refundPlan(merchant, payments)));

		log('A balance to withdraw from …');
		const bankId = await incomeOf(call, pay);
		figures.push(await proveOnce(report, world, seed + 2, withdrawalPlan(merchant, bankId)));
		return figures.join('; ');
	});

/** Fills the merchant's balance. Returns the id of the bank account that it can be paid out to. */
async function incomeOf(call: Call, pay: (amount: string) => Promise<unknown>): Promise<string> {
	for (let index = 0; index < INCOME.payments; index++) await pay(INCOME.amount);
	await call('POST', '/control/clock', { advance: '3d' });
	const { id } = await call<{ id: string }>('POST', '/control/payout-banks', { currency: 'USD' });
	return id;
}

/** Amounts that tell which is which: 1.01, 2.02 and so on. */
function wantedOf<More extends object>(
	count: number,
	more: (index: number) => More,
): Array<Wanted & More> {
	return Array.from({ length: count }, (_, index) => {
		const number = index + 1;
		const amount = `${number}.${String(number % 100).padStart(2, '0')}`;
		return { number, amount, key: '', ...more(index) };
	});
}

const META = '={{ { number: $json.number } }}';
const KEY = '={{ $json.key }}';
const AMOUNT = '={{ $json.amount }}';
const locator = (mode: string, value: string) => ({ __rl: true, mode, value });

function chargePlan(
	merchant: Merchant,
	{ payerId, cardIds }: { payerId: string; cardIds: string[] },
): MovementPlan {
	return {
		...{ name: 'charges', done: 'charged', books: () => merchant.payments.all() },
		plan: {
			...{ resource: 'payment', operation: 'charge' },
			parameters: {
				customer: locator('payer', payerId),
				...{ fund: 'card', cardId: cardIds[0], amount: AMOUNT },
				additionalFields: { chargeKey: KEY, meta: META },
			},
		},
		wanted: wantedOf(CHARGES, () => ({})),
		amountOf: ({ total }) => total,
	};
}

function refundPlan(merchant: Merchant, payments: string[]): MovementPlan {
	return {
		...{ name: 'refunds', done: 'refunded', books: () => merchant.refunds.all() },
		plan: {
			...{ resource: 'refund', operation: 'create' },
			parameters: {
				payment: locator('id', '={{ $json.payment }}'),
				...{ extent: 'amount', amount: AMOUNT },
				additionalFields: { refundKey: KEY, meta: META },
			},
		},
		wanted: wantedOf(REFUNDS, (index) => ({ payment: payments[index]! })),
		amountOf: ({ amount }) => amount,
	};
}

function withdrawalPlan(merchant: Merchant, bankId: string): MovementPlan {
	return {
		...{ name: 'withdrawals', done: 'withdrawn', books: () => merchant.withdrawals.all() },
		plan: {
			...{ resource: 'withdrawal', operation: 'create' },
			parameters: {
				...{ amount: AMOUNT, currency: 'USD', bankId },
				additionalFields: { withdrawalKey: KEY, meta: META },
			},
		},
		wanted: wantedOf(WITHDRAWALS, () => ({})),
		amountOf: ({ amount }) => amount,
	};
}
