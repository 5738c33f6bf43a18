import type { IDataObject } from 'n8n-workflow';

import { fromCents, toCents } from '../../../../client/money';
import { asObject } from '../../../../client/refusal';
import { recordLocator } from '../../fields/locator';
import type { Operation } from '../../item/operation';
import { transfer as kind } from './kind';
import { splitOf } from './paymentSplit';
import { payoutOf, total } from './payout';
import type { Payout } from './payout';
import type { Applied } from './payoutApplied';
import { isFinalFee, rowsOf } from './payoutPart';
import type { Part } from './payoutPart';

export const reconcile: Operation = {
	value: 'reconcile',
	name: 'Reconcile',
	action: 'Reconcile transfer',
	description:
		'Explain a payout to the cent: its payments with the invoices they paid, refunds, disputes, fees and adjustments. The status is Balanced, Unexplained, Not Ready or Failed.',
	properties: [recordLocator(kind)],
	output: {
		plus: {
			...{ status: 'string', transferId: 'string', amount: 'string', currency: 'string' },
			...{ basis: 'string', gross: 'string', fees: 'string', refunds: 'string' },
			...{ disputes: 'string', adjustments: 'string', held: 'string', net: 'string' },
			...{ difference: 'string', payments: 'array', others: 'array', problems: 'array' },
			notes: 'array',
		},
	},

	async execute(item) {
		const payout = await payoutOf(item);
		const { id, amount, currency, status: transferStatus } = payout.transfer;
		const head = { status: payout.status, transferId: id, amount, currency, transferStatus };
		if (payout.status === 'Failed') return { ...head, reason: payout.reason };
		if (payout.status === 'Not Ready') {
			const { reason, tryAgainAt } = payout;
			return { ...head, reason, tryAgainAt };
		}
		const sum = (wanted: Part['kind']) => total(payout, (part) => part.kind === wanted);
		return {
			...head,
			basis: payout.basis,
			gross: sum('payment'),
			fees: sum('fee'),
			refunds: sum('refund'),
			disputes: sum('dispute'),
			adjustments: sum('adjustment'),
			held: sum('held'),
			net: total(payout, () => true),
			difference: fromCents(payout.difference),
			payments: payout.parts
				.filter((part) => part.kind === 'payment')
				.map((part) => paymentLine(payout, part)),
			others: payout.parts
				.filter((part) => part.kind !== 'payment')
				.map((part) => otherLine(payout, part)),
			problems: payout.problems,
			notes: payout.notes,
		};
	},
};

function paymentLine(payout: Payout, part: Part): IDataObject {
	const applied = payout.applied.get(part.id) ?? [];
	const split = splitOf(part, applied);
	const ofThis = ({ kind, paymentId, disputeId }: Part) =>
		kind === 'fee' && paymentId === part.id && disputeId === undefined;
	return {
		paymentId: part.id,
		extCustomerId: asObject(part.record?.payer).externalId,
		gross: fromCents(part.cents),
		payerFee: fromCents(split.payerFee),
		payerDiscount: fromCents(split.discount),
		applied: fromCents(split.applied),
		unapplied: fromCents(split.unapplied),
		merchantFee: total(payout, ofThis),
		hasDelayedFee: hasDelayedFee(payout, part),
		receivables: applied.map(receivableLine),
	} as IDataObject;
}

/**
 * Whether a fee of the payment is taken off a later payout: it is not final yet, or became final
 * after this one went out.
 */
function hasDelayedFee({ parts, problems }: Payout, { record }: Part): boolean {
	const here = new Set([...parts.map(({ id }) => id), ...problems.map((one) => one.resourceId)]);
	return rowsOf(record?.fees).some(
		(fee) => !isFinalFee(fee) || (!here.has(String(fee.id)) && toCents(fee.amount) !== 0n),
	);
}

function otherLine(payout: Payout, { kind: type, id, cents, paymentId, disputeId, record }: Part) {
	return {
		type,
		id,
		amount: fromCents(cents),
		paymentId,
		disputeId,
		status: record?.status,
		disputeType: record?.disputeType,
		...(type === 'refund' && { receivables: (payout.applied.get(id) ?? []).map(receivableLine) }),
	} as IDataObject;
}

function receivableLine({ cents, ...applied }: Applied): IDataObject {
	return { ...applied, amountApplied: fromCents(cents) };
}
