import { DateTime } from 'luxon';
import { invalid, refused } from '../errors.mts';
import { list } from '../lists.mts';
import type { Merchant } from '../merchants.mts';
import { shown, type CreditMemo } from '../resources.mts';
import type { World } from '../world.mts';
import { extras, listOptions, owned, stamps, typed, type Call, type Handler } from './call.mts';

interface CreditMemoInput {
	extId: string;
	extKey: string;
	amount: number;
	amountRemaining: number;
	currency?: string;
	extCustomerId: string;
	extCreationDate: string;
	extPostedDate: string;
	status: string;
}

const FIXED = ['object', 'id', 'payerCustomerId', 'ownerId', 'created', 'lastUpdated'];

export const creditMemoRoutes: Record<string, Handler> = {
	createCreditMemo: typed<CreditMemoInput>(({ world, merchant, body }) => {
		const memo = { ...stamps(world), ...stored(world, merchant, body) } as CreditMemo;
		merchant.creditMemos.insert(memo);
		if (world.extraEvents) world.emit(merchant, memo);
		return shown(memo);
	}),

	/** No dates: `own`, or one payer's, or one ERP's (docs/paystand-api.md#credit-memo-lists). */
	listCreditMemos: (call) => {
		const { merchant, query } = call;
		const rows = merchant.creditMemos.all().filter((memo) => {
			if (query['f.querytype'] === 'by-payerCustomerId')
				return memo.payerCustomerId === query['f.payerCustomerId'];
			if (query['f.querytype'] === 'by-erpName') return memo.erpName === query['f.erpName'];
			return true;
		});
		return list(rows, query, listOptions(call, 'none'));
	},

	getCreditMemo: ({ merchant, params }) => shown(owned(merchant.creditMemos, params.creditMemoId)),

	updateCreditMemo: typed<CreditMemoInput>((call) =>
		change(call, stored(call.world, call.merchant, call.body)),
	),

	cancelCreditMemo: (call) => change(call, { status: 'cancelled' }),

	activateCreditMemo: (call) => change(call, { status: 'active' }),
};

function change({ world, merchant, params }: Call, changes: Partial<CreditMemo>): unknown {
	const memo = owned(merchant.creditMemos, params.creditMemoId);
	const previous = structuredClone(memo);
	Object.assign(memo, changes, { lastUpdated: world.clock.now().toISOString() });
	if (world.extraEvents) world.emit(merchant, memo, previous);
	return shown(memo);
}

function stored(
	world: World,
	merchant: Merchant,
	body: CreditMemoInput,
): Omit<CreditMemo, 'id' | 'created'> {
	const customer = merchant.customers.byKey(body.extCustomerId);
	if (!customer)
		throw refused('The customer does not exist: create it first.', {
			detailCode: 'notFound',
			parameter: 'extCustomerId',
			value: body.extCustomerId,
		});
	for (const name of ['extCreationDate', 'extPostedDate'] as const)
		if (!DateTime.fromFormat(body[name].replace(/[./]/g, '-'), 'MM-dd-yyyy').isValid)
			throw invalid(name, body[name], `${name} is no day of the calendar.`);
	if (body.amountRemaining > body.amount)
		throw invalid(
			'amountRemaining',
			body.amountRemaining,
			'amountRemaining must not exceed amount.',
		);
	return {
		...extras(body, FIXED),
		object: 'creditMemo',
		status: body.status,
		extId: body.extId,
		extKey: body.extKey,
		amount: body.amount,
		amountRemaining: body.amountRemaining,
		currency: body.currency ?? 'USD',
		extCustomerId: customer.extCustomerId,
		payerCustomerId: customer.id,
		extCreationDate: body.extCreationDate,
		extPostedDate: body.extPostedDate,
		ownerId: merchant.id,
		lastUpdated: world.clock.now().toISOString(),
	};
}
