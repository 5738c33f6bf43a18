import type { IDataObject } from 'n8n-workflow';

import type { PaystandClient } from '../../../../client/paystand';
import type { FilePart } from '../../../../client/multipart';
import { withLookUp } from '../../records/lookUp';
import { receivable } from '../receivable/kind';

/** The attachments of a receivable; `undefined` when Paystand shows no list of them. */
export async function attachmentsOf(
	client: PaystandClient,
	receivableId: string,
): Promise<IDataObject[] | undefined> {
	const { attachments } = await client.get(receivable.path(receivableId));
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
 * Takes an attachment off a receivable. A removal whose reply gets lost is sent again and refused
 * then, since the attachment is gone: so one of unknown outcome is looked up.
 *
 * @throws {RequestError} when it was not removed, or when that stays unknown
 */
export async function removeAttachment(
	client: PaystandClient,
	receivableId: string,
	attachmentId: string,
): Promise<void> {
	const path = ['receivables', receivableId, 'attachments', attachmentId];
	await withLookUp(
		client,
		async () => await client.delete(path),
		async () => {
			const attachments = await attachmentsOf(client, receivableId);
			return attachments?.every(({ id }) => id !== attachmentId) ? {} : undefined;
		},
	);
}
