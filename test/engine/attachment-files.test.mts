import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { useEngine } from './harness/sandbox.mts';

const engine = useEngine({ binaryMode: 'filesystem' });

test('a file that n8n keeps on disk goes up byte for byte, and stays for the nodes after', async () => {
	await engine.addCustomer();
	const { id } = await engine.addReceivable('1001');
	const data = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(3_000_000, 0xfe)]);
	const file = { name: 'Rechnung "März"\u2028.pdf', data };
	const upload = (parameters: object) =>
		engine.run({
			resource: 'attachment',
			operation: 'upload',
			items: [{ json: {}, files: { first: file, second: file } }],
			parameters: { receivable: { mode: 'id', value: id, __rl: true }, ...parameters } as never,
		});

	const { error, requests, json } = await upload({ binaryPropertyName: '*' });
	expect(error).toBeUndefined();
	expect(json).toHaveLength(2);
	for (const { body } of requests)
		expect(body).toMatchObject({
			attachment: {
				bytes: data.length,
				sha256: createHash('sha256').update(data).digest('hex'),
				contentType: 'application/pdf',
			},
		});

	const missing = await upload({ binaryPropertyName: 'third' });
	expect(missing.error?.description).toContain('The item has these files: first, second.');
});
