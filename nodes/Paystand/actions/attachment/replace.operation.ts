import type { IDataObject } from 'n8n-workflow';

import { PaystandError, refusalOf } from '../../../../client/errors';
import type { FilePart } from '../../../../client/multipart';
import { recordLocator } from '../../fields/locator';
import type { Item } from '../../item/item';
import type { Operation } from '../../item/operation';
import { receivable } from '../receivable/kind';
import { attachmentsOf, removeAttachment, uploadAttachment } from '../receivable/attachments';
import { binaryField, binaryNames, pdfOnly, withFile } from '../receivable/files';
import { attachment } from './kind';

export const replace: Operation = {
	value: 'replace',
	name: 'Replace',
	action: 'Replace attachment (PDF)',
	description: 'Update an attachment: upload the new file, then remove the old one',
	properties: [recordLocator(receivable), recordLocator(attachment), binaryField(false), pdfOnly],
	output: { from: 'uploadAttachment', plus: { receivableId: 'string', replacedId: 'string' } },

	async execute(item) {
		const [name] = binaryNames(item);
		return await withFile(item, name, async (file) => await replaceBy(item, file));
	},
};

async function replaceBy(item: Item, file: FilePart): Promise<IDataObject> {
	const { client } = item;
	const oldId = await item.recordId(attachment);
	const receivableId = await item.recordId(receivable);
	const attachments = await attachmentsOf(client, receivableId);
	if (attachments?.every(({ id }) => id !== oldId)) {
		throw new PaystandError(
			`The receivable has no attachment with ID '${oldId}'`,
			'Nothing was uploaded. Attachment: Get Many shows the IDs. To add a file, use Attachment: Upload.',
		);
	}
	// In this order, so that an upload that does not succeed loses nothing
	// (docs/paystand-api.md#replacing-an-attachment).
	const uploaded = await uploadAttachment(client, receivableId, file);
	try {
		await removeAttachment(client, receivableId, oldId);
	} catch (error) {
		throw bothAttached(error as Error, uploaded, oldId);
	}
	return { ...uploaded, replacedId: oldId };
}

function bothAttached(error: Error, uploaded: IDataObject, oldId: string): PaystandError {
	const refusal = refusalOf(error);
	const what = refusal?.outcomeUnknown
		? `it is unknown whether the old one (ID ${oldId}) was removed`
		: `the old one (ID ${oldId}) could not be removed`;
	return new PaystandError(
		`The new attachment is there (ID ${String(uploaded.id)}), but ${what}`,
		`Remove the old one with Attachment: Remove. Do not run this again: it would upload the file a second time. Paystand says: ${refusal?.explanation ?? error.message}`,
	);
}
