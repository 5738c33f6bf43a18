import type { IDataObject } from 'n8n-workflow';

import { only, simplified } from '../../item/kind';
import type { Item } from '../../item/item';
import { PartialError } from '../../item/partialError';
import { attachUnlessThere, wantedFile } from './attachOnce';
import { withFile } from './files';
import { checked, failed, SKIPPED, stepOf, wordsOf } from '../../records/step';
import type { Checked, Step } from '../../records/step';
import { erpCustomerId } from '../customer/fields';
import { newCustomer } from '../customer/input';
import { customer } from '../customer/kind';
import { upsertCustomer } from '../customer/upsert';
import { erpInvoiceId, invoiceNumber } from './fields';
import { newReceivable } from './input';
import { receivable } from './kind';
import { upsertReceivable } from './upsert';

/** Otherwise each run would write both values, the one over the other. */
const CUSTOMER_TWICE = 'Give the customer the same values in all its rows.';

/** The steps in their order, by what they are called in messages. */
interface Steps {
	Customer: Step;
	Receivable: Step;
	Attachment: Step;
}

/**
 * Brings one row of an ERP to Paystand: the customer, the receivable, the PDF. Each step is done as
 * far as it can be: a PDF at fault keeps no invoice back, and an invoice is only skipped when its
 * customer is not in Paystand.
 *
 * @param customerFields the name of the field that holds the optional ones of the customer
 * @returns the outcome of each step, and what a person looks for first
 * @throws {PartialError} when a step could not be done: at which, why, and what did go through
 */
export async function syncRow(item: Item, customerFields: string): Promise<IDataObject> {
	// All of them before anything is written, so that the row tells all its faults at once.
	const customerKey = checked(() => item.field(erpCustomerId).text()).value;
	const wantedCustomer = checked(() => newCustomer(item, customerFields));
	const wantedReceivable = checked(() =>
		newReceivable(item, () => ({ ...(customerKey && { extCustomerId: customerKey }) })),
	);
	const file = checked(() => wantedFile(item));

	const customerStep = await written(wantedCustomer, async (body) => {
		return await upsertCustomer(item, body, CUSTOMER_TWICE);
	});
	const hasCustomer = customerStep.record !== undefined || (await isThere(item, customerKey));
	// Two rows of one invoice must not both find its PDF missing.
	const name = `sync ${String(wantedReceivable.value?.erpId ?? item.index)}`;
	const [receivableStep, attachmentStep] = await item.execution.lock(name, async () => {
		const step = await written(
			wantedReceivable,
			async (body) => {
				return await upsertReceivable(item, body);
			},
			hasCustomer,
		);
		return [step, await attachmentOf(item, file, step)];
	});

	const steps = { Customer: customerStep, Receivable: receivableStep, Attachment: attachmentStep };
	const output = outputOf(item, steps, { extCustomerId: customerKey, ...wantedReceivable.value });
	throwIfAny(steps, output);
	return output;
}

async function written(
	wanted: Checked<IDataObject>,
	write: (body: IDataObject) => Promise<IDataObject>,
	isPossible = true,
): Promise<Step> {
	if (wanted.error) return failed(wanted.error);
	return isPossible ? await stepOf(async () => await write(wanted.value)) : SKIPPED;
}

/** Whether the customer is in Paystand although it could not be written just now. */
async function isThere(item: Item, key: string | undefined): Promise<boolean> {
	if (key === undefined) return false;
	const found = async () => (await item.execution.index(customer).find(key)) !== undefined;
	// The customer's own error is what is told then.
	return await found().catch(() => false);
}

async function attachmentOf(
	item: Item,
	file: Checked<string | undefined>,
	{ record, outcome }: Step,
): Promise<Step> {
	if (file.error) return failed(file.error);
	const { value: name } = file;
	if (name === undefined) return { outcome: 'none' };
	if (!record) {
		// Its own faults are told all the same.
		const { error } = await stepOf(async () => await withFile(item, name, async () => ({})));
		return error ? failed(error) : SKIPPED;
	}
	return await stepOf(async () => {
		const isNew = outcome === 'created';
		return await attachUnlessThere(item, { receivableId: String(record.id), name, isNew });
	});
}

/**
 * What a person looks for first, ids last.
 *
 * @param given the receivable as it is wanted, as far as its values are not at fault
 */
function outputOf(item: Item, steps: Steps, given: IDataObject): IDataObject {
	const { Customer, Receivable, Attachment } = steps;
	const text = (field: typeof erpInvoiceId) =>
		checked(() => item.field(field).optionalText()).value;
	const changes = [Customer, Receivable].flatMap(
		({ record }) => (record?.changedUnasked ?? []) as IDataObject[],
	);
	const fields: IDataObject = {
		customerOutcome: Customer.outcome,
		receivableOutcome: Receivable.outcome,
		attachmentOutcome: Attachment.outcome,
		extId: given.erpId ?? text(erpInvoiceId),
		erpRef: given.erpRef ?? text(invoiceNumber),
		customerName: Customer.record?.customerName,
		extCustomerId: given.extCustomerId,
		...only(Receivable.record ? simplified(receivable, Receivable.record) : {}, [
			...['amount', 'openBalance', 'currency', 'status', 'dateDue'],
		]),
		amountDue: given.amountDue,
		fileName: Attachment.record?.name,
		receivableId: Receivable.record?.id,
		customerId: Customer.record?.id,
		attachmentId: Attachment.record?.id,
		...(changes.length > 0 && { changedUnasked: changes }),
	};
	return only(fields, Object.keys(fields));
}

/** @throws {PartialError} when a step has an error */
function throwIfAny(steps: Steps, output: IDataObject): void {
	const labels = { Customer: customer.labels, Receivable: receivable.labels, Attachment: {} };
	const all = Object.entries(steps) as Array<[keyof Steps, Step]>;
	const errors = all.flatMap(([name, { error }]) =>
		error ? [{ name, ...wordsOf(error, labels[name]) }] : [],
	);
	if (errors.length === 0) return;
	const outcomes = all.map(([name, { outcome }]) => `${name.toLowerCase()} ${outcome}`).join(', ');
	const nextSteps = errors.map(({ nextStep }) => nextStep).filter(Boolean);
	throw new PartialError(
		errors.map(({ name, message }) => `${name}: ${message}`).join('; '),
		[
			...new Set(nextSteps),
			`Of this row: ${outcomes}. It can be run again: what is there is not written twice.`,
		].join(' '),
		output,
	);
}
