import type { FastifyInstance } from 'fastify';
import { invalid } from '../errors.mts';
import type { Merchant, Traits } from '../merchants.mts';
import { toMinor } from '../money.mts';
import { shown, type FeeRate } from '../resources.mts';
import type { Sandbox } from '../sandbox.mts';
import { flag, merchantOf, missing, money, object, senseless, text } from './shared.mts';

const TRAITS: Record<keyof Traits, object> = {
	apiEnabled: flag,
	refusedRoutes: { type: 'array', items: text },
	olderRoutes: { enum: ['open', 401, 403, 404, 405] },
	timezone: text,
	pdfOnly: flag,
	deleteCustomers: flag,
	chargeUnverified: flag,
	refundProtectionDays: { type: 'number', minimum: 0 },
	autoWithdrawal: flag,
	negativePayouts: { enum: ['wait', 'debit'] },
	settingsWrite: { enum: ['merge', 'replace'] },
};
const rate = { type: 'string', pattern: '^0(\\.\\d{1,6})?$' };
const RAIL = object({
	customRate: rate,
	customFlat: money,
	feeSplitType: text,
	discountRate: rate,
});

interface FeePlan {
	merchantId?: string;
	name: string;
	key: string;
	card?: Partial<FeeRate>;
	bank?: Partial<FeeRate>;
	ach?: Partial<FeeRate>;
}

/** New merchants, what is different about one, its fee plans, and what a payer does to a credit memo. */
export function registerMerchantControl(app: FastifyInstance, sandbox: Sandbox): void {
	app.post<{ Body: Partial<Traits> & { name: string } }>(
		'/control/merchants',
		{ schema: { body: object({ name: text, ...TRAITS }, ['name']) } },
		async ({ body }) => credentials(sandbox.world.addMerchant(body)),
	);

	app.patch<{ Body: Partial<Traits> & { merchantId?: string } }>(
		'/control/merchants',
		{ schema: { body: object({ merchantId: text, ...TRAITS }) } },
		async ({ body: { merchantId, ...traits } }) => {
			const merchant = Object.assign(merchantOf(sandbox.world, merchantId), traits);
			return Object.fromEntries(
				Object.keys(TRAITS).map((name) => [name, merchant[name as keyof Traits]]),
			);
		},
	);

	app.post<{ Body: FeePlan }>(
		'/control/fee-plans',
		{
			schema: {
				body: object(
					{ merchantId: text, name: text, key: text, card: RAIL, bank: RAIL, ach: RAIL },
					['name', 'key'],
				),
			},
		},
		async ({ body }) => {
			const { world } = sandbox;
			const merchant = merchantOf(world, body.merchantId);
			const former = merchant.feePlans.get(merchant.defaultPlanId)!;
			const stamp = world.clock.now().toISOString();
			return shown(
				merchant.feePlans.insert({
					...former,
					id: world.ids.next(),
					name: body.name,
					feesIncentivesUrlKey: body.key,
					cardPaymentFees: { ...former.cardPaymentFees, ...body.card },
					networkBankPaymentFees: { ...former.networkBankPaymentFees, ...body.bank },
					achBankPaymentFees: { ...former.achBankPaymentFees, ...body.ach },
					created: stamp,
					lastUpdated: stamp,
				}),
			);
		},
	);

	app.post<{ Body: { merchantId?: string; extId: string; amount: string } }>(
		'/control/credit-memos/apply',
		{
			schema: {
				body: object({ merchantId: text, extId: text, amount: money }, ['extId', 'amount']),
			},
		},
		async ({ body }) => {
			const { world } = sandbox;
			const merchant = merchantOf(world, body.merchantId);
			const memo = merchant.creditMemos.find(({ extId }) => extId === body.extId);
			if (!memo) throw missing('extId', body.extId, 'There is no such credit memo.');
			if (memo.status !== 'active') throw senseless('The credit memo is not active.', 'extId');
			const left = toMinor(memo.amountRemaining) - toMinor(body.amount);
			if (left < 0) throw invalid('amount', body.amount, 'This is more than remains.');
			memo.amountRemaining = left / 100;
			memo.lastUpdated = world.clock.now().toISOString();
			return shown(memo);
		},
	);
}

export function credentials({ id, name, clientId, clientSecret, publishableKey }: Merchant) {
	return { id, name, clientId, clientSecret, publishableKey };
}
