import type { IDataObject } from 'n8n-workflow';

import { asError, PaystandError, RequestError } from '../../../../client/errors';
import { fromCents, toCents } from '../../../../client/money';
import { shown } from '../../item/field';
import type { Item } from '../../item/item';
import { transfer as kind } from './kind';
import { appliedBy } from './payoutApplied';
import type { Applied } from './payoutApplied';
import { explainByLists } from './payoutLists';
import type { Findings } from './payoutPart';
import { explainByReport } from './payoutReport';

const RETRY_AFTER_MS = 3_600_000;
/**
 * How Paystand says that there are no reports for this merchant
 * (docs/paystand-api.md#transfer-reports).
 */
const NO_REPORT = [400, 401, 403, 404, 405, 422];
const READABLE = ['complete', 'completed', 'reversed'];
const UNDER_WAY = ['created', 'processing'];

/** A payout, and what it is made of. */
export interface Payout extends Findings {
	status: 'Balanced' | 'Unexplained';
	transfer: IDataObject;
	/** What the parts do not explain of its amount, in cents. */
	difference: bigint;
	/** By the ID of the payment or refund. */
	applied: Map<string, Applied[]>;
}

/** A payout that never arrived, so there is nothing to explain. */
export interface FailedPayout {
	status: 'Failed';
	transfer: IDataObject;
	reason: string;
}

/** A payout that cannot be explained yet. */
export interface NotReady {
	status: 'Not Ready';
	transfer: IDataObject;
	reason: string;
	/** ISO 8601. */
	tryAgainAt: string;
}

/**
 * Explains the picked transfer.
 *
 * @throws {PaystandError} when Paystand shows no amount of it, or does not say whether a report that
 *   does not explain it is complete
 */
export async function payoutOf(item: Item): Promise<FailedPayout | NotReady | Payout> {
	const { client } = item;
	const id = await item.recordId(kind);
	const transfer = await client.get(kind.path(id));
	const amount = toCents(transfer.amount);
	if (amount === undefined) {
		throw new PaystandError(
			`Paystand shows no amount of the transfer ${id}`,
			'Look at it with Get; there is nothing to reconcile without an amount.',
		);
	}
	if (transfer.status === 'failed') return failed(transfer);
	const findings = await findingsOf(item, transfer, id);
	if ('reason' in findings) return findings;
	const explained = findings.parts.reduce((sum, { cents }) => sum + cents, 0n);
	const difference = amount - explained;
	const isBalanced = difference === 0n && findings.problems.length === 0;
	if (!isBalanced && findings.doubt) throw findings.doubt;
	const applied = await appliedBy(item.execution, findings.parts);
	const status = isBalanced ? 'Balanced' : 'Unexplained';
	return { ...findings, status, transfer, difference, applied };
}

async function findingsOf(
	item: Item,
	transfer: IDataObject,
	id: string,
): Promise<Findings | NotReady> {
	const { client, execution } = item;
	let report: IDataObject;
	try {
		report = await client.get(['transfers', id, 'report']);
	} catch (error) {
		if (error instanceof RequestError && NO_REPORT.includes(error.refusal.status))
			return await explainByLists(execution, transfer);
		throw asError(error);
	}
	const status = String(report.status);
	if (UNDER_WAY.includes(status)) {
		return notReady(transfer, `Its report has the status ${shown(status)}, not completed`);
	}
	const list = { path: ['transfers', id, 'report', 'entries'] };
	const entries = await client.list(list, { limit: Infinity });
	const findings = await explainByReport(execution, transfer, entries);
	return READABLE.includes(status) ? findings : doubted(findings, report, id);
}

/**
 * Whether the report is complete is not known, and waiting may never end: only entries that explain
 * the payout to the cent prove it.
 */
function doubted(findings: Findings, { status }: IDataObject, id: string): Findings {
	const what = typeof status === 'string' ? `the unknown status ${shown(status)}` : 'no status';
	const doubt = new PaystandError(
		`The report of the transfer ${id} has ${what}, and its entries do not explain the payout`,
		'Look at it with Get Report, and ask support@paystand.com whether it is complete.',
	);
	return {
		...findings,
		doubt,
		notes: [
			...findings.notes,
			`The report has ${what}; its entries explain the payout all the same`,
		],
	};
}

/** (docs/paystand-api.md#transfer-states) */
function failed(transfer: IDataObject): FailedPayout {
	const why = transfer.reason ? ` (${shown(transfer.reason)})` : '';
	const reason = `The transfer failed${why}, so nothing arrived at the bank and there is nothing to reconcile. Its money goes back to the balance at Paystand, for a later transfer.`;
	return { status: 'Failed', transfer, reason };
}

function notReady(transfer: IDataObject, reason: string): NotReady {
	const tryAgainAt = new Date(Date.now() + RETRY_AFTER_MS).toISOString();
	return { status: 'Not Ready', transfer, reason, tryAgainAt };
}

/** The sum of the parts that a test lets through, as a decimal string. */
export function total(payout: Findings, test: (part: Findings['parts'][number]) => boolean) {
	return fromCents(payout.parts.filter(test).reduce((sum, { cents }) => sum + cents, 0n));
}
