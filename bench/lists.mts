import { setTimeout as sleep } from 'node:timers/promises';
import { paystand } from '../harness/flow.mts';
import { log } from '../harness/log.mts';
import { addReceivable, callerOf, fill } from '../harness/records.mts';
import { repeats } from '../harness/report.mts';
import type { HarnessWorld } from '../harness/world.mts';
import { httpRequest, type Ran, runNodes } from './flow.mts';
import { byTurns, median, type Result, seconds, times } from './measure.mts';
import { LATENCY_MS, openAccount, putFarAway } from './world.mts';

const ROWS = 20_000;
const PAGE = 50;
const INSERTS = 30;
const INSERT_EVERY_MS = 150;
const GOAL = 8;

/** A long list by our node and by HTTP Request's pagination; and while rows are added to it. */
export async function lists(world: HarnessWorld, rounds: number): Promise<Result[]> {
	await openAccount(world);
	await fill(world, ROWS);
	putFarAway(world);
	const truth = world.merchant.receivables.newestFirst().map(({ id }) => id);

	const figures = await byTurns(rounds, {
		ours: async () => exactly('Paystand', truth, await byNode(world)),
		theirs: async () => exactly('HTTP Request', truth, await byHttp(world)),
	});
	const [ours, theirs] = [median(figures.ours), median(figures.theirs)];

	const ids = await whileInserting(world, async () => idsOf(await byNode(world)));
	const found = new Set(ids);
	const lost = truth.filter((id) => !found.has(id)).length;
	const twice = repeats(ids);
	return [
		{
			work: `${ROWS} receivables listed, ${PAGE} a page, ${LATENCY_MS} ms, every row right`,
			...{ against: "HTTP Request's pagination", ours: seconds(ours), theirs: seconds(theirs) },
			...{ figure: times(theirs / ours), goal: times(GOAL), isReached: theirs / ours >= GOAL },
		},
		{
			work: `the same while ${INSERTS} are added`,
			...{ against: 'the truth', ours: `${lost} lost, ${twice} twice`, theirs: '0 lost, 0 twice' },
			...{ figure: `${found.size} rows`, goal: 'nothing lost, nothing twice' },
			isReached: lost === 0 && twice === 0,
		},
	];
}

async function byNode(world: HarnessWorld): Promise<Ran> {
	return await runNodes(world, paystand('receivable', 'getAll', { returnAll: true }));
}

async function byHttp(world: HarnessWorld): Promise<Ran> {
	const parameter = (name: string, value: string) => ({ name, value });
	const node = httpRequest({
		url: `${world.address}/v3/receivables/read`,
		sendQuery: true,
		queryParameters: { parameters: [parameter('limit', String(PAGE)), parameter('offset', '0')] },
		options: {
			pagination: {
				pagination: {
					paginationMode: 'updateAParameterInEachRequest',
					parameters: {
						parameters: [{ type: 'qs', ...parameter('offset', `={{ $pageCount * ${PAGE} }}`) }],
					},
					paginationCompleteWhen: 'other',
					completeExpression: `={{ $response.body.results.length < ${PAGE} }}`,
				},
			},
		},
	});
	const { ms, items, failed } = await runNodes(world, node);
	const rows = items.flatMap(({ json }) => json.results as Array<Record<string, unknown>>);
	return { ms, failed, items: rows.map((json) => ({ json })) };
}

/** A run counts only if its rows are the right ones. */
function exactly(name: string, truth: string[], ran: Ran): number {
	const ids = idsOf(ran);
	if (ids.length !== truth.length || ids.some((id, index) => id !== truth[index])) {
		throw new Error(`${name} listed ${ids.length} rows that are not the ${truth.length} there are`);
	}
	log(`${name}: ${ids.length} rows in ${seconds(ran.ms)}`);
	return ran.ms;
}

function idsOf({ items }: Ran): string[] {
	return items.map(({ json }) => String(json.id));
}

/** Adds receivables by other means, from the first request of `work` on. */
async function whileInserting<T>(
	{ sandbox, merchant }: HarnessWorld,
	work: () => Promise<T>,
): Promise<T> {
	const call = await callerOf(sandbox, merchant);
	const before = sandbox.world.journal.length;
	const insert = async () => {
		while (sandbox.world.journal.length === before) await sleep(5);
		for (let n = 0; n < INSERTS; n++) {
			await addReceivable(call, 'CUST-1', `NEW-${n}`, '10.00');
			await sleep(INSERT_EVERY_MS);
		}
	};
	const [result] = await Promise.all([work(), insert()]);
	return result;
}
