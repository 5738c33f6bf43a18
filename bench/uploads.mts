import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { paystand } from '../harness/flow.mts';
import { log } from '../harness/log.mts';
import { addReceivable } from '../harness/records.mts';
import { runNodes } from './flow.mts';
import { inspect } from './inspector.mts';
import { byTurns, median, type Result, seconds, times } from './measure.mts';
import { memoryMb, resetPeak } from './process.mts';
import { type BenchWorld, LATENCY_MS, openAccount, putFarAway } from './world.mts';

const FILES = 500;
const BYTES = 1_000_000;
const GOAL = 5;
const GOAL_MB = 200;
const SETTLE_MS = 3_000;

/** Invoices' PDFs from disk to Paystand, by default and one by one. */
export async function uploads(world: BenchWorld, rounds: number): Promise<Result[]> {
	const { merchant, n8n } = world;
	const folder = await pdfs(world);
	putFarAway(world);

	const peaks: Array<{ idle: number; more: number }> = [];
	const upload = async (requestsAtATime?: number) => {
		const before = merchant.attachments.size;
		// Each time anew: n8n keeps some of what a run has taken, also when it uploads one by one.
		const idle = await idleMb(world);
		resetPeak(n8n.pid());
		const { ms, failed } = await runNodes(world, read(folder), uploadNode(requestsAtATime));
		const { peak } = memoryMb(n8n.pid());
		const made = merchant.attachments.size - before;
		if (made !== FILES || failed > 0) throw new Error(`${made} went up, ${failed} failed`);
		if (requestsAtATime === undefined) peaks.push({ idle, more: peak - idle });
		log(`${made} PDFs in ${seconds(ms)}, ${Math.round(peak - idle)} MB above idle`);
		return ms;
	};
	const figures = await byTurns(rounds, {
		ours: async () => await upload(),
		'one by one': async () => await upload(1),
	});
	const [ours, oneByOne] = [median(figures.ours), median(figures['one by one'])];
	const { idle, more } = peaks.sort((a, b) => b.more - a.more)[0]!;
	return [
		{
			work: `${FILES} PDFs of ${BYTES / 1_000_000} MB uploaded at ${LATENCY_MS} ms`,
			...{ against: 'one by one', ours: seconds(ours), theirs: seconds(oneByOne) },
			...{ figure: times(oneByOne / ours), goal: times(GOAL), isReached: oneByOne / ours >= GOAL },
		},
		{
			work: "the same: n8n's memory at most, reading the files included",
			...{
				against: 'idle',
				ours: `${Math.round(idle + more)} MB`,
				theirs: `${Math.round(idle)} MB`,
			},
			...{ figure: `${Math.round(more)} MB more`, goal: `under ${GOAL_MB} MB more` },
			isReached: more < GOAL_MB,
		},
	];
}

/** Resident memory when nothing is going on and what starting n8n has left behind is collected. */
async function idleMb({ n8n, inspectPort }: BenchWorld): Promise<number> {
	const inspector = await inspect(inspectPort);
	await inspector.liveBytes();
	inspector.close();
	await sleep(SETTLE_MS);
	return memoryMb(n8n.pid()).now;
}

/** One receivable and one file, with the receivable's ID as its name, for each upload. */
async function pdfs(world: BenchWorld): Promise<string> {
	const call = await openAccount(world);
	const folder = join(world.n8n.filesFolder, 'pdfs');
	await mkdir(folder, { recursive: true });
	for (let n = 0; n < FILES; n++) {
		const { id } = await addReceivable(call, 'CUST-1', `INV-${n}`, '10.00');
		const pdf = Buffer.alloc(BYTES, n % 256);
		pdf.write(`%PDF-1.7\n${id}`);
		await writeFile(join(folder, `${id}.pdf`), pdf);
	}
	return folder;
}

function read(folder: string) {
	return {
		name: 'Files',
		type: 'n8n-nodes-base.readWriteFile',
		typeVersion: 1,
		parameters: { operation: 'read', fileSelector: `${folder}/*.pdf`, options: {} },
	};
}

function uploadNode(requestsAtATime?: number) {
	const id = "={{ $binary.data.fileName.replace('.pdf', '') }}";
	const receivable = { __rl: true, mode: 'id', value: id };
	return paystand('attachment', 'upload', { receivable, options: { requestsAtATime } });
}
