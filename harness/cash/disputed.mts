import type { Books } from '../control.mts';
import { toDecimal, toMinor } from '../../sandbox/money.mts';
import type { Dispute } from '../../sandbox/resources.mts';

/** What one invoice loses by a dispute. */
export interface DisputedPart {
	dispute: Dispute;
	receivableId: string;
	erpInvoiceId: string;
	erpCustomerId: string;
	/** What the payment had paid on the invoice, less what was refunded. */
	amount: string;
	currency: string;
	/** Whether the amount is back on the invoice. */
	isPutBack: boolean;
}

/**
 * Every invoice of every disputed payment, from the sandbox's books and without any of the code
 * that the workflow uses. Only whole payments are disputed here.
 */
export function disputedParts({ disputes, payments, refunds, receivables }: Books): DisputedPart[] {
	return disputes.flatMap((dispute) => {
		const { inner } = payments.find(({ id }) => id === dispute.paymentId)!;
		const refunded = refunds
			.filter(({ paymentId, status }) => paymentId === dispute.paymentId && status === 'paid')
			.flatMap((refund) => refund.inner.receivables);
		return inner.receivables.map(({ receivableId, amount }) => {
			const receivable = receivables.find(({ id }) => id === receivableId)!;
			const back = refunded
				.filter((part) => part.receivableId === receivableId)
				.reduce((sum, part) => sum + toMinor(part.amount), 0);
			return {
				dispute,
				receivableId,
				erpInvoiceId: receivable.extId,
				erpCustomerId: receivable.extCustomerId,
				amount: toDecimal(toMinor(amount) - back),
				currency: receivable.currency,
				isPutBack: dispute.status === 'won',
			};
		});
	});
}
