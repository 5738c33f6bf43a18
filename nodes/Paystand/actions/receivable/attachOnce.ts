import type { IDataObject } from 'n8n-workflow';

import { PaystandError } from '../../../../client/errors';
import { Field } from '../../item/field';
import type { Item } from '../../item/item';
import { attachmentsOf, uploadAttachment } from './attachments';
import { binaryNames, fileNameOf, INPUT_FIELD, withFile } from './files';
import { withLookUp } from '../../records/lookUp';

/**
 * The binary field that the item names.
 *
 * @returns `undefined` when it names none
 * @throws {PaystandError} when there is no such file, or more than one is named
 */
export function wantedFile(item: Item): string | undefined {
	const field = new Field(INPUT_FIELD, item.value('binaryPropertyName'));
	if (field.isEmpty) return undefined;
	const names = binaryNames(item);
	if (names.length === 1) return names[0];
	return field.fail('names more than one file', 'Name the one that is to be attached.');
}

/**
 * Attaches a file of the item to a receivable, unless one of that name is there. An upload of which
 * only the reply got lost is found by that name; it is never sent again.
 *
 * @param options.name the binary field
 * @param options.isNew whether the receivable was created just now, so that it has no files
 * @returns the attachment, with `outcome`: `attached`, or `unchanged` when it was there
 * @throws {PaystandError} when Paystand does not show what is attached, or the file is at fault
 */
export async function attachUnlessThere(
	item: Item,
	{ receivableId, name, isNew }: { receivableId: string; name: string; isNew: boolean },
): Promise<IDataObject> {
	const { client } = item;
	const fileName = fileNameOf(item, name);
	const ofThatName = (files: IDataObject[]) => files.find((file) => file.name === fileName);

	const files = isNew ? [] : await attachmentsOf(client, receivableId);
	if (!files) {
		throw new PaystandError(
			'Paystand does not show what is attached to the receivable, so nothing was uploaded',
			'Check it in Paystand. Attachment: Upload attaches the file in any case.',
		);
	}
	const there = ofThatName(files);
	if (there) return { ...there, outcome: 'unchanged' };
	const uploaded = await withFile(item, name, async (file) => {
		const upload = async () => await uploadAttachment(client, receivableId, file);
		const look = async () => ofThatName((await attachmentsOf(client, receivableId)) ?? []);
		return await withLookUp(client, upload, look);
	});
	return { ...uploaded, outcome: 'attached' };
}
