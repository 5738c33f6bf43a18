import { splitOf } from './paymentSplit';
import type { Payout } from './payout';
import type { Applied } from './payoutApplied';
import type { Part } from './payoutPart';

/** What an account of the ERP is for. */
export type Role =
	| 'adjustments'
	| 'bank'
	| 'clearing'
	| 'convenienceFees'
	| 'discounts'
	| 'disputes'
	| 'held'
	| 'merchantFees'
	| 'receivables'
	| 'refunds'
	| 'unapplied';

/** One line of an entry. */
export interface Line {
	/** Within the payout, e.g. `payment-<id>`: the same on every run. */
	entry: string;
	role: Role;
	/** Debit above zero, credit below, in cents. */
	cents: bigint;
	memo: string;
	resourceId: string;
	paymentId?: string;
	extId?: string;
	extCustomerId?: string;
}

/** The accounts of what is neither payment nor refund. */
const ROLES = {
	adjustment: 'adjustments',
	dispute: 'disputes',
	fee: 'merchantFees',
	held: 'held',
} as const;

const MEMOS = {
	adjustment: 'Adjustment',
	dispute: 'Dispute',
	fee: 'Merchant fee',
	held: 'Balance held at Paystand',
};

/**
 * The lines of a payout: each part against clearing, and clearing against the bank. They balance for
 * each part; clearing ends at what the payout does not explain, which is zero when it is balanced.
 *
 * @param net what arrived at the bank, in cents
 */
export function linesOf(payout: Payout, net: bigint): Line[] {
	const parts = payout.parts.flatMap((part) => [
		...linesOfPart(part, payout.applied.get(part.id) ?? []),
	]);
	const id = String(payout.transfer.id);
	const common = { entry: 'payout', memo: `Payout ${id}`, resourceId: id };
	const lines: Line[] = [
		...parts,
		{ ...common, role: 'bank', cents: net },
		{ ...common, role: 'clearing', cents: -net },
	];
	return lines.filter(({ cents }) => cents !== 0n);
}

function linesOfPart(part: Part, applied: Applied[]): Line[] {
	const { kind, id, cents, paymentId } = part;
	const suffix = kind === 'dispute' && cents > 0n ? '-won' : '';
	const common = { entry: `${kind}-${id}${suffix}`, resourceId: id, paymentId };
	if (kind !== 'payment' && kind !== 'refund') {
		const memo = `${MEMOS[kind]} ${id}`;
		return [
			{ ...common, memo, role: 'clearing', cents },
			{ ...common, memo, role: ROLES[kind], cents: -cents },
		];
	}
	const isPayment = kind === 'payment';
	const memo = `${isPayment ? 'Payment' : 'Refund'} ${id}`;
	const line = (role: Role, sum: bigint): Line => ({ ...common, memo, role, cents: sum });
	const invoices = applied.map((one): Line => {
		const { extId, extCustomerId } = one;
		const sum = isPayment ? -one.cents : one.cents;
		return { ...line('receivables', sum), extId, extCustomerId };
	});
	if (isPayment) {
		const { payerFee, discount, unapplied } = splitOf(part, applied);
		return [
			line('clearing', cents),
			line('discounts', discount),
			...invoices,
			line('convenienceFees', -payerFee),
			line('unapplied', -unapplied),
		];
	}
	const reopened = applied.reduce((sum, one) => sum + one.cents, 0n);
	return [line('clearing', cents), ...invoices, line('refunds', -cents - reopened)];
}

/** One entry for the whole payout, with one line for each account. */
export function summarized(lines: Line[], transferId: string): Line[] {
	const sums = new Map<Role, bigint>();
	for (const { role, cents } of lines) sums.set(role, (sums.get(role) ?? 0n) + cents);
	const common = { entry: 'summary', memo: `Payout ${transferId}`, resourceId: transferId };
	return [...sums]
		.filter(([, cents]) => cents !== 0n)
		.map(([role, cents]) => ({ ...common, role, cents }));
}
