import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { paystandRequest, requestObject } from '../../../../client/request';
import { withLookUp } from '../../fields/lostReply';

/** The attachments of a receivable; `undefined` when Paystand shows none of its lists. */
export async function attachmentsOf(
	context: IExecuteFunctions,
	receivableId: string,
): Promise<IDataObject[] | undefined> {
	const path = ['receivables', receivableId, 'read'];
	const { attachments } = await requestObject(context, { method: 'GET', path });
	return Array.isArray(attachments) ? (attachments as IDataObject[]) : undefined;
}

/**
 * Takes an attachment off a receivable. A removal whose reply gets lost is sent again and refused
 * then, since the attachment is gone: so an unclear one is looked up.
 *
 * @throws {NodeApiError} when it was not removed, or when that stays unknown
 */
export async function removeAttachment(
	context: IExecuteFunctions,
	receivableId: string,
	attachmentId: string,
): Promise<void> {
	const path = ['receivables', receivableId, 'attachments', attachmentId];
	await withLookUp(
		context,
		async () => await paystandRequest(context, { method: 'DELETE', path }),
		async () => {
			const attachments = await attachmentsOf(context, receivableId);
			return attachments?.every(({ id }) => id !== attachmentId) ? attachments : undefined;
		},
	);
}
