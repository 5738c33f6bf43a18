import type { IDataObject } from 'n8n-workflow';

import { asError, refusalOf } from '../../../../client/errors';
import type { PaystandClient } from '../../../../client/paystand';
import type { FilePart } from '../../../../client/multipart';
import { withLookUp } from '../../records/lookUp';
import { readReceivable } from './readReceivable';

/** The attachments of a receivable; `undefined` when Paystand shows no list of them. */
export async function attachmentsOf(
	client: PaystandClient,
	receivableId: string,
): Promise<IDataObject[] | undefined> {
	const { attachments } = await readReceivable(client, receivableId);
	return Array.isArray(attachments) ? (attachments as IDataObject[]) : undefined;
}

/**
 * Uploads a file to a receivable.
 *
 * @returns Paystand's reply, with the receivable it belongs to
 */
export async function uploadAttachment(
	client: PaystandClient,
	receivableId: string,
	file: FilePart,
): Promise<IDataObject> {
	const reply = await client.upload(['receivables', receivableId, 'attachments'], file);
	return { ...reply, receivableId };
}

/**
 * Takes an attachment off a receivable. A removal whose reply gets lost is looked up, and one that
 * finds no attachment has nothing left to do (docs/paystand-api.md#removing-an-attachment).
 *
 * @returns whether it was there, as far as Paystand says
 * @throws {RequestError} when it was not removed, or when that stays unknown
 */
export async function removeAttachment(
	client: PaystandClient,
	receivableId: string,
	attachmentId: string,
): Promise<boolean> {
	const path = ['receivables', receivableId, 'attachments', attachmentId];
	const removeIt = async () => {
		await client.delete(path);
		return true;
	};
	const whenGone = async () => {
		const attachments = await attachmentsOf(client, receivableId);
		return attachments?.every(({ id }) => id !== attachmentId) || undefined;
	};
	try {
		return await withLookUp(client, removeIt, whenGone);
	} catch (error) {
		const { outcomeUnknown, status } = refusalOf(error) ?? {};
		if (outcomeUnknown || status !== 404) throw asError(error);
		return false;
	}
}
