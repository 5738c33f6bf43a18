import { Unable, type Probe } from '../../probe.mts';
import { isServed } from '../lists.mts';
import { cancelTwice, idIn, statusAnswer, trySecond } from './shared.mts';

/** A receivable for this run's customer, e.g. of `1.00`. */
export function receivableInput(probe: Probe, key: string, amount: string): Record<string, string> {
	const day = (ahead: number) =>
		new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
	return {
		erpId: `${probe.prefix}-${key}`,
		erpRef: `${probe.prefix}-${key}`,
		totalAmount: amount,
		amountDue: amount,
		currency: 'USD',
		postingDate: day(0),
		dueDate: day(30),
		status: 'active',
		extCustomerId: `${probe.prefix}-c`,
	};
}

/** Receivable and PDF: created, read by every route, changed, created again. */
export async function tryReceivable(probe: Probe): Promise<void> {
	const input = receivableInput(probe, 'r', '12.34');
	const receivableId = idIn(await probe.ask('createReceivable', { body: input }));
	if (receivableId === null) throw new Unable('no receivable could be made');
	probe.remember('receivableId', receivableId);
	const ids = { receivableId };
	await readByAllRoutes(probe, ids);
	await tryAttachment(probe, ids);
	const changed = { ...input, dueDate: receivableDay(input.dueDate!) };
	await probe.ask('updateReceivable', { ids, body: changed });
	const partial = await probe.ask('updateReceivable', {
		ids,
		body: { dueDate: changed.dueDate },
		expect: [200, 400, 422],
	});
	probe.findings.answer(
		'partialUpdate',
		partial.status === null ? null : isServed(partial) ? 'accepted' : `refused ${partial.status}`,
	);
	await probe.ask('readReceivable', { ids });
	const second = await trySecond(
		probe,
		'secondInvoiceKey',
		'createReceivable',
		input,
		receivableId,
		true,
	);
	if (second !== null) probe.remember('extraReceivableId', second);
}

async function readByAllRoutes(probe: Probe, ids: Record<string, string>): Promise<void> {
	await probe.ask('readReceivable', { ids });
	await probe.ask('getReceivable', { ids });
	await probe.ask('listReceivableTransactions', { ids });
}

/** A day later than `YYYY-MM-DD`. */
function receivableDay(day: string): string {
	return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** The smallest file that is a PDF by content. */
const PDF = '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n';

async function tryAttachment(probe: Probe, ids: Record<string, string>): Promise<void> {
	const upload = (content: string, type: string, name: string, expect?: number[]) => {
		const form = new FormData();
		form.append('attachment', new Blob([content], { type }), `${probe.prefix}${name}`);
		return probe.ask('uploadAttachment', { ids, body: form, ...(expect && { expect }) });
	};
	const attachmentId = idIn(await upload(PDF, 'application/pdf', '.pdf'));
	await probe.ask('readReceivable', { ids });
	if (attachmentId === null) return;
	const text = await upload('conform', 'text/plain', '.txt', [200, 400, 422]);
	probe.findings.answer(
		'fileOtherThanPdf',
		text.status === null ? null : isServed(text) ? 'accepted' : `refused ${text.status}`,
	);
	const other = idIn(text);
	if (other !== null) await probe.ask('deleteAttachment', { ids: { ...ids, attachmentId: other } });
	const file = { ids: { ...ids, attachmentId } };
	await probe.ask('deleteAttachment', file);
	const again = await probe.ask('deleteAttachment', { ...file, expect: [404] });
	statusAnswer(probe, 'removedAttachment', again);
}

/** Cancelled, and cancelled again. */
export async function tryReceivableCancel(probe: Probe): Promise<void> {
	const receivableId = probe.made.receivableId?.[0];
	if (receivableId === undefined) throw new Unable('no receivable was made');
	const ids = { receivableId };
	await cancelTwice(probe, 'cancelReceivableTwice', 'cancelReceivable', ids);
	await readByAllRoutes(probe, ids);
}
