import type { IDataObject } from 'n8n-workflow';

import { fromCents, toCents } from '../../../../client/money';
import type { Execution } from '../../item/execution';
import { isGivenBack, worthOf } from './payoutPart';
import type { Findings, Part, PartKind, Problem } from './payoutPart';
import { PayoutRecords } from './payoutRecords';

const KINDS: Record<string, PartKind> = {
	dispute: 'dispute',
	fee: 'fee',
	payment: 'payment',
	refund: 'refund',
	withdrawal: 'held',
};

/** Record kinds that have to be there, and to be of the entry's amount. */
const READ = { dispute: 'disputes', payment: 'payments', refund: 'refunds' } as const;

/**
 * Explains a payout by its report: each entry is held against the record whose ID it names, never
 * against one of the same sum.
 *
 * @param entries as `/transfers/:id/report/entries` gives them
 * (docs/paystand-api.md#transfer-reports)
 */
export async function explainByReport(
	execution: Execution,
	transfer: IDataObject,
	entries: IDataObject[],
): Promise<Findings> {
	const findings: Findings = { basis: 'report', parts: [], problems: [], notes: [] };
	const records = new PayoutRecords(execution);
	const seen = new Set<string>();
	const checked = await Promise.all(
		entries.map(async (entry) => await check(records, transfer, entry)),
	);
	for (const [index, result] of checked.entries()) {
		if ('problem' in result) {
			findings.problems.push(result);
			continue;
		}
		// A dispute that was won is there twice: taken, and given back.
		const key = `${result.kind} ${result.id} ${result.cents < 0n}`;
		if (result.kind !== 'held' && result.kind !== 'adjustment' && seen.has(key))
			findings.problems.push(problemOf(entries[index], 'is in the report more than once'));
		else findings.parts.push(result);
		seen.add(key);
	}
	await assignFees(records, transfer, findings);
	return findings;
}

async function check(
	records: PayoutRecords,
	transfer: IDataObject,
	entry: IDataObject,
): Promise<Part | Problem> {
	const kind = KINDS[String(entry.resourceType).toLowerCase()] ?? 'adjustment';
	const id = String(entry.resourceId ?? entry.id);
	const cents = toCents(entry.amount);
	if (cents === undefined) return problemOf(entry, 'has no amount');
	if (entry.currency !== transfer.currency) {
		return problemOf(entry, `is in ${entry.currency}, the payout in ${transfer.currency}`);
	}
	if (!(kind in READ)) return { kind, id, cents };
	const record = await records.find(READ[kind as keyof typeof READ], id);
	if (!record) return problemOf(entry, 'does not exist in Paystand under this ID');
	const worth = worthOf(record, transfer.currency);
	if (worth === undefined)
		return problemOf(entry, `has no amount in ${transfer.currency} in Paystand`);
	if (cents !== worth && cents !== -worth)
		return problemOf(entry, `is ${fromCents(worth)} in Paystand`);
	const isIn = kind === 'payment' || (kind === 'dispute' && isGivenBack(record));
	if (cents > 0n && !isIn) return problemOf(entry, 'should have been taken off the payout');
	if (cents < 0n && kind === 'payment') return problemOf(entry, 'should have been added');
	const paymentId = String(kind === 'payment' ? id : (record.paymentId ?? record.resourceId));
	return { kind, id, cents, record, paymentId };
}

/** Finds the payment or dispute of each fee, and that the fee is final and of the entry's amount. */
async function assignFees(
	records: PayoutRecords,
	transfer: IDataObject,
	{ parts, problems, notes }: Findings,
): Promise<void> {
	const fees = parts.filter(({ kind }) => kind === 'fee');
	const unknown: string[] = [];
	for (const part of fees) {
		const owner = await records.feeOwner(part.id, parts);
		if (!owner) {
			unknown.push(part.id);
			continue;
		}
		Object.assign(part, owner);
		const worth = worthOf(owner.record, transfer.currency);
		if (worth === undefined || worth === -part.cents) continue;
		parts.splice(parts.indexOf(part), 1);
		const entry = { resourceType: 'Fee', resourceId: part.id, amount: fromCents(part.cents) };
		problems.push(problemOf(entry, `is ${fromCents(worth)} in Paystand`));
	}
	if (unknown.length > 0) {
		notes.push(
			`Paystand does not show which payments these fees belong to, so they are taken from the report alone: ${unknown.join(', ')}`,
		);
	}
}

function problemOf(entry: IDataObject, problem: string): Problem {
	return {
		resourceType: String(entry.resourceType),
		resourceId: String(entry.resourceId),
		amount: String(entry.amount),
		problem,
	};
}
