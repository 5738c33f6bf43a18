import type { IBinaryData, INodeProperties } from 'n8n-workflow';

import type { FilePart } from '../../../../client/multipart';
import { Field, shown } from '../../item/field';
import type { Item } from '../../item/item';

/** Paystand takes files of up to 20 MB (docs/paystand-api.md#attachment-limits). */
const MAX_BYTES = 20 * 1024 * 1024;
/** What a file counts at least, so that small ones do not come all at once. */
const MIN_BYTES = 3 * 1024 * 1024;
/** Readers accept the signature anywhere in the first KiB, and some ERPs write a BOM before it. */
const PDF_HEAD_BYTES = 1024;

export const INPUT_FIELD = 'Input Data Field Name';

/** The field that names the binary data to upload. */
export function binaryField(many: boolean): INodeProperties {
	return {
		displayName: INPUT_FIELD,
		name: 'binaryPropertyName',
		type: 'string',
		required: true,
		default: 'data',
		placeholder: 'e.g. data',
		hint: many
			? 'The input field that holds the file. Several: separate the names with commas, or write * for all.'
			: 'The input field that holds the file',
	};
}

/** Whether only PDFs may go out. */
export const pdfOnly: INodeProperties = {
	displayName: 'PDF Only',
	name: 'pdfOnly',
	type: 'boolean',
	default: true,
	description:
		'Whether to refuse a file that is not a PDF before it is sent. Turn it off if your Paystand account takes other files.',
};

/**
 * The names of the binary fields that the item asks for.
 *
 * @throws {PaystandError} when the item holds none of them
 */
export function binaryNames(item: Item): string[] {
	const given = String(item.value('binaryPropertyName') ?? '').trim();
	const field = new Field(INPUT_FIELD, given);
	const { context } = item.execution;
	const present = Object.keys(context.getInputData()[item.index].binary ?? {});
	const names =
		given === '*'
			? present
			: given
					.split(',')
					.map((name) => name.trim())
					.filter(Boolean);
	if (names.length === 0) {
		field.fail(
			given === '*' ? 'finds no file in this item' : 'is empty',
			'Name the input field that holds the file, such as data.',
		);
	}
	const missing = names.find((name) => !present.includes(name));
	if (missing !== undefined) {
		field.fail(
			`names ${shown(missing)}, but this item has no such file`,
			present.length > 0
				? `The item has these files: ${present.join(', ')}.`
				: 'The item has no files. Put a node that reads or downloads the file before this one.',
		);
	}
	return names;
}

/**
 * Reads one file of the item and works with it, when there is room for it in memory.
 *
 * @param name the binary field
 * @param work is given the file when it is known to be acceptable
 * @throws {PaystandError} when the file is empty, too large or not a PDF
 */
export async function withFile<T>(
	item: Item,
	name: string,
	work: (file: FilePart) => Promise<T>,
): Promise<T> {
	const size = await sizeOf(item, binaryOf(item, name));
	// Before it is read: a file of 300 MB would otherwise be in memory only to be rejected.
	mustFit(item, name, size);
	const room = Math.max(size, MIN_BYTES);
	const read = async () => await work(await acceptableFile(item, name));
	return await item.execution.files.run(read, room);
}

/** The name that a file of the item goes out under. */
export function fileNameOf(item: Item, name: string): string {
	return binaryOf(item, name).fileName ?? `${name}.pdf`;
}

function binaryOf(item: Item, name: string): IBinaryData {
	return item.execution.context.helpers.assertBinaryData(item.index, name);
}

/**
 * The size of a file in bytes, without reading it. n8n notes it for what it stores; what a Code node
 * makes lacks it and holds the data itself. A note can be wrong, so the larger figure counts.
 */
async function sizeOf(item: Item, { bytes = 0, id, data }: IBinaryData): Promise<number> {
	const { helpers } = item.execution.context;
	if (id === undefined) return Buffer.byteLength(data, 'base64');
	const stored = await helpers.getBinaryMetadata(id).catch(() => undefined);
	return Math.max(bytes, stored?.fileSize ?? 0) || MAX_BYTES;
}

/** @throws {PaystandError} when Paystand would not take so large a file */
function mustFit(item: Item, name: string, size: number): void {
	if (size <= MAX_BYTES) return;
	const { fileName = name } = binaryOf(item, name);
	const megabytes = (size / (1024 * 1024)).toFixed(1);
	new Field(INPUT_FIELD, name).fail(
		`holds a file of ${megabytes} MB: '${fileName}'`,
		'Paystand takes files of up to 20 MB. Make it smaller or split it.',
	);
}

/** @throws {PaystandError} when the file is empty, too large or not a PDF */
async function acceptableFile(item: Item, name: string): Promise<FilePart> {
	const field = new Field(INPUT_FIELD, name);
	const { mimeType } = binaryOf(item, name);
	const fileName = fileNameOf(item, name);
	const { helpers } = item.execution.context;
	const data = await helpers.getBinaryDataBuffer(item.index, name);
	if (data.length === 0) {
		field.fail(`holds an empty file: '${fileName}'`, 'Check where the file comes from.');
	}
	mustFit(item, name, data.length);
	const isPdf = data.subarray(0, PDF_HEAD_BYTES).includes('%PDF-');
	if (!isPdf && item.value(pdfOnly.name, true) === true) {
		field.fail(
			`holds a file that is not a PDF: '${fileName}'`,
			"Convert it to PDF, or turn 'PDF Only' off if your Paystand account takes other files.",
		);
	}
	return {
		field: 'attachment',
		fileName,
		contentType: isPdf ? 'application/pdf' : (mimeType ?? 'application/octet-stream'),
		data,
	};
}
