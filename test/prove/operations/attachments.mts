import { createHash } from 'node:crypto';
import type { HarnessWorld } from '../../../harness/world.mts';
import type { Attachment } from '../../../sandbox/resources.mts';
import { byId, numbers, only, type BatchMaker } from './batch.mts';

type Files = HarnessWorld['merchant']['attachments'];

function active(files: Files, name: string, text: string): Attachment[] {
	const sha256 = createHash('sha256').update(`%PDF-1.7 ${text}`).digest('hex');
	return files
		.all()
		.filter(
			(file) => file.status === 'active' && file.name === name && file.inner.sha256 === sha256,
		);
}

const PICKED = { receivable: byId('receivableId'), attachment: byId() };

const upload: BatchMaker = async ({ merchant: { receivables, attachments } }) => {
	const open = receivables.all().slice(0, 100);
	return {
		plan: {
			resource: 'attachment',
			operation: 'upload',
			parameters: { receivable: PICKED.receivable },
		},
		items: numbers(500).map((number) => {
			const file = { fileName: `${number}.pdf`, text: `Invoice ${number}` };
			const found = () => active(attachments, file.fileName, file.text);
			return {
				json: { receivableId: open[number % open.length]!.id, file },
				times: () => found().length,
				agrees: (rows) => only(rows).id === found()[0]?.id,
			};
		}),
	};
};

const getMany: BatchMaker = async ({ merchant: { receivables, attachments } }) => ({
	plan: {
		resource: 'attachment',
		operation: 'getAll',
		parameters: { receivable: PICKED.receivable, returnAll: true },
	},
	items: receivables
		.all()
		.slice(0, 100)
		.map(({ id }) => ({
			json: { receivableId: id },
			agrees(rows) {
				const wanted = attachments
					.all()
					.filter((file) => file.receivableId === id && file.status === 'active');
				return rows.map((row) => row.id).join() === wanted.map((file) => file.id).join();
			},
		})),
});

const replace: BatchMaker = async ({ merchant: { attachments } }) => ({
	plan: { resource: 'attachment', operation: 'replace', parameters: PICKED },
	items: attachments
		.all()
		.slice(0, 250)
		.map((old, index) => {
			const file = { fileName: `new-${index}.pdf`, text: `New ${index}` };
			const found = () => active(attachments, file.fileName, file.text);
			return {
				json: { id: old.id, receivableId: old.receivableId, file },
				times: () => found().length,
				agrees(rows) {
					const { id, replacedId } = only(rows);
					return id === found()[0]?.id && replacedId === old.id && old.status === 'inactive';
				},
				isTrue(error) {
					const [, newId] = /The new attachment is there \(ID (\w+)\)/.exec(error) ?? [];
					if (newId === undefined) return old.status === 'active' ? undefined : false;
					const isThere = found().length === 1 && found()[0]!.id === newId;
					return isThere && (old.status === 'active' || /unknown/.test(error));
				},
			};
		}),
});

const remove: BatchMaker = async ({ merchant: { attachments } }) => ({
	plan: { resource: 'attachment', operation: 'remove', parameters: PICKED },
	items: attachments
		.all()
		.filter(({ status }) => status === 'active')
		.slice(0, 200)
		.map((file) => ({
			json: { id: file.id, receivableId: file.receivableId },
			times: () => (file.status === 'inactive' ? 1 : 0),
			agrees: (rows) => only(rows).deleted === true,
		})),
});

export const attachments = [upload, getMany, replace, remove];
