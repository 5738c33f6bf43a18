/** Examples lie beside their operations and are not shipped: CONTRIBUTING.md, "How an operation is added". */
import type { IDataObject, INodeParameters } from 'n8n-workflow';

/** What `<operation>.example.mts` exports as `example`. Every part is optional. */
export interface OperationExample {
	/**
	 * Parameters of its node in `examples/all-operations.json`; resource and operation are added. Where
	 * an expression names the node of another operation, that one runs before.
	 */
	parameters?: INodeParameters;
	/** The node is given a PDF on its item. So are all cases. */
	file?: true;
	/** Not every account may do it, or has a record for it: a refusal does not stop the flow. */
	mayBeRefused?: true;
	/** It takes away what others need, so it runs after them all. */
	runsLast?: true;
	/** Fields of the node's first item, where the flow runs with `TEST_RUN`. */
	expected?: IDataObject;
	/** More parameters for the engine tests: other routes, every optional field, a record by its key. */
	cases?: ExampleCase[];
}

/** Parameters, or what makes them of the account that the cases run against. */
export type ExampleCase = INodeParameters | ((account: Account) => INodeParameters);

/**
 * An account in which everything that a list could show has happened once. It has the customers
 * CUST-1 and CUST-2, and the receivables 1001 to 1005 of CUST-1.
 */
export interface Account {
	/** Of CUST-1. */
	customerId: string;
	/** Of 1001. */
	receivableId: string;
	/** Paid, with the payer's fee on top; refunded in part; disputed. */
	paymentId: string;
	refundId: string;
	disputeId: string;
	transferId: string;
	withdrawalId: string;
	/** Paid, and paid out to nobody yet: there is money to give back and to withdraw. */
	freshPaymentId: string;
	/** Another such payment, to be refunded as a whole. */
	otherPaymentId: string;
	balanceChangeId: string;
	/** The merchant's own bank account. */
	payoutBankId: string;
	feeId: string;
	planId: string;
	/** Of CUST-1. */
	cardId: string;
	/** A received event, whole. */
	event: { id: string };
	/** The newest attachment; `none` before the first. */
	readonly attachmentId: string;
	/** The newest bank account; `none` before the first. */
	readonly bankId: string;
}
