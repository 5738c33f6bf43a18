import { invalid, refused } from '../errors.mts';
import { list } from '../lists.mts';
import type { Merchant } from '../merchants.mts';
import { quote, quoteAll, RAILS, type Rail } from '../quotes.mts';
import { shown, type FeeSettingPlan } from '../resources.mts';
import { listOptions, owned, typed, type Call, type Handler } from './call.mts';

interface PlanChoice {
	feeSettingPlanId?: string;
	feesIncentivesUrlKey?: string;
}

interface SplitInput extends PlanChoice {
	subtotal: string;
	currency: string;
	payerId?: string;
	invoiceId?: string;
}

interface RailInput {
	feeType: string;
	subtotal: string;
	currency: string;
}

/**
 * What a quote on one rail knows nothing of: it stands on the default plan
 * (docs/paystand-api.md#fee-quotes).
 */
const CONTEXT = ['payerId', 'invoiceId', 'feeSettingPlanId', 'feesIncentivesUrlKey'];

/** Rails of a fee type beside those that a quote names. */
const ALIASES: Record<string, Rail> = {
	'debitCardPayment.posted': 'cardPayments',
	'amexPayment.posted': 'cardPayments',
	'achPushPayment.posted': 'achBankPayments',
	'wirePayment.posted': 'networkBankPayments',
};

export const feeRoutes: Record<string, Handler> = {
	listFees: (call) => {
		const { merchant, query } = call;
		const { resourceId } = query;
		const rows = merchant.fees.all().filter((fee) => !resourceId || fee.resourceId === resourceId);
		return list(rows, query, listOptions(call, 'none'));
	},

	getFee: ({ merchant, params }) => shown(owned(merchant.fees, params.feeId)),

	/** Neither body nor reply is known: those of the quote on one rail (assumed). */
	computeFees: typed<RailInput>((call) => {
		const missing = (['feeType', 'subtotal'] as const).find((name) => !call.body[name]);
		if (!missing) return onOneRail(call);
		throw refused(`${missing} is required.`, {
			detailCode: 'parameterMissing',
			parameter: missing,
		});
	}),

	getFeeSettingPlan: ({ merchant, params }) =>
		shown(owned(merchant.feePlans, params.feeSettingPlanId)),

	splitFees: typed<SplitInput>(splitFees),

	splitFeesPublic: typed<SplitInput>(splitFees),

	computeFeeSplit: typed<RailInput>((call) => {
		const context = CONTEXT.find((name) => name in call.body);
		if (context) throw refused(`${context} is not allowed here.`, { parameter: context });
		return onOneRail(call);
	}),
};

function splitFees({ merchant, body }: Call<SplitInput>): unknown {
	if (body.payerId !== undefined) mustBePayer(merchant, body.payerId);
	if (body.invoiceId !== undefined) owned(merchant.receivables, body.invoiceId);
	return quoteAll(planOf(merchant, body), body.subtotal);
}

function onOneRail({ merchant, body }: Call<RailInput>): unknown {
	const rails = Object.keys(RAILS) as Rail[];
	const rail = rails.find((one) => RAILS[one].feeType === body.feeType) ?? ALIASES[body.feeType];
	if (!rail) throw invalid('feeType', body.feeType, 'This fee type does not exist.');
	const split = quote(planOf(merchant, {}), rail, body.subtotal);
	return { ...split, feeType: body.feeType };
}

/**
 * The plan a request names, or the merchant's default one.
 * @throws PaystandRefusal 401 for a plan that is not the merchant's
 */
export function planOf(merchant: Merchant, choice: PlanChoice): FeeSettingPlan {
	if (choice.feeSettingPlanId) return owned(merchant.feePlans, choice.feeSettingPlanId);
	const key = choice.feesIncentivesUrlKey;
	const plan = key && merchant.feePlans.find((one) => one.feesIncentivesUrlKey === key);
	return owned(merchant.feePlans, key ? plan && plan.id : merchant.defaultPlanId);
}

/** @throws PaystandRefusal 401 for a payer that is not the merchant's */
export function mustBePayer(merchant: Merchant, payerId: string): void {
	owned(
		merchant.customers,
		merchant.customers.find((customer) => customer.payer.id === payerId)?.id,
	);
}
