/** A state of a record, as a person chooses it. */
interface State {
	label: string;
	/** What it means for somebody who keeps books. */
	about: string;
}

/** One kind of record that Paystand reports on. */
interface Family {
	label: string;
	about: string;
	/** By their stored name. Kinds whose states are not documented have none. */
	states?: Record<string, State>;
}

/**
 * Every kind and state of docs/paystand-api.md#event-kinds-and-states; of disputes the union of
 * docs/paystand-api.md#dispute-states.
 */
export const FAMILIES: Record<string, Family> = {
	payment: {
		label: 'Payment',
		about: 'Money from a customer, whatever becomes of it',
		states: {
			created: { label: 'Payment Created', about: 'A payer has submitted a payment' },
			processing: { label: 'Payment Processing', about: 'The payment is on its way' },
			posted: {
				label: 'Payment Posted',
				about: 'The card or bank has accepted the payment; it is not settled yet',
			},
			paid: { label: 'Payment Paid', about: 'The money has arrived in your Paystand balance' },
			failed: { label: 'Payment Failed', about: 'The card or bank has refused the payment' },
			canceled: { label: 'Payment Canceled', about: 'The payment was called off' },
		},
	},
	receivableTransaction: {
		label: 'Receivable Transaction',
		about: 'An amount applied to a receivable, by a payment or a refund',
		states: {
			payment: {
				label: 'Payment Applied to Receivable',
				about:
					'Recommended for cash application: one event for each receivable that a payment covers, with the applied amount and your ERP keys',
			},
			refund: {
				label: 'Refund Applied to Receivable',
				about: 'A refund took money back from a receivable; one event for each receivable',
			},
		},
	},
	refund: {
		label: 'Refund',
		about: 'Money that goes back to a payer',
		states: {
			created: { label: 'Refund Created', about: 'A refund was requested' },
			processing: { label: 'Refund Processing', about: 'The refund is on its way' },
			paid: { label: 'Refund Paid', about: 'The payer has got the money back' },
			failed: { label: 'Refund Failed', about: 'The money could not be returned' },
		},
	},
	dispute: {
		label: 'Dispute',
		about: 'A chargeback of a card or a returned ACH debit, whatever becomes of it',
		states: {
			created: {
				label: 'Dispute Created',
				about: 'A payer or bank takes a payment back; the payment itself stays paid',
			},
			processing: { label: 'Dispute Processing', about: 'Paystand is working on the dispute' },
			active: { label: 'Dispute Active', about: 'The dispute is open' },
			acceptingEvidence: {
				label: 'Dispute Accepting Evidence',
				about: 'You can hand in evidence against a chargeback',
			},
			underReview: { label: 'Dispute Under Review', about: 'The bank is deciding' },
			won: { label: 'Dispute Won', about: 'Decided in your favor' },
			lost: { label: 'Dispute Lost', about: 'The money is gone, and the receivable is unpaid' },
			failed: { label: 'Dispute Failed', about: 'The dispute did not go through' },
		},
	},
	transfer: {
		label: 'Transfer',
		about: 'A payout to your bank, whatever becomes of it',
		states: {
			created: { label: 'Transfer Created', about: 'A payout was set up' },
			processing: { label: 'Transfer Processing', about: 'The payout is being prepared' },
			sending: { label: 'Transfer Sending', about: 'The payout goes to your bank' },
			posted: { label: 'Transfer Posted', about: 'Your bank has accepted the payout' },
			paid: { label: 'Transfer Paid', about: 'The payout has arrived at your bank' },
			failed: { label: 'Transfer Failed', about: 'The payout did not arrive' },
		},
	},
	fee: {
		label: 'Fee',
		about: 'What Paystand charges you for a payment',
		states: {
			delayed: { label: 'Fee Delayed', about: 'There will be a fee; its amount is not known yet' },
			paystand: { label: 'Fee Final', about: 'The amount of the fee is known' },
		},
	},
	creditMemo: { label: 'Credit Memo', about: 'A credit memo was created or changed' },
	customer: { label: 'Customer', about: 'A customer was created or changed' },
	withdrawal: { label: 'Withdrawal', about: 'Money was taken out of your Paystand balance' },
};
